using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Statements;

public sealed class CorrectingTests
{
    static Tale<Statement, StatementCommand> Posted => new Tale<Statement, StatementCommand>("statement/s1")
        .Given(Some.Post(Some.Statement(Some.Position("ceasefire")) with { SaidAt = "2025-05-16", Confidence = 50 }));

    [Fact]
    public void A_correction_carries_the_whole_statement_and_what_changed()
    {
        var tale = Posted.When(Some.Correct("""{"text":"They must talk.","lang":"en","confidence":null}"""));
        var corrected = tale.ThenOne<StatementCorrected>();
        Assert.Equal(("They must talk.", "en", null), (corrected.Statement.Text, corrected.Statement.Lang, corrected.Statement.Confidence));
        Assert.Equal(("2025-05-16", 1), (corrected.Statement.SaidAt, corrected.Statement.Positions.Count));
        Assert.Equal(["confidence", "lang", "text"], corrected.Changes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("\"They should talk.\"", "\"They must talk.\""), (corrected.Changes["text"].Old?.GetRawText(), corrected.Changes["text"].New?.GetRawText()));
        Assert.Equal((null, "\"en\""), (corrected.Changes["lang"].Old?.GetRawText(), corrected.Changes["lang"].New?.GetRawText()));
        Assert.Equal(("50", null), (corrected.Changes["confidence"].Old?.GetRawText(), corrected.Changes["confidence"].New?.GetRawText()));
        Assert.Equal((1L, Some.Noon.AddSeconds(1)), (corrected.Added, corrected.RecordedAt));
        Assert.Equal((StatementStatus.Corrected, 2), (tale.State.Status, tale.State.Version));
    }

    [Fact]
    public void Values_that_it_has_already_are_nothing() =>
        Posted.When(Some.Correct("""{"text":"They should talk.","onBehalfOf":[],"lang":null,"positions":[{"topic":"ceasefire","stance":"supports","conditions":[]}]}""")).ThenNothing();

    [Theory]
    [InlineData("""{"headline":"x"}""", "changes")]
    [InlineData("""{"Text":"x"}""", "changes")]
    [InlineData("""{"story":"another"}""", "changes.story")]
    [InlineData("""{"holders":["putin"]}""", "changes.holders")]
    [InlineData("""{"saidUntil":"2025-05-16T00:00:00Z"}""", "changes.saidUntil")]
    [InlineData("""{"text":5}""", "changes.text")]
    [InlineData("""{"text":null}""", "changes.text")]
    [InlineData("""{"speakers":"trump"}""", "changes.speakers")]
    [InlineData("""{"speakers":[]}""", "changes.speakers")]
    [InlineData("""{"speakers":[null]}""", "changes.speakers[0]")]
    [InlineData("""{"positions":[null]}""", "changes.positions[0]")]
    [InlineData("""{"positions":[{"topic":"a","stance":"adores"}]}""", "changes.positions[0].stance")]
    [InlineData("""{"positions":[{"topic":"a","stance":2}]}""", "changes.positions[0].stance")]
    [InlineData("""{"positions":[{"topic":"a","strength":2}]}""", "changes.positions[0].strength")]
    [InlineData("""{"about":{"actors":{}}}""", "changes.about.actors")]
    [InlineData("""{"confidence":"high"}""", "changes.confidence")]
    [InlineData("""{"confidence":1.5}""", "changes.confidence")]
    [InlineData("""{"historical":"yes"}""", "changes.historical")]
    [InlineData("""{"saidAt":"2025-02-30"}""", "changes.saidAt")]
    [InlineData("""{"inReplyTo":"s1"}""", "changes.inReplyTo")]
    [InlineData("""{"kind":"shout"}""", "changes.kind")]
    public void What_does_not_fit_is_refused_and_named(string changes, string field) => Posted.When(Some.Correct(changes)).ThenRefused("invalid", field);

    [Fact]
    public void Over_long_values_are_refused()
    {
        Posted.When(Some.Correct($$"""{"text":"{{new string('a', 100_001)}}"}""")).ThenRefused("invalid", "changes.text");
        Posted.When(Some.Correct($$"""{"text":"{{new string('a', 100_000)}}"}""")).ThenOne<StatementCorrected>();
        Posted.When(Some.Correct($$"""{"medium":"{{new string('a', 2_001)}}"}""")).ThenRefused("invalid", "changes.medium");
        Posted.When(Some.Correct($$"""{"to":[{{string.Join(',', Enumerable.Range(0, 201).Select(i => $"\"a{i}\""))}}]}""")).ThenRefused("invalid", "changes.to");
    }

    [Theory]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"plover":{"category":"X","\ud800":1}}""")]
    public void Lone_surrogates_are_refused(string changes) => Posted.When(Some.Correct(changes)).ThenRefused("invalid", "changes");

    [Fact]
    public void A_correction_needs_a_reason() => Posted.When(Some.Correct("""{"text":"x"}""", reason: " ")).ThenRefused("reason-needed", "reason");

    [Fact]
    public void New_speakers_hold_the_positions_and_old_and_new_are_touched()
    {
        var tale = Posted.When(Some.Correct("""{"speakers":["vance","reuters"]}""", media: "reuters"));
        Assert.Equal(["vance"], tale.ThenOne<StatementCorrected>().Statement.Holders);
        tale.Touching(
            "Self statement/s1", "Story story/talks", "Speaker actor/trump", "Speaker actor/vance", "Speaker actor/reuters", "Position topic/ceasefire",
            "Cell cell/talks/trump/ceasefire", "Cell cell/talks/vance/ceasefire");
    }

    [Fact]
    public void Holders_stay_as_they_were_when_the_speakers_do()
    {
        // Trump has become a medium since; that he held this position then stays so.
        Assert.Equal(["trump"], Posted.When(Some.Correct("""{"positions":[{"topic":"peace","stance":"demands"}]}""", media: "trump")).ThenOne<StatementCorrected>().Statement.Holders);
    }

    [Fact]
    public void A_first_position_by_correction_has_holders()
    {
        var tale = new Tale<Statement, StatementCommand>("statement/s1").Given(Some.Post(Some.Statement()));
        Assert.Equal(["trump"], tale.When(Some.Correct("""{"positions":[{"topic":"peace","stance":"demands"}]}""")).ThenOne<StatementCorrected>().Statement.Holders);
        Assert.Empty(tale.When(Some.Correct("""{"positions":null}""")).ThenOne<StatementCorrected>().Statement.Holders);
    }

    [Fact]
    public void A_new_date_has_the_end_that_the_caller_read_and_an_old_one_keeps_its()
    {
        var end = Some.Noon.AddDays(-1);
        Assert.Equal(end, Posted.When(Some.Correct("""{"saidAt":"2025-05-15"}""", end)).ThenOne<StatementCorrected>().Statement.SaidUntil);
        Assert.Equal(
            new DateTimeOffset(2025, 5, 16, 23, 59, 59, 999, TimeSpan.Zero), Posted.When(Some.Correct("""{"text":"x"}""", end)).ThenOne<StatementCorrected>().Statement.SaidUntil);
        Assert.Null(Posted.When(Some.Correct("""{"saidAt":null}""", end)).ThenOne<StatementCorrected>().Statement.SaidUntil);
    }

    [Fact]
    public void What_was_touched_once_is_touched_by_every_later_change()
    {
        var tale = Posted.Given(Some.Correct("""{"speakers":["vance"]}"""), Some.Correct("""{"speakers":["rubio"]}"""));
        foreach (StatementCommand later in new StatementCommand[]
        {
            new StatementCommand.Verify(Verification.Verified, null, null), new StatementCommand.AddSource(new Source { Name = "AFP" }, null), new StatementCommand.Retract("wrong", null),
        })
        {
            tale.When(later).Touching(
                "Self statement/s1", "Story story/talks", "Speaker actor/trump", "Speaker actor/vance", "Speaker actor/rubio", "Position topic/ceasefire",
                "Cell cell/talks/trump/ceasefire", "Cell cell/talks/vance/ceasefire", "Cell cell/talks/rubio/ceasefire");
        }
    }

    [Fact]
    public void What_is_retracted_can_be_corrected_no_more() =>
        Posted.Given(new StatementCommand.Retract("wrong", null)).When(Some.Correct("""{"text":"x"}""")).ThenRefused("retracted");

    [Fact]
    public void Every_field_can_be_corrected_but_the_story_and_what_follows_from_others() => Assert.Equal(
        ["holders", "saidUntil", "story"],
        Events.Json.GetTypeInfo(typeof(StatementContent)).Properties.Select(property => property.Name).Except(Corrections.Fields, StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
