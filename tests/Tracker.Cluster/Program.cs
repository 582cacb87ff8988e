using Tracker.ClusterTests.Runs;
using Xunit.MicrosoftTestingPlatform;

namespace Tracker.ClusterTests;

/// <summary>The tests, or with <c>soak</c> as first argument the long run (<c>tests/soak/run --cluster</c>).</summary>
static class Program
{
    static Task<int> Main(string[] args) => args is ["soak", ..]
        ? ClusterSoak.RunAsync(args[1..])
        : TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}
