using Tracker.Domain;

namespace Tracker.Log.Sqlite;

/// <summary>Something that waits for the writer. It is applied in a transaction that it shares, and answered after the commit.</summary>
abstract class Work
{
    public virtual long Size => 0;

    /// <summary>True when its answer waits until no byte of what it removed is left in the write-ahead log.</summary>
    public virtual bool Scrubs => false;

    /// <summary>How it was decided, as it is counted; empty = it is no append.</summary>
    public virtual string Kind => "";

    /// <summary>When its transaction began and when it was durable: timestamps of <see cref="System.Diagnostics.Stopwatch"/>, 0 = it was not.</summary>
    public (long Begun, long Durable) Times { get; set; }

    public abstract void Apply(Ledger ledger);

    public abstract void Answer();

    public abstract void Refuse(Unavailable refusal);

    public abstract void Fail(Exception error);
}

class AppendWork(Append append) : Work
{
    // Continuations must not run on the writer's thread: everyone else waits for it.
    readonly TaskCompletionSource<AppendOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected AppendOutcome? Outcome { get; set; }

    public Task<AppendOutcome> Task => _answer.Task;

    public override string Kind => Outcome switch
    {
        Appended => "appended",
        Replayed => "replayed",
        KeyTaken => "taken",
        _ => "conflict",
    };

    public override long Size { get; } = append.Records.Sum(record => (long)record.Body.Length);

    public override void Apply(Ledger ledger) => Outcome = ledger.Append(append);

    public override void Answer() => _answer.TrySetResult(Outcome!);

    public override void Refuse(Unavailable refusal) => _answer.TrySetResult(refusal);

    public override void Fail(Exception error) => _answer.TrySetException(error);
}

sealed class RedactWork(IReadOnlyList<long> positions, Append redaction) : AppendWork(redaction)
{
    readonly Append _redaction = redaction;

    public override bool Scrubs => Outcome is Appended or Replayed;

    public override void Apply(Ledger ledger) => Outcome = ledger.Redact(positions, _redaction);
}

/// <summary>Writes one setting, or removes it when <paramref name="value"/> is null; answers whether a row changed.</summary>
sealed class SettingWork(string section, string key, ReadOnlyMemory<byte>? value) : Work
{
    readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _changed;

    public Task<bool> Task => _answer.Task;

    public override void Apply(Ledger ledger) => _changed = value is { } bytes
        ? ledger.Database["INSERT INTO settings(section, key, value) VALUES(?, ?, ?) ON CONFLICT(section, key) DO UPDATE SET value = excluded.value"]
            .Bind(section).Bind(key).Bind(bytes.Span).Run() > 0
        : ledger.Database["DELETE FROM settings WHERE section = ? AND key = ?"].Bind(section).Bind(key).Run() > 0;

    public override void Answer() => _answer.TrySetResult(_changed);

    public override void Refuse(Unavailable refusal) => _answer.TrySetException(new StoreUnavailableException(refusal));

    public override void Fail(Exception error) => _answer.TrySetException(error);
}
