using Tracker.Faults.Runs;

namespace Tracker.Faults;

static class Settings
{
    /// <summary>A seed of this run, printed; <c>Tracker_Faults_Seed</c> in the environment sets it.</summary>
    public static Setting Of(int number)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("Tracker_Faults_Seed"), out var given) ? given : Environment.TickCount + number;
        return new Setting { Seed = seed, Say = line => TestContext.Current.TestOutputHelper!.WriteLine(line) };
    }
}
