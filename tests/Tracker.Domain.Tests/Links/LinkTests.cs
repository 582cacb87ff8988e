using Tracker.Domain.Links;

namespace Tracker.DomainTests.Links;

public sealed class LinkTests
{
    static readonly LinkContent Content = new() { Story = "talks", From = "statement/s2", To = "statement/s1", Kind = LinkKind.Elaborates, Topic = "truce" };

    static Tale<Link, LinkCommand> Tale => new("link/l1");

    [Fact]
    public void What_an_editor_links_is_confirmed_at_once_and_touches_both_ends()
    {
        var tale = Tale.When(Make(Content)).Then(new StatementLinked { Link = Content, State = LinkState.Confirmed, By = "editor" });
        tale.Touching("Self link/l1", "Story story/talks", "Link statement/s2", "Link statement/s1", "Link topic/truce");
        Assert.Equal((LinkState.Confirmed, "editor", 1), (tale.State.State, tale.State.Editor, tale.State.Version));
    }

    [Fact]
    public void An_editor_changes_its_mind_with_a_reason_and_said_twice_is_nothing()
    {
        var tale = Tale.Given(Make(Content));
        tale.When(new LinkCommand.Confirm(null, "editor")).ThenNothing();
        tale.When(new LinkCommand.Dismiss(" ", "editor")).ThenRefused("reason-needed", "reason");
        tale.When(new LinkCommand.Dismiss("it is not so", "editor")).ThenOne<LinkDismissed>();
        tale.When(new LinkCommand.Dismiss("still not", "editor")).ThenNothing();
        tale.When(new LinkCommand.Confirm("it is so", "chief")).ThenOne<LinkConfirmed>();
        Assert.Equal((LinkState.Confirmed, "chief", "it is so"), (tale.State.State, tale.State.Editor, tale.State.Reason));
    }

    [Fact]
    public void What_is_not_there_is_not_found_and_an_id_is_never_taken_twice()
    {
        Tale.When(new LinkCommand.Confirm(null, null)).ThenRefused("not-found");
        Tale.When(new LinkCommand.Dismiss("so", null)).ThenRefused("not-found");
        Tale.Given(Make(Content)).When(Make(Content)).ThenRefused("id-taken", "id");
    }

    [Fact]
    public void A_statement_does_not_supersede_one_that_supersedes_it()
    {
        var link = Content with { Kind = LinkKind.Supersedes };
        Tale.When(new LinkCommand.Make("l1", link, new HashSet<string> { "statement/s2" }, null)).ThenRefused("circle", "to");
        Tale.When(new LinkCommand.Make("l1", link, new HashSet<string> { "statement/s0" }, null)).ThenOne<StatementLinked>();
        Tale.When(new LinkCommand.Make("l1", Content, new HashSet<string> { "statement/s2" }, null)).ThenOne<StatementLinked>();
    }

    [Theory]
    [InlineData("p1.1")]
    [InlineData("p4711.a0b1c2d3e4f5.1")]
    [InlineData("p12.")]
    public void The_ids_that_rules_will_give_are_not_to_be_had(string id) => new Tale<Link, LinkCommand>("link/" + id).When(Make(Content, id)).ThenRefused("invalid", "id");

    [Theory]
    [InlineData("p")]
    [InlineData("p.1")]
    [InlineData("p1")]
    [InlineData("q1.1")]
    [InlineData("p1a.1")]
    public void Ids_near_those_are(string id) => new Tale<Link, LinkCommand>("link/" + id).When(Make(Content, id)).ThenOne<StatementLinked>();

    [Theory]
    [InlineData(LinkKind.Precedes, "meeting/x", null)]
    [InlineData(LinkKind.ConditionFailed, "act/x", null)]
    [InlineData(LinkKind.ConditionMet, "meeting/x", null)]
    [InlineData(LinkKind.Accepts, "meeting/x", "to")]
    [InlineData(LinkKind.Precedes, "actor/x", "to")]
    [InlineData(LinkKind.Tension, "statement/s2", "to")]
    public void A_link_goes_to_a_statement_or_by_its_kind_to_a_meeting_or_an_act(LinkKind kind, string to, string? field)
    {
        var tale = Tale.When(Make(Content with { Kind = kind, To = to }));
        if (field is null) tale.ThenOne<StatementLinked>();
        else tale.ThenRefused("invalid", field);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Tale.When(Make(Content with { Story = "" })).ThenRefused("invalid", "story");
        Tale.When(Make(Content with { From = "meeting/x" })).ThenRefused("invalid", "from");
        Tale.When(Make(Content with { Topic = "a b" })).ThenRefused("invalid", "topic");
    }

    static LinkCommand.Make Make(LinkContent link, string id = "l1") => new(id, link, new HashSet<string>(), "editor");
}
