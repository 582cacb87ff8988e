using Tracker.Domain.Actors;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Statements;

/// <summary>What tells again what another statement has: it counts for nobody, until an editor says otherwise; and the other way round.</summary>
public sealed class DuplicateTests
{
    static readonly Duplicate OfAnother = new() { Of = "s0", State = DuplicateState.Likely, Rule = "paraphrase", Score = 71 };

    static StatementContent Full => Some.Statement(Some.Position("ceasefire")) with
    {
        Speakers = ["trump"], OnBehalfOf = ["united-states"], To = ["putin"], ReportedBy = ["reuters"], Meeting = "istanbul", About = new About { Topics = ["talks"] }, InReplyTo = "q9",
    };

    readonly SmallLog _log = new();

    public DuplicateTests()
    {
        foreach (var id in new[] { "trump", "vance", "united-states", "putin" }) _log.Do<Actor, ActorCommand>("actor/" + id, new ActorCommand.Create(id, Some.Actor(id), null));
    }

    [Fact]
    public void It_takes_no_position_and_touches_only_what_it_tells_again()
    {
        var tale = new Tale<Statement, StatementCommand>("statement/s1").When(Some.Post(Full with { Duplicate = OfAnother }));
        Assert.Empty(tale.ThenOne<StatementAdded>().Statement.Holders);
        tale.Touching("Self statement/s1", "Story story/talks", "Duplicate statement/s0");
        Assert.Equal(Full.Text, tale.State.Content.Text);
    }

    [Fact]
    public void A_correction_makes_it_a_statement_of_its_own()
    {
        var tale = new Tale<Statement, StatementCommand>("statement/s1").Given(Some.Post(Full with { Duplicate = OfAnother })).When(Some.Correct("""{"duplicate":null}"""));
        var corrected = tale.ThenOne<StatementCorrected>();
        Assert.Equal(["united-states"], corrected.Statement.Holders);
        Assert.Equal(["duplicate"], corrected.Changes.Keys);
        tale.Touching(
            "Self statement/s1", "Story story/talks", "Duplicate statement/s0", "Speaker actor/trump", "OnBehalf actor/united-states", "To actor/putin", "ReportedBy actor/reuters", "Occasion meeting/istanbul",
            "AboutTopic topic/talks", "Position topic/ceasefire", "InReplyTo statement/q9", "Cell cell/talks/united-states/ceasefire");
    }

    [Fact]
    public void A_correction_of_a_medium_makes_it_nobodys_position()
    {
        var tale = new Tale<Statement, StatementCommand>("statement/s1").Given(Some.Post(Some.Statement(Some.Position("ceasefire")) with { Speakers = ["reuters"], Duplicate = OfAnother }));
        Assert.Empty(tale.When(Some.Correct("""{"duplicate":null}""", media: "reuters")).ThenOne<StatementCorrected>().Statement.Holders);
    }

    [Fact]
    public void A_correction_says_that_a_statement_is_told_again_and_the_editor_is_the_rule()
    {
        var tale = new Tale<Statement, StatementCommand>("statement/s1").Given(Some.Post(Full)).When(Some.Correct("""{"duplicate":{"of":"s0","state":"attached"}}"""));
        var corrected = tale.ThenOne<StatementCorrected>();
        Assert.Empty(corrected.Statement.Holders);
        Assert.Equal(new Duplicate { Of = "s0", State = DuplicateState.Attached, Rule = "editor" }, corrected.Statement.Duplicate);
        Assert.Contains(new Touch("statement/s0", TouchRole.Duplicate), tale.Facts[0].Touches);
        Assert.Contains(new Touch("cell/talks/united-states/ceasefire", TouchRole.Cell), tale.Facts[0].Touches);
        // What it touches as it reads now is only that.
        Assert.Equal([TouchRole.Self, TouchRole.Story, TouchRole.Duplicate], tale.State.TouchesNow().Select(touch => touch.Role));
    }

    [Theory]
    [InlineData("""{"duplicate":{"of":"s1"}}""", "changes.duplicate.of")]
    [InlineData("""{"duplicate":{"of":""}}""", "changes.duplicate.of")]
    [InlineData("""{"duplicate":{}}""", "changes.duplicate.of")]
    [InlineData("""{"duplicate":{"of":"s0","score":101}}""", "changes.duplicate.score")]
    [InlineData("""{"duplicate":{"of":"s0","score":-1}}""", "changes.duplicate.score")]
    [InlineData("""{"duplicate":{"of":"s0","state":"sure"}}""", "changes.duplicate.state")]
    [InlineData("""{"duplicate":"s0"}""", "changes.duplicate")]
    public void What_does_not_fit_is_refused_and_named(string changes, string field) =>
        new Tale<Statement, StatementCommand>("statement/s1").Given(Some.Post(Full)).When(Some.Correct(changes)).ThenRefused("invalid", field);

    [Fact]
    public void Lives_count_it_only_while_it_is_a_statement_of_its_own()
    {
        Post("s1", Full);
        Post("s2", Full with { Duplicate = OfAnother });
        Assert.Equal((1, 1, 0), Counts("trump", TouchRole.Speaker));
        Correct("s2", """{"duplicate":null}""");
        Assert.Equal((2, 2, 1), Counts("trump", TouchRole.Speaker));
        Assert.Equal((2, 2, 1), Counts("united-states", TouchRole.OnBehalf));
        Correct("s2", """{"text":"Other words."}""");
        Assert.Equal((2, 2, 1), Counts("trump", TouchRole.Speaker));
        Correct("s1", """{"duplicate":{"of":"s2"}}""");
        Assert.Equal((1, 1, 1), Counts("trump", TouchRole.Speaker));
        Correct("s1", """{"duplicate":{"of":"s2","state":"attached"}}""");
        Assert.Equal((1, 1, 1), Counts("trump", TouchRole.Speaker));
        Assert.Equal((1, 1, 1), Counts("putin", TouchRole.To));
    }

    [Fact]
    public void Who_never_counted_a_statement_does_not_lose_another_for_it()
    {
        Post("s1", Full with { OnBehalfOf = [], Speakers = ["vance"] });
        Post("s2", Full with { OnBehalfOf = [] });
        // Vance is named by the correction, and did not count s2: it was added as another's.
        Correct("s2", """{"speakers":["vance"]}""");
        Correct("s2", """{"duplicate":{"of":"s1"}}""");
        Assert.Equal((1, 1, 0), Counts("vance", TouchRole.Speaker));
        Assert.Equal((0, 0, 0), Counts("trump", TouchRole.Speaker));
    }

    [Fact]
    public void A_count_that_is_older_than_the_latest_ten_is_taken_back_too()
    {
        for (var i = 1; i <= 12; i++) Post($"s{i}", Full);
        Correct("s1", """{"duplicate":{"of":"s2"}}""");
        var life = _log.Load<Actor, ActorCommand>("actor/trump").Life;
        Assert.Equal((11, 10), (life.Statements[TouchRole.Speaker], life.Latest.Count));
    }

    [Fact]
    public void Somebody_that_others_act_on_is_no_speaker()
    {
        var objects = new HashSet<string> { "shadow-fleet" };
        var tale = new Tale<Statement, StatementCommand>("statement/s1");
        tale.When(Some.Post(Full with { Speakers = ["trump", "shadow-fleet"] }) with { Objects = objects }).ThenRefused("not-a-speaker", "speakers");
        tale.When(Some.Post(Full with { Speakers = ["trump"], To = ["shadow-fleet"], OnBehalfOf = ["shadow-fleet"] }) with { Objects = objects }).ThenOne<StatementAdded>();
    }

    [Fact]
    public void Nor_by_a_correction_unless_it_was_one_before()
    {
        var objects = new HashSet<string> { "shadow-fleet", "trump" };
        var tale = new Tale<Statement, StatementCommand>("statement/s1").Given(Some.Post(Full));
        tale.When(Some.Correct("""{"speakers":["trump","shadow-fleet"]}""") with { Objects = objects }).ThenRefused("not-a-speaker", "changes.speakers");
        tale.When(Some.Correct("""{"speakers":["trump","vance"]}""") with { Objects = objects }).ThenOne<StatementCorrected>();
    }

    void Post(string id, StatementContent content) => Assert.Null(_log.Do<Statement, StatementCommand>("statement/" + id, Some.Post(content, id)).Refusal);

    void Correct(string id, string changes) => Assert.Single(_log.Do<Statement, StatementCommand>("statement/" + id, Some.Correct(changes)).Facts);

    (int Count, int Latest, int NewestIsS2) Counts(string actor, TouchRole role)
    {
        var life = _log.Load<Actor, ActorCommand>("actor/" + actor).Life;
        return (life.Statements.GetValueOrDefault(role), life.Latest.Count, life.Latest.Count > 0 && life.Latest[0].Id == "s2" ? 1 : 0);
    }
}
