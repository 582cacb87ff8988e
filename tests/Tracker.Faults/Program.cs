using Tracker.Faults.Soak;
using Xunit.MicrosoftTestingPlatform;

namespace Tracker.Faults;

/// <summary>The tests, or with <c>soak</c> as first argument the long run (<c>tests/soak/run</c>).</summary>
static class Program
{
    static Task<int> Main(string[] args) => args is ["soak", ..]
        ? SoakRun.RunAsync(args[1..])
        : TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}
