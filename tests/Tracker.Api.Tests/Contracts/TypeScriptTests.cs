using Tracker.Contracts;
using Tracker.Contracts.Acts;
using Tracker.Contracts.Claims;
using Tracker.Contracts.Conditions;
using Tracker.Contracts.Keys;
using Tracker.Contracts.Links;
using Tracker.Contracts.Live;
using Tracker.Contracts.Places;
using Tracker.Contracts.Positions;
using Tracker.Contracts.Presence;
using Tracker.Contracts.Problems;
using Tracker.Contracts.Reading;
using Xunit;

namespace Tracker.ApiTests.Contracts;

public class TypeScriptTests
{
    [Fact]
    public void The_dashboards_contracts_are_those_of_the_server()
    {
        var file = Path.Combine(Repository.Root, "src/dashboard/src/contracts.ts");
        var generated = TypeScript.Of(
            typeof(Board), typeof(EntityPage), typeof(Found), typeof(StoryInShort), typeof(PlaceDocument), typeof(ActDocument), typeof(ClaimDocument), typeof(ConditionDocument), typeof(LinkDocument), typeof(CorrectionKind), typeof(ChangeItem), typeof(ChangesPage), typeof(WatchRequest), typeof(WatchReply),
            typeof(Timeline), typeof(Stops), typeof(Network), typeof(Changes), typeof(Heartbeat), typeof(Reset), typeof(Receipt), typeof(ProblemDetails), typeof(DryRun),
            typeof(SessionDocument), typeof(PresenceDocument));
        if (Environment.GetEnvironmentVariable("TRACKER_APPROVE") == "1") File.WriteAllText(file, generated);
        Assert.Equal(generated, File.ReadAllText(file), ignoreLineEndingDifferences: true);
    }
}
