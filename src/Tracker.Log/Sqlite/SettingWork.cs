using Tracker.Log.Writing;

namespace Tracker.Log.Sqlite;

/// <summary>Writes one setting, or removes it when <paramref name="value"/> is null; answers whether a row changed.</summary>
sealed class SettingWork(string section, string key, ReadOnlyMemory<byte>? value) : Work
{
    readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _changed;

    public Task<bool> Task => _answer.Task;

    public override void Apply(ILedger ledger) => _changed = value is { } bytes
        ? ((Ledger)ledger).Database["INSERT INTO settings(section, key, value) VALUES(?, ?, ?) ON CONFLICT(section, key) DO UPDATE SET value = excluded.value"]
            .Bind(section).Bind(key).Bind(bytes.Span).Run() > 0
        : ((Ledger)ledger).Database["DELETE FROM settings WHERE section = ? AND key = ?"].Bind(section).Bind(key).Run() > 0;

    public override void Answer() => _answer.TrySetResult(_changed);

    public override void Refuse(Unavailable refusal) => _answer.TrySetException(new StoreUnavailableException(refusal));

    public override void Fail(Exception error) => _answer.TrySetException(error);
}
