using System.Text.RegularExpressions;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Demo;

/// <summary><c>--demo</c> of the built server: the whole scenario is there, and a second run, after a kill, adds nothing.</summary>
public sealed partial class DemoServerTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"demo: the scenario is there \((\d+) calls wrote", RegexOptions.CultureInvariant)]
    private static partial Regex Done();

    [Fact]
    public async Task The_demo_plays_the_scenario_and_a_second_run_adds_nothing()
    {
        await using var server = await RunningServer.StartAsync(new ServerOptions { Arguments = ["--demo", "--demo-speed", "0"] }, Ct);
        Assert.Equal(ScenarioFile.Calls.Count - 1, await WroteAsync(server, run: 1));
        var statements = (await server.Api.Get($"/api/stories/{ScenarioFile.Story}/statements?limit=1000", Ct)).Is(200).Json["items"]!.AsArray();
        Assert.Equal(36, statements.Count);

        var before = await SettledHeadAsync(server);
        await server.KillAsync();
        await server.UpAsync(Ct);
        Assert.Equal(0, await WroteAsync(server, run: 2));
        Assert.Equal(before, await SettledHeadAsync(server));
    }

    /// <summary>How many calls a run says that it wrote, when it has ended.</summary>
    static async Task<int> WroteAsync(RunningServer server, int run)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var said = Done().Matches(server.Output);
            if (said.Count >= run)
                return int.Parse(said[run - 1].Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            await Task.Delay(100, Ct);
        }
        throw new TimeoutException($"The demo has not ended:\n{server.Output}");
    }

    /// <summary>The head when the story has said all that it has to say: nothing more comes within a long poll of two seconds.</summary>
    static async Task<string> SettledHeadAsync(RunningServer server)
    {
        while (true)
        {
            var head = await Poll.HeadAsync(server.Api, Ct);
            var page = (await server.Api.Get($"/api/changes?after={head}&wait=2", Ct)).Is(200).Json;
            if (page["items"]!.AsArray().Count == 0)
                return head;
        }
    }
}
