using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Statements;

public sealed class PostingTests
{
    static Tale<Statement, StatementCommand> Tale => new("statement/s1");

    [Fact]
    public void A_statement_is_its_own_stream_and_is_published()
    {
        var tale = Tale.When(Some.Post(Some.Statement()));
        tale.Then(new StatementAdded { Statement = Some.Statement(), By = "desk" });
        Assert.Equal((StatementStatus.Published, 1, 1L, Some.Noon.AddSeconds(1)), (tale.State.Status, tale.State.Version, tale.State.Position, tale.State.RecordedAt));
    }

    [Fact]
    public void It_touches_everybody_and_everything_in_their_roles() => Tale
        .When(Some.Post(Some.Statement(Some.Position("ceasefire"), Some.Position("direct-talks")) with
        {
            Speakers = ["peskov"], OnBehalfOf = ["kremlin", "russia"], To = ["ukraine"], ReportedBy = ["tass", "reuters"], Platform = "telegram", Meeting = "istanbul",
            About = new About { Actors = ["putin"], Meetings = ["trump-putin"], Topics = ["ceasefire"] }, InReplyTo = "s0", SameUtteranceAs = "s00",
        }))
        .Touching(
            "Self statement/s1", "Story story/talks", "Speaker actor/peskov", "OnBehalf actor/kremlin", "OnBehalf actor/russia", "To actor/ukraine",
            "ReportedBy actor/tass", "ReportedBy actor/reuters", "Platform actor/telegram", "Occasion meeting/istanbul", "AboutActor actor/putin",
            "AboutMeeting meeting/trump-putin", "AboutTopic topic/ceasefire", "Position topic/ceasefire", "Position topic/direct-talks", "InReplyTo statement/s0",
            "SameUtterance statement/s00", "Cell cell/talks/russia/ceasefire", "Cell cell/talks/russia/direct-talks");

    [Fact]
    public void Positions_belong_to_the_last_of_those_spoken_for() =>
        Assert.Equal(["russia"], Posted(Some.Statement(Some.Position("ceasefire")) with { OnBehalfOf = ["kremlin", "russia"] }).Holders);

    [Fact]
    public void Or_to_each_of_the_speakers() =>
        Assert.Equal(["ukraine", "united-states"], Posted(Some.Statement(Some.Position("ceasefire")) with { Speakers = ["ukraine", "united-states"] }).Holders);

    [Fact]
    public void A_medium_never_takes_a_position()
    {
        Assert.Equal(["trump"], Posted(Some.Statement(Some.Position("progress")) with { Speakers = ["reuters", "trump"] }, "reuters").Holders);
        Assert.Empty(Posted(Some.Statement(Some.Position("progress")) with { OnBehalfOf = ["reuters"] }, "reuters").Holders);
    }

    [Fact]
    public void Without_a_position_nobody_holds_one() => Assert.Empty(Posted(Some.Statement()).Holders);

    [Fact]
    public void A_historical_statement_touches_its_cells_too() => Assert.Contains(
        new Touch("cell/talks/trump/ceasefire", TouchRole.Cell),
        Tale.When(Some.Post(Some.Statement(Some.Position("ceasefire")) with { Historical = true })).Facts[0].Touches);

    [Fact]
    public void What_the_caller_says_of_holders_is_not_believed() =>
        Assert.Equal(["trump"], Posted(Some.Statement(Some.Position("ceasefire")) with { Holders = ["putin"] }).Holders);

    [Fact]
    public void The_end_of_its_date_is_kept_as_the_caller_read_it_and_in_UTC_otherwise()
    {
        var inIstanbul = new DateTimeOffset(2025, 5, 16, 23, 59, 59, 999, TimeSpan.FromHours(3));
        Assert.Equal(inIstanbul, Posted(Some.Statement() with { SaidAt = "2025-05-16", SaidUntil = inIstanbul }).SaidUntil);
        Assert.Equal(new DateTimeOffset(2025, 5, 16, 23, 59, 59, 999, TimeSpan.Zero), Posted(Some.Statement() with { SaidAt = "2025-05-16" }).SaidUntil);
        Assert.Null(Posted(Some.Statement() with { SaidUntil = inIstanbul }).SaidUntil);
    }

    [Fact]
    public void An_id_is_never_taken_twice() => Tale.Given(Some.Post(Some.Statement())).When(Some.Post(Some.Statement())).ThenRefused("id-taken", "id");

    public static TheoryData<StatementContent, string> Wrong => new()
    {
        { Some.Statement() with { Story = "" }, "story" },
        { Some.Statement() with { Text = "" }, "text" },
        { Some.Statement() with { Speakers = [] }, "speakers" },
        { Some.Statement() with { Speakers = ["trump", "trump"] }, "speakers" },
        { Some.Statement() with { Speakers = ["actor/trump"] }, "speakers[0]" },
        { Some.Statement() with { OnBehalfOf = ["a", "B"] }, "onBehalfOf[1]" },
        { Some.Statement() with { To = [""] }, "to[0]" },
        { Some.Statement() with { ReportedBy = ["x", "x"] }, "reportedBy" },
        { Some.Statement() with { Meeting = "meeting/x" }, "meeting" },
        { Some.Statement() with { Platform = "Fox News" }, "platform" },
        { Some.Statement() with { SaidAt = "2025-02-30" }, "saidAt" },
        { Some.Statement() with { About = new About { Topics = ["a", "a"] } }, "about.topics" },
        { Some.Statement(Some.Position("a"), Some.Position("a", Stance.Rejects)), "positions" },
        { Some.Statement(Some.Position("a"), Some.Position("A")), "positions[1].topic" },
        { Some.Statement(Some.Position("a", Stance.Conditional, "")), "positions[0].conditions[0].text" },
        { Some.Statement(new PositionTaken { Topic = "a", Conditions = [new ConditionText { Text = "x", About = "putin" }] }), "positions[0].conditions[0].about" },
        { Some.Statement() with { Sources = [new Source { Kind = SourceKind.Agency }] }, "sources[0].name" },
        { Some.Statement() with { Sources = [new Source { Name = "x", PublishedAt = "today" }] }, "sources[0].publishedAt" },
        { Some.Statement() with { InReplyTo = "s1" }, "inReplyTo" },
        { Some.Statement() with { SameUtteranceAs = "s1" }, "sameUtteranceAs" },
        { Some.Statement() with { Confidence = 101 }, "confidence" },
        { Some.Statement() with { Confidence = -1 }, "confidence" },
        { Some.Statement() with { Plover = new Plover() }, "plover.category" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(StatementContent content, string field) => Tale.When(Some.Post(content)).ThenRefused("invalid", field);

    static StatementContent Posted(StatementContent content, params string[] media) => Tale.When(Some.Post(content, "s1", media)).ThenOne<StatementAdded>().Statement;
}
