namespace Tracker.Server.Demo;

/// <summary>What a run did.</summary>
/// <param name="Stored">Calls that wrote something.</param>
/// <param name="Replayed">Calls that said what was there already.</param>
/// <param name="Problem">Why it stopped early, or null.</param>
public sealed record DemoResult(int Stored, int Replayed, string? Problem);

/// <summary>Plays the scenario through the public API, as any client could. A second run finds everything there and adds nothing.</summary>
public static class DemoPlayer
{
    /// <summary>Posts every call of the plan in order. Returns when all are answered, or when one is refused for good.</summary>
    /// <param name="http">Its base address is the server.</param>
    /// <param name="say">Gets one line a step.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static Task<DemoResult> RunAsync(HttpClient http, DemoOptions options, Action<string> say, TimeProvider clock, CancellationToken ct) =>
        PlayAsync(Plan.Of(DemoData.Scenario, DemoData.Mapping), http, options, say, clock, ct);

    /// <summary>The same for any plan.</summary>
    public static async Task<DemoResult> PlayAsync(
        IReadOnlyList<Call> plan, HttpClient http, DemoOptions options, Action<string> say, TimeProvider clock, CancellationToken ct)
    {
        var result = new DemoResult(0, 0, null);
        var steps = plan.GroupBy(call => call.Step).ToList();
        var slot = options.Speed <= 0 ? TimeSpan.Zero : options.WholeLasts / options.Speed / steps.Count;
        var due = clock.GetTimestamp();
        foreach (var step in steps)
        {
            var before = result.Stored;
            foreach (var call in step)
            {
                await PauseUntil(due, clock, ct);
                var answer = await Sender.SendAsync(http, call, options, clock, ct);
                if (answer.Problem is not null)
                    return Told(say, result with { Problem = $"demo step {call.Step}.{call.N} {call.Method} {call.Path}: {answer.Problem}" });
                result = answer.Wrote ? result with { Stored = result.Stored + 1 } : result with { Replayed = result.Replayed + 1 };
                due = answer.Wrote ? Later(due, slot / step.Count(), clock) : clock.GetTimestamp();
            }
            say($"demo step {step.Key} of {steps[^1].Key}: {step.Count()} calls, {result.Stored - before} new");
        }
        return Told(say, result);
    }

    static DemoResult Told(Action<string> say, DemoResult result)
    {
        say(result.Problem ?? $"demo: the scenario is there ({result.Stored} calls wrote, {result.Replayed} found it said already)");
        return result;
    }

    static long Later(long timestamp, TimeSpan by, TimeProvider clock) => timestamp + (long)(by.TotalSeconds * clock.TimestampFrequency);

    static Task PauseUntil(long due, TimeProvider clock, CancellationToken ct)
    {
        var left = clock.GetElapsedTime(clock.GetTimestamp(), due);
        return left > TimeSpan.Zero ? Task.Delay(left, clock, ct) : Task.CompletedTask;
    }
}
