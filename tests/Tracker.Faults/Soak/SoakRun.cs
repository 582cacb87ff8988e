namespace Tracker.Faults.Soak;

static class SoakRun
{
    public static Task<int> RunAsync(IReadOnlyList<string> args) => Task.FromResult(args.Count);
}
