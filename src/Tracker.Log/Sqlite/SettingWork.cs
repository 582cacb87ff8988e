using Tracker.Log.Writing;

namespace Tracker.Log.Sqlite;

/// <summary>Writes one setting, or removes it when <paramref name="value"/> is null; answers whether a row changed.</summary>
/// <param name="onlyFirst">Written only when its section has nothing.</param>
sealed class SettingWork(string section, string key, ReadOnlyMemory<byte>? value, bool onlyFirst = false) : Work
{
    readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _changed;

    public Task<bool> Task => _answer.Task;

    public override void Apply(ILedger ledger)
    {
        var database = ((Ledger)ledger).Database;
        _changed = (value, onlyFirst) switch
        {
            (null, _) => database["DELETE FROM settings WHERE section = ? AND key = ?"].Bind(section).Bind(key).Run() > 0,
            ({ } bytes, true) => database["INSERT INTO settings(section, key, value) SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM settings WHERE section = ?)"].Bind(section).Bind(key).Bind(bytes.Span).Bind(section).Run() > 0,
            ({ } bytes, false) => database["INSERT INTO settings(section, key, value) VALUES(?, ?, ?) ON CONFLICT(section, key) DO UPDATE SET value = excluded.value"].Bind(section).Bind(key).Bind(bytes.Span).Run() > 0,
        };
    }

    public override void Answer() => _answer.TrySetResult(_changed);

    public override void Refuse(Unavailable refusal) => _answer.TrySetException(new StoreUnavailableException(refusal));

    public override void Fail(Exception error) => _answer.TrySetException(error);
}
