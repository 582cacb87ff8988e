using Tracker.Contracts.Problems;
using Xunit;

namespace Tracker.ApiTests.Contracts;

public class ProblemTableTests
{
    [Fact]
    public void Every_refusal_of_the_domain_is_in_the_table() =>
        Assert.All(Domain.Refusals.Codes, code => Assert.NotNull(ProblemTable.Of(code)));

    [Fact]
    public void Every_code_stands_once_with_a_status_that_is_a_refusal() =>
        Assert.All(ProblemTable.All.GroupBy(row => row.Code), rows => Assert.InRange(Assert.Single(rows).Status, 400, 599));

    [Fact]
    public void Every_kind_that_can_be_referred_to_has_its_own_unknown() =>
        Assert.All(["actor", "story", "topic", "meeting", "statement", "place", "act", "claim", "condition", "link"], kind => Assert.Equal(422, ProblemTable.Of("unknown-" + kind).Status));
}
