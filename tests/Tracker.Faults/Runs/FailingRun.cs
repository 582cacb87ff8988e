namespace Tracker.Faults.Runs;

/// <summary>The store fails at the n-th moment of a kind from now, while everything goes on.</summary>
/// <param name="Code">SQLite's extended result code.</param>
sealed record Failure(string Moment, int Code, int N)
{
    const int Busy = 5;
    const int Full = 13;
    const int WriteFailed = 10 | (3 << 8);
    const int FsyncFailed = 10 | (4 << 8);

    static readonly (string Moment, int Code, int Most)[] Kinds =
    [
        ("Begin", Full, 20), ("Begin", Busy, 20), ("Write", Full, 200), ("Write", WriteFailed, 200), ("Write", FsyncFailed, 200), ("Commit", Full, 20), ("Commit", Busy, 20),
        ("Checkpoint", Full, 2), ("Checkpoint", Busy, 2), ("Commit", WriteFailed, 20), ("Commit", FsyncFailed, 20), ("Committed", FsyncFailed, 20),
        ("Checkpoint", WriteFailed, 2), ("Checkpoint", FsyncFailed, 2),
    ];

    /// <summary>After it nobody can know what the disk holds: the server must stop. After the others it must go on.</summary>
    public bool IsDoubt => Moment == "Committed" || (Moment is "Commit" or "Checkpoint" && Code is WriteFailed or FsyncFailed);

    /// <summary>Every kind once, in an order and at times drawn from a seed.</summary>
    public static IReadOnlyList<Failure> Draw(int seed)
    {
        var dice = new Random(seed);
        var all = Kinds.Select(kind => new Failure(kind.Moment, kind.Code, dice.Next(1, kind.Most + 1))).ToArray();
        dice.Shuffle(all);
        return all;
    }
}

/// <summary>Makes the store of the fault server fail, again and again, under load.</summary>
static class FailingRun
{
    const int Statements = 20;

    public static async Task PlayAsync(Stage stage, IEnumerable<Failure> failures, CancellationToken ct)
    {
        foreach (var failure in failures)
        {
            await stage.UnderLoadAsync(Statements, ct);
            var met = $"injected: {failure.Moment} fails with {failure.Code}";
            var before = stage.Server.Said(met);
            await stage.Server.OrderAsync($"fail {failure.Moment} {failure.N} {failure.Code}", ct);
            if (failure.IsDoubt) await StoppedAsync(stage, failure, ct);
            else await stage.UntilAsync(() => stage.Server.Said(met) > before, () => $"{failure} was not met", ct);
        }
        await stage.UnderLoadAsync(Statements, ct);
    }

    static async Task StoppedAsync(Stage stage, Failure failure, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            await stage.Server.EndedAsync(patience.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"After {failure} the server went on. {stage.Explain()}", late);
        }
        if (stage.Server.ExitCode == 0) stage.Verdict.Wrong.Add($"after {failure} the server ended as if all were well");
        await stage.Server.UpAsync(ct);
    }
}
