using Tracker.Simulator.Checks;

namespace Tracker.Simulator;

/// <summary>What a run is made of: the same settings, the same run.</summary>
sealed record Settings(int Seed)
{
    public Plant Plant { get; init; }

    /// <summary>What posters do between them. Default: 28.</summary>
    public int Jobs { get; init; } = 28;

    /// <summary>More steps than this are no progress.</summary>
    public int MostSteps { get; init; } = 400_000;

    /// <summary>Keep every line, not only the last.</summary>
    public bool WholeTrace { get; init; }
}

/// <summary>What became of a run.</summary>
/// <param name="Print">Of the whole trace, kept or not.</param>
sealed record Outcome(Settings Settings, Verdict? Verdict, int Steps, long Head, ulong Print, IReadOnlyList<string> Trace)
{
    public string Replay => $"dotnet run --project tests/Tracker.Simulator -c Release -- --seed {Settings.Seed} --jobs {Settings.Jobs}{(Settings.Plant == Plant.None ? "" : $" --plant {Settings.Plant}")} --trace";

    /// <summary>The verdict, how to see it again, and what came before.</summary>
    public string Report => $"Seed {Settings.Seed} fails at step {Steps}.\n{Verdict}\nAgain: {Replay}\nThe last of its trace:\n{string.Join('\n', Trace)}";
}

static class Simulation
{
    /// <summary>Plays one seed to its end on the calling thread, and on no other.</summary>
    public static Outcome Run(Settings settings)
    {
        var around = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var world = new World(settings);
            world.Begin();
            while (world.Step())
            {
            }
            return new Outcome(settings, world.Verdict, world.Steps, world.Observer.Head, world.Trace.Print, [.. world.Trace.Last]);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(around);
        }
    }

    /// <summary>The same seed with less to do, least first: the first that fails in the same way is the shortest that is looked for.</summary>
    public static Outcome Shorten(Outcome failed)
    {
        for (var jobs = 1; jobs < failed.Settings.Jobs; jobs++)
        {
            if (Run(failed.Settings with { Jobs = jobs }) is { Verdict: { } verdict } shorter && verdict.Kind == failed.Verdict!.Kind && shorter.Steps < failed.Steps) return shorter;
        }
        return failed;
    }
}
