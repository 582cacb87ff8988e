using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Store;

/// <summary>How a simulated log is set up.</summary>
sealed record SimulatedLogOptions
{
    public required SimulatedDisk Disk { get; init; }
    public required string Epoch { get; init; }
    public required TimeProvider Clock { get; init; }
    public required Chance Chance { get; init; }

    /// <summary>Where its writer runs, alone.</summary>
    public required TaskScheduler Scheduler { get; init; }

    /// <summary>Awaited before and after every read.</summary>
    public Func<Task> Pause { get; init; } = () => Task.CompletedTask;

    /// <summary>Appends in one transaction at most.</summary>
    public int LongestBatch { get; init; } = 1_024;

    /// <summary>Appends that may wait.</summary>
    public int Waiting { get; init; } = 16_384;

    /// <summary>The outcome of a commit is unknown: ends the process.</summary>
    public Action<string> FailStop { get; init; } = _ => { };

    /// <summary>Sees each transaction when it counts, before anybody is answered.</summary>
    public Action<IReadOnlyList<Record>>? Committed { get; init; }

    public Plant Plant { get; init; }
}

/// <summary>
/// Stands in for the SQLite log: the same promises (it passes the same suite), on a simulated disk and without a thread of its own. One writer takes what
/// waits as one transaction: check, write, flush; then it counts and is answered. Reads are in <c>SimulatedLog.Reads.cs</c>.
/// </summary>
sealed partial class SimulatedLog : IEventLog
{
    readonly SimulatedLogOptions _options;
    readonly Lock _gate = new();
    readonly Image _image = new();
    readonly Queue<Work> _waiting = new();
    readonly List<(long After, TaskCompletionSource Grown)> _watchers = [];
    TaskCompletionSource? _more;
    bool _closed, _stopped;
    int _end;

    SimulatedLog(SimulatedLogOptions options) => _options = options;

    public string Epoch => _options.Epoch;

    public long Head { get { lock (_gate) return _image.Head; } }

    /// <summary>The committed records with what proves them, for those who check.</summary>
    public IReadOnlyList<StoredRecord> Stored => _image.Records;

    /// <summary>Told of each transaction after <see cref="SimulatedLogOptions.Committed"/>: the feed.</summary>
    public Action<IReadOnlyList<Record>>? HandOver { get; set; }

    Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>
    /// Takes in every whole batch of the file, from its begin to the first that is not. What it found may have been written and never flushed, or its flush
    /// may have failed: so it is written once more and flushed, before anybody sees it; and so are the zeros of what was taken down.
    /// </summary>
    public static async Task<SimulatedLog> OpenAsync(SimulatedLogOptions options)
    {
        var log = new SimulatedLog(options);
        var found = log.Find();
        if (options.Plant != Plant.ServesUnflushed && log._end > 0) await log.Settle(found);
        log.Ended = Task.Factory.StartNew(log.Run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Scheduler).Unwrap();
        return log;
    }

    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        AppendRules.Check(append);
        return Enqueue(new Work(append, []));
    }

    public async Task<AppendOutcome> RedactAsync(IReadOnlyList<long> positions, Append redaction, CancellationToken ct)
    {
        AppendRules.Check(positions, redaction);
        foreach (var position in positions)
        {
            if (position < 1 || position > Head) throw new ArgumentException($"There is no record at {position}.", nameof(positions));
            if ((await ReadAsync(position - 1, 1, ct))[0].Kind == "record.redacted")
                throw new ArgumentException($"Position {position} is itself a record.redacted: it proves an earlier takedown and cannot be taken down.", nameof(positions));
        }
        return await Enqueue(new Work(redaction, positions));
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            _more?.TrySetResult();
        }
        await Ended;
    }

    Task<AppendOutcome> Enqueue(Work work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_waiting.Count >= _options.Waiting) return Task.FromResult<AppendOutcome>(new Unavailable("busy", $"{_options.Waiting} appends wait for the disk; nothing was stored."));
            _waiting.Enqueue(work);
            _more?.TrySetResult();
        }
        return work.Answer.Task;
    }

    async Task Run()
    {
        while (await Take() is { Count: > 0 } works && !_stopped) await Write(works);
    }

    /// <summary>Empty when it is closed and nothing is left.</summary>
    async Task<List<Work>> Take()
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                var works = new List<Work>();
                while (works.Count < _options.LongestBatch && _waiting.TryDequeue(out var work)) works.Add(work);
                if (works.Count > 0 || _closed) return works;
                more = (_more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            await more;
        }
    }

    async Task Write(List<Work> works)
    {
        Draft draft;
        List<AppendOutcome> outcomes;
        lock (_gate)
        {
            draft = new Draft(_image, Epoch, _options.Clock, _options.Chance, _options.Plant);
            draft.Lose(_lost);
            outcomes = works.ConvertAll(work => work.Positions.Count > 0 ? draft.Redact(work.Positions, work.Append) : draft.Append(work.Append));
        }
        if (draft.Batch.Records.Count > 0)
        {
            var bytes = draft.Batch.Write(_end);
            if (await Store(bytes, () => Answer(works, outcomes)) is { } refusal)
            {
                if (_options.Plant == Plant.LeavesHoles) _lost = draft.Batch.Records[^1].Record.Position;
                works.ForEach(work => work.Answer.TrySetResult(refusal));
                return;
            }
            if (_stopped) return;
            _end += bytes.Length;
            Commit(draft.Batch);
            foreach (var position in draft.Batch.Redacted)
            {
                if (!await Scrub(_image.Records[(int)position - 1])) return;
            }
        }
        Answer(works, outcomes);
    }

    static void Answer(List<Work> works, List<AppendOutcome> outcomes)
    {
        for (var i = 0; i < works.Count; i++) works[i].Answer.TrySetResult(outcomes[i]);
    }

    /// <summary>Null when it is durable, or when the outcome is unknown and the log has stopped; a refusal when nothing was stored.</summary>
    async Task<Unavailable?> Store(byte[] bytes, Action acknowledge)
    {
        try
        {
            await _options.Disk.WriteAsync(_end, bytes);
        }
        catch (DiskException)
        {
            return new Unavailable("storage-full", "The disk is full; nothing was stored.");
        }
        if (_options.Plant == Plant.AcknowledgesEarly) acknowledge();
        await Flush("The outcome of a commit is unknown.");
        return null;
    }

    async Task Flush(string trouble)
    {
        try
        {
            await _options.Disk.FlushAsync();
        }
        catch (DiskException) when (_options.Plant != Plant.IgnoresFlushErrors)
        {
            _stopped = true;
            _options.FailStop(trouble);
        }
        catch (DiskException)
        {
            // The planted bug.
        }
    }

    void Commit(Batch batch)
    {
        List<TaskCompletionSource> grown;
        var records = batch.Records.ConvertAll(one => one.Record);
        lock (_gate)
        {
            _image.Take(batch);
            grown = [.. _watchers.Where(watcher => watcher.After < _image.Head).Select(watcher => watcher.Grown)];
            _watchers.RemoveAll(watcher => watcher.After < _image.Head);
        }
        _options.Committed?.Invoke(records);
        HandOver?.Invoke(records);
        grown.ForEach(one => one.TrySetResult());
    }

    /// <summary>False when the log has stopped.</summary>
    async Task<bool> Scrub(StoredRecord one)
    {
        await Overwrite(one);
        // A batch that was refused may have left a part of itself behind the end.
        _options.Disk.Truncate(_end);
        await Flush("Words that were taken down may still be on the disk.");
        return !_stopped;
    }

    Task Overwrite(StoredRecord one) => _options.Disk.WriteAsync(one.SaltAt, new byte[Chain.SaltSize + one.BodyLength]);

    /// <exception cref="DiskException">It cannot be opened now.</exception>
    async Task Settle(List<Batch> found)
    {
        try
        {
            await _options.Disk.WriteAsync(0, _options.Disk.Read(0, _end).ToArray());
            _options.Disk.Truncate(_end);
            await _options.Disk.FlushAsync();
            // Not before the takedown is durable that says why they are gone.
            foreach (var position in found.SelectMany(batch => batch.Redacted)) await Overwrite(_image.Records[(int)position - 1]);
            await _options.Disk.FlushAsync();
        }
        catch (DiskException)
        {
            _options.FailStop("What was found could not be made durable.");
            throw;
        }
    }

    /// <summary>Torn at the end: a batch does not fit its check, or words do not fit their digest and nobody took them down.</summary>
    List<Batch> Find()
    {
        var found = new List<(Batch Batch, int Length)>();
        for (var at = 0; Batch.Read(_options.Disk, at) is { } next; at += next.Length) found.Add(next);
        var redacted = found.SelectMany(one => one.Batch.Redacted).ToHashSet();
        foreach (var (batch, length) in found)
        {
            if (!Continues(batch) || batch.Records.Exists(one => !one.WordsFit && !redacted.Contains(one.Record.Position))) break;
            _image.Take(batch);
            _end += length;
        }
        return [.. found.Select(one => one.Batch).Where(batch => batch.Redacted.TrueForAll(position => position <= _image.Head) && batch.Records.TrueForAll(one => one.Record.Position <= _image.Head))];
    }

    /// <summary>It follows from what is there: bytes that a refused batch left behind do not.</summary>
    bool Continues(Batch batch)
    {
        var hash = _image.Hash;
        foreach (var one in batch.Records)
        {
            hash = Chain.Hash(hash.Span, one.Record, one.Digest);
            if (!hash.Span.SequenceEqual(one.Record.Hash.Span)) return false;
        }
        return true;
    }

    // Positions that the planted bug has lost.
    long _lost;

    sealed record Work(Append Append, IReadOnlyList<long> Positions)
    {
        public TaskCompletionSource<AppendOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
