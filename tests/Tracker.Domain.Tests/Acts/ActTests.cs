using Tracker.Domain.Acts;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Acts;

public sealed class ActTests
{
    static readonly ActProfile Delegation = new() { Story = "talks", Kind = ActKind.Decision, Actors = ["putin"], Text = "A delegation without leaders is sent." };

    static readonly ActCommand Created = new ActCommand.Create("a1", Delegation, new ActStateEntry { State = ActState.Announced }, "desk");

    static Tale<Act, ActCommand> Tale => new("act/a1");

    [Fact]
    public void An_act_touches_who_acts_on_whom_on_what_and_on_which_evidence()
    {
        var act = Delegation with
        {
            Targets = ["shadow-fleet"], Topics = ["sanctions"], Meetings = ["istanbul"], Positions = [new PositionByConduct { Actor = "putin", Topic = "direct-talks", Stance = Stance.Supports }],
            Evidence = ["statement/s11"],
        };
        Tale.When(new ActCommand.Create("a1", act, new ActStateEntry { State = ActState.Decided, Evidence = ["statement/s14"] }, "desk"))
            .Then(new ActAdded { Act = act, State = new ActStateEntry { State = ActState.Decided, Evidence = ["statement/s14"], By = "desk" }, By = "desk" })
            .Touching(
                "Self act/a1", "Story story/talks", "Agent actor/putin", "Target actor/shadow-fleet", "AboutMeeting meeting/istanbul", "Topic topic/sanctions", "Topic topic/direct-talks",
                "Evidence statement/s11", "Evidence statement/s14");
    }

    [Fact]
    public void An_id_is_never_taken_twice_and_what_is_not_there_has_no_state()
    {
        Tale.Given(Created).When(Created).ThenRefused("id-taken", "id");
        Tale.When(new ActCommand.ChangeState(new ActStateEntry { State = ActState.Failed }, null)).ThenRefused("not-found");
    }

    [Fact]
    public void Put_creates_revises_and_of_equal_content_is_nothing()
    {
        Tale.When(new ActCommand.Put("a1", Delegation, null, "desk")).Then(new ActAdded { Act = Delegation, State = new ActStateEntry { By = "desk" }, By = "desk" });
        var tale = Tale.Given(Created);
        tale.When(new ActCommand.Put("a1", Delegation, null, "another")).ThenNothing();
        tale.When(new ActCommand.Put("a1", Delegation with { Actors = ["russia"] }, null, "editor"))
            .Then(new ActRevised { Act = Delegation with { Actors = ["russia"] }, By = "editor" })
            .Touching("Self act/a1", "Story story/talks", "Agent actor/putin", "Agent actor/russia");
        Assert.Equal(ActState.Announced, tale.State.State);
    }

    [Fact]
    public void Put_may_bring_content_and_state_together()
    {
        var tale = Tale.Given(Created).When(new ActCommand.Put("a1", Delegation with { Text = "It is on its way." }, new ActStateEntry { State = ActState.Ongoing }, "desk"));
        Assert.Equal(["act.revised", "act.state_changed"], tale.Facts.Select(fact => Events.KindOf(fact.Event)));
        Assert.Equal((ActState.Ongoing, 3), (tale.State.State, tale.State.Version));
    }

    [Fact]
    public void An_act_stays_in_its_story() => Tale.Given(Created).When(new ActCommand.Put("a1", Delegation with { Story = "other" }, null, null)).ThenRefused("story-fixed", "story");

    [Fact]
    public void Any_state_may_follow_any_each_is_kept_and_the_same_again_is_nothing()
    {
        var tale = Tale.Given(Created);
        foreach (var state in Enum.GetValues<ActState>().Where(state => state != ActState.Announced))
        {
            tale.When(Becomes(state)).ThenOne<ActStateChanged>();
            tale.When(Becomes(state)).ThenNothing();
        }
        Assert.Equal(Enum.GetValues<ActState>().Length, tale.State.StateHistory.Count);
        Assert.All(tale.State.StateHistory.Skip(1), entry => Assert.Equal("desk", entry.By));
    }

    [Theory]
    [InlineData(ActState.Withdrawn, false)]
    [InlineData(ActState.Failed, false)]
    [InlineData(ActState.Completed, true)]
    [InlineData(ActState.Suspended, true)]
    [InlineData(ActState.Unknown, true)]
    public void What_was_withdrawn_or_failed_speaks_for_nobody(ActState state, bool speaks) => Assert.Equal(speaks, Act.Speaks(state));

    public static TheoryData<ActProfile, string> Wrong => new()
    {
        { Delegation with { Story = "" }, "story" },
        { Delegation with { Text = "" }, "text" },
        { Delegation with { Actors = [] }, "actors" },
        { Delegation with { Actors = ["putin", "putin"] }, "actors" },
        { Delegation with { Actors = ["actor/putin"] }, "actors[0]" },
        { Delegation with { Targets = [""] }, "targets[0]" },
        { Delegation with { Topics = ["A"] }, "topics[0]" },
        { Delegation with { Meetings = ["meeting/x"] }, "meetings[0]" },
        { Delegation with { At = "yesterday" }, "at" },
        { Delegation with { Positions = [new PositionByConduct { Actor = "putin", Topic = "" }] }, "positions[0].topic" },
        { Delegation with { Targets = ["fleet"], Positions = [new PositionByConduct { Actor = "fleet", Topic = "truce" }] }, "positions[0].actor" },
        { Delegation with { Positions = [new PositionByConduct { Actor = "putin", Topic = "truce" }, new PositionByConduct { Actor = "putin", Topic = "truce", Stance = Stance.Rejects }] }, "positions" },
        { Delegation with { Positions = [null!] }, "positions[0]" },
        { Delegation with { Evidence = ["s1"] }, "evidence[0]" },
        { Delegation with { Evidence = ["statement/s1", "statement/s1"] }, "evidence" },
        { Delegation with { Sources = [new Source { Url = "//x" }] }, "sources[0].url" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(ActProfile act, string field)
    {
        Tale.When(new ActCommand.Create("a1", act, new ActStateEntry(), null)).ThenRefused("invalid", field);
        Tale.Given(Created).When(new ActCommand.Put("a1", act, null, null)).ThenRefused("invalid", field);
    }

    [Fact]
    public void What_is_wrong_with_a_state_is_named()
    {
        Tale.When(new ActCommand.Create("a1", Delegation, new ActStateEntry { At = "soon" }, null)).ThenRefused("invalid", "state.at");
        Tale.Given(Created).When(new ActCommand.Put("a1", Delegation, new ActStateEntry { Evidence = ["x"] }, null)).ThenRefused("invalid", "state.evidence[0]");
        Tale.Given(Created).When(new ActCommand.ChangeState(new ActStateEntry { At = "soon" }, null)).ThenRefused("invalid", "at");
    }

    static ActCommand Becomes(ActState state) => new ActCommand.ChangeState(new ActStateEntry { State = state }, "desk");
}
