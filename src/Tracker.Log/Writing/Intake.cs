using System.Diagnostics;

namespace Tracker.Log.Writing;

/// <summary>The door to a log's writer: what comes is bounded, counted and traced.</summary>
sealed class Intake(Waiting waiting, LogInstruments instruments, int capacity)
{
    public Task<AppendOutcome> AppendAsync(AppendWork work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Tracing.Source.HasListeners() ? TracedAsync(work, ct) : Enqueue(work, ct);
    }

    public Unavailable TooMuchWaits() => new("busy", $"{capacity} appends wait for the disk; nothing was stored. Try again later.");

    Task<AppendOutcome> Enqueue(AppendWork work, CancellationToken ct)
    {
        if (waiting.TryAdd(work)) return work.Task.WaitAsync(ct);
        instruments.Refused("busy", 1);
        return Task.FromResult<AppendOutcome>(TooMuchWaits());
    }

    async Task<AppendOutcome> TracedAsync(AppendWork work, CancellationToken ct)
    {
        using var span = Tracing.Source.StartActivity("append");
        var began = Stopwatch.GetTimestamp();
        if (span is null) return await Enqueue(work, ct);
        span.SetTag("tracker.records", work.Append.Records.Count).SetTag("tracker.kind", work.Append.Records[0].Kind);
        var outcome = await Enqueue(work, ct);
        span.SetTag("tracker.outcome", outcome is Unavailable refused ? refused.Code : work.Kind);
        if (outcome is Appended appended) span.SetTag("tracker.position", appended.Receipts[^1].Position);
        if (work.Times is not { Durable: > 0 } times) return outcome;
        span.Part("append wait", TimeSpan.Zero, Stopwatch.GetElapsedTime(began, times.Begun));
        span.Part("append commit", Stopwatch.GetElapsedTime(began, times.Begun), Stopwatch.GetElapsedTime(began, times.Durable));
        return outcome;
    }
}
