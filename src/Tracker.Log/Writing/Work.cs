namespace Tracker.Log.Writing;

/// <summary>What a transaction will write: checks each append against everything before it, and takes it in or leaves no trace of it.</summary>
interface ILedger
{
    AppendOutcome Append(Append append);

    /// <summary>Appends the redaction and removes salt and body of the positions.</summary>
    AppendOutcome Redact(IReadOnlyList<long> positions, Append redaction);
}

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

    public abstract void Apply(ILedger ledger);

    public abstract void Answer();

    public abstract void Refuse(Unavailable refusal);

    public abstract void Fail(Exception error);
}

class AppendWork(Append append) : Work
{
    // Continuations must not run on the writer's thread: everyone else waits for it.
    readonly TaskCompletionSource<AppendOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected AppendOutcome? Outcome { get; set; }

    public Append Append => append;

    public Task<AppendOutcome> Task => _answer.Task;

    public override string Kind => Outcome switch
    {
        Appended => "appended",
        Replayed => "replayed",
        KeyTaken => "taken",
        _ => "conflict",
    };

    public override long Size { get; } = append.Records.Sum(record => (long)record.Body.Length);

    public override void Apply(ILedger ledger) => Outcome = ledger.Append(append);

    public override void Answer() => _answer.TrySetResult(Outcome!);

    public override void Refuse(Unavailable refusal) => _answer.TrySetResult(refusal);

    public override void Fail(Exception error) => _answer.TrySetException(error);
}

sealed class RedactWork(IReadOnlyList<long> positions, Append redaction) : AppendWork(redaction)
{
    public override bool Scrubs => Outcome is Appended or Replayed;

    public override void Apply(ILedger ledger) => Outcome = ledger.Redact(positions, Append);
}
