using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Statements;

public sealed class ChangingTests
{
    static readonly StatementCommand Retract = new StatementCommand.Retract("never said", "editor");

    static Tale<Statement, StatementCommand> Tale => new("statement/s1");

    static Tale<Statement, StatementCommand> Posted => Tale.Given(Some.Post(Some.Statement() with { Sources = [new Source { Name = "Reuters", Url = "https://example.org/1" }] }));

    public static TheoryData<StatementCommand> ToWhatExists =>
    [
        Some.Correct("""{"text":"x"}"""), Retract, new StatementCommand.Verify(Verification.Verified, null, null),
        new StatementCommand.AddSource(new Source { Name = "AFP" }, null), new StatementCommand.Redact([1], "court order", "admin"),
    ];

    [Theory]
    [MemberData(nameof(ToWhatExists))]
    public void What_is_not_there_cannot_be_changed(StatementCommand command) => Tale.When(command).ThenRefused("not-found");

    [Fact]
    public void A_retraction_keeps_the_words_and_says_why()
    {
        var tale = Posted.When(Retract).Then(new StatementRetracted { Reason = "never said", By = "editor" });
        Assert.Equal((StatementStatus.Retracted, "They should talk."), (tale.State.Status, tale.State.Content.Text));
    }

    [Fact]
    public void A_second_retraction_is_nothing() => Posted.Given(Retract).When(new StatementCommand.Retract("again", null)).ThenNothing();

    [Fact]
    public void A_retraction_needs_a_reason() => Posted.When(new StatementCommand.Retract("", null)).ThenRefused("reason-needed", "reason");

    [Fact]
    public void Verification_moves_and_the_same_again_is_nothing()
    {
        var tale = Posted.When(new StatementCommand.Verify(Verification.Disputed, "two versions", "editor"))
            .Then(new StatementVerified { Status = Verification.Disputed, Note = "two versions", By = "editor" });
        Assert.Equal((Verification.Disputed, "two versions"), (tale.State.Verification, tale.State.VerificationNote));
        tale.When(new StatementCommand.Verify(Verification.Disputed, "two versions", "another")).ThenNothing();
        tale.When(new StatementCommand.Verify(Verification.Disputed, null, "another")).ThenNothing();
        tale.When(new StatementCommand.Verify(Verification.Verified, null, "editor")).ThenOne<StatementVerified>();
        Assert.Null(tale.State.VerificationNote);
    }

    [Fact]
    public void Undetermined_is_where_it_begins() => Posted.When(new StatementCommand.Verify(Verification.Undetermined, null, null)).ThenNothing();

    [Fact]
    public void A_retelling_is_a_source_and_never_a_second_statement()
    {
        var source = new Source { Name = "AFP", PublishedAt = "2025-05-16T15:00:00Z", Kind = SourceKind.Agency };
        var tale = Posted.When(new StatementCommand.AddSource(source, "desk")).Then(new StatementSourceAdded { Source = source, By = "desk" });
        Assert.Equal(["Reuters", "AFP"], tale.State.Content.Sources.Select(one => one.Name));
    }

    [Fact]
    public void The_same_source_again_is_nothing()
    {
        Posted.When(new StatementCommand.AddSource(new Source { Name = "Another name", Url = "https://example.org/1" }, null)).ThenNothing();
        var noUrl = new Source { Name = "AFP", PublishedAt = "2025-05-16" };
        Posted.Given(new StatementCommand.AddSource(noUrl, null)).When(new StatementCommand.AddSource(noUrl with { Lang = "fr" }, null)).ThenNothing();
        Posted.Given(new StatementCommand.AddSource(noUrl, null)).When(new StatementCommand.AddSource(noUrl with { PublishedAt = "2025-05-17" }, null)).ThenOne<StatementSourceAdded>();
    }

    [Fact]
    public void A_wrong_source_is_refused()
    {
        Posted.When(new StatementCommand.AddSource(new Source(), null)).ThenRefused("invalid", "name");
        Posted.When(new StatementCommand.AddSource(new Source { Name = "AFP", RetrievedAt = "now" }, null)).ThenRefused("invalid", "retrievedAt");
    }

    [Fact]
    public void Sources_are_bounded()
    {
        var full = Some.Statement() with { Sources = [.. Enumerable.Range(0, Statement.MostSources).Select(i => new Source { Name = $"Source {i}" })] };
        Tale.Given(Some.Post(full)).When(new StatementCommand.AddSource(new Source { Name = "One more" }, null)).ThenRefused("invalid", "sources");
    }

    [Fact]
    public void What_was_taken_down_has_no_words_and_takes_no_orders()
    {
        var tale = Posted.When(new StatementCommand.Redact([1], "court order", "admin"))
            .Then(new RecordRedacted { Positions = [1], Reason = "court order", By = "admin" });
        Assert.True(tale.State.Redacted);
        Assert.Equal(("", 0), (tale.State.Content.Text, tale.State.Content.Sources.Count));
        tale.When(new StatementCommand.Redact([], "again", "admin")).ThenNothing();
        // What repeated the words meanwhile goes too.
        tale.When(new StatementCommand.Redact([7], "court order", "admin")).Then(new RecordRedacted { Positions = [7], Reason = "court order", By = "admin" });
        foreach (var row in ToWhatExists)
        {
            if (row.Data is not StatementCommand.Redact) tale.When(row.Data).ThenRefused("redacted");
        }
        tale.When(Some.Post(Some.Statement())).ThenRefused("id-taken", "id");
    }

    [Fact]
    public void The_fold_reads_over_bodies_that_are_gone()
    {
        var log = new SmallLog();
        foreach (var command in new StatementCommand[] { Some.Post(Some.Statement()), Some.Correct("""{"lang":"en"}"""), new StatementCommand.Redact([1, 2], "court order", "admin") })
            log.Do<Statement, StatementCommand>("statement/s1", command);
        log.TakeDown([1, 2]);
        var state = log.Load<Statement, StatementCommand>("statement/s1");
        Assert.Equal(("s1", 3, true, "", 1L), (state.Id, state.Version, state.Redacted, state.Content.Text, state.Position));
        Assert.Contains(new Touch("actor/trump", TouchRole.Speaker), state.Touched);
    }

    [Fact]
    public void Replies_to_it_leave_it_alone()
    {
        var log = new SmallLog();
        log.Do<Statement, StatementCommand>("statement/s1", Some.Post(Some.Statement()));
        var before = log.Load<Statement, StatementCommand>("statement/s1");
        log.Do<Statement, StatementCommand>("statement/s2", Some.Post(Some.Statement() with { InReplyTo = "s1" }, "s2"));
        Assert.Same(before, Statement.Evolve(before, log.Records[^1]));
    }
}
