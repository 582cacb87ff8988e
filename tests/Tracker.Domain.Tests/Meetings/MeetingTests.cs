using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Meetings;

public sealed class MeetingTests
{
    static readonly MeetingCommand Proposed = new MeetingCommand.Create("istanbul", Some.Meeting(), Some.Status(MeetingStatus.Proposed), [Some.Participation()], "desk");

    static Tale<Meeting, MeetingCommand> Tale => new("meeting/istanbul");

    [Fact]
    public void A_meeting_touches_everything_that_it_names()
    {
        var profile = Some.Meeting() with
        {
            Topics = ["ceasefire"], Host = "turkey", Organizer = "un", Place = "istanbul", Previous = "talks-2022", Parent = "process",
        };
        var status = Some.Status(MeetingStatus.Scheduled) with { Evidence = ["statement/12"] };
        Tale.When(new MeetingCommand.Create("istanbul", profile, status, [Some.Participation() with { Evidence = ["statement/7"] }], "desk"))
            .Then(new MeetingCreated
            {
                Meeting = profile, Status = status with { By = "desk" }, Participants = [Some.Participation() with { Evidence = ["statement/7"] }], By = "desk",
            })
            .Touching("Self meeting/istanbul", "Story story/talks", "Topic topic/ceasefire", "Host actor/turkey", "Organizer actor/un", "Place place/istanbul",
                "Parent meeting/talks-2022", "Parent meeting/process", "Participant actor/fidan", "Evidence statement/12", "Evidence statement/7");
    }

    [Fact]
    public void An_id_is_never_taken_twice() => Tale.Given(Proposed).When(Proposed).ThenRefused("id-taken", "id");

    [Fact]
    public void What_is_not_there_has_no_status_and_no_participants()
    {
        Tale.When(new MeetingCommand.ChangeStatus(Some.Status(MeetingStatus.Scheduled), null)).ThenRefused("not-found");
        Tale.When(new MeetingCommand.ChangeParticipation(Some.Participation(), null)).ThenRefused("not-found");
    }

    [Fact]
    public void Put_creates_a_proposed_meeting() => Tale
        .When(new MeetingCommand.Put("istanbul", Some.Meeting(), null, null, null))
        .Then(new MeetingCreated { Meeting = Some.Meeting(), Status = Some.Status(MeetingStatus.Proposed) });

    [Fact]
    public void Put_of_what_holds_is_nothing() => Tale
        .Given(Proposed).When(new MeetingCommand.Put("istanbul", Some.Meeting(), Some.Status(MeetingStatus.Proposed), [Some.Participation()], "another")).ThenNothing();

    [Fact]
    public void Put_tells_apart_what_was_revised_who_came_and_what_status()
    {
        var tale = Tale.Given(Proposed).When(new MeetingCommand.Put(
            "istanbul", Some.Meeting("Direct talks"), Some.Status(MeetingStatus.UnderWay),
            [Some.Participation(attendance: Attendance.Left), Some.Participation("umerov")], "desk"));
        tale.Then(
            new MeetingRevised { Meeting = Some.Meeting("Direct talks"), By = "desk" },
            new MeetingStatusChanged { From = MeetingStatus.Proposed, To = Some.Status(MeetingStatus.UnderWay) with { By = "desk" }, By = "desk" },
            new MeetingParticipationChanged { From = Some.Participation(), To = Some.Participation(attendance: Attendance.Left), By = "desk" },
            new MeetingParticipationChanged { To = Some.Participation("umerov"), By = "desk" });
        Assert.Equal(["fidan", "umerov"], tale.State.Participants.Select(one => one.Actor));
        Assert.All(tale.Facts, fact => Assert.Contains(fact.Touches, touch => touch is { Entity: "story/talks" }));
    }

    [Fact]
    public void Put_goes_by_the_lifecycle() => Tale
        .Given(Proposed).When(new MeetingCommand.Put("istanbul", Some.Meeting("New name"), Some.Status(MeetingStatus.Concluded), null, null)).ThenRefused("meeting-transition", "status");

    [Fact]
    public void A_meeting_stays_in_its_story() => Tale
        .Given(Proposed).When(new MeetingCommand.Put("istanbul", Some.Meeting() with { Story = "another" }, null, null, null)).ThenRefused("story-fixed", "story");

    [Fact]
    public void The_history_keeps_every_status_and_the_outcome_stays_when_none_is_given()
    {
        var tale = Tale.Given(
            Proposed,
            new MeetingCommand.ChangeStatus(Some.Status(MeetingStatus.UnderWay) with { At = "2025-05-16T13:00", Outcome = MeetingOutcome.Unknown }, "desk"),
            new MeetingCommand.ChangeStatus(Some.Status(MeetingStatus.Suspended), "desk"));
        Assert.Equal([MeetingStatus.Proposed, MeetingStatus.UnderWay, MeetingStatus.Suspended], tale.State.StatusHistory.Select(entry => entry.Status));
        Assert.Equal(MeetingOutcome.Unknown, tale.State.Outcome);
    }

    [Fact]
    public void A_change_of_status_touches_the_story_its_evidence_and_who_takes_part() => Tale
        .Given(Proposed).When(new MeetingCommand.ChangeStatus(Some.Status(MeetingStatus.Declined) with { Evidence = ["statement/6"] }, null))
        .Touching("Self meeting/istanbul", "Story story/talks", "Evidence statement/6", "Participant actor/fidan");

    [Fact]
    public void The_newest_entry_of_a_participant_counts_and_an_equal_one_is_nothing()
    {
        var comes = Some.Participation("trump", Attendance.Conditional) with { Conditions = [new ConditionText { Text = "if Putin comes", About = "actor/putin" }] };
        Tale.Given(Proposed, new MeetingCommand.ChangeParticipation(comes, null)).When(new MeetingCommand.ChangeParticipation(comes with { }, "another")).ThenNothing();
        Tale.Given(Proposed, new MeetingCommand.ChangeParticipation(comes, null))
            .When(new MeetingCommand.ChangeParticipation(Some.Participation("trump", Attendance.Absent), null))
            .Then(new MeetingParticipationChanged { From = comes, To = Some.Participation("trump", Attendance.Absent) })
            .Touching("Self meeting/istanbul", "Story story/talks", "Participant actor/trump");
    }

    public static TheoryData<MeetingProfile, string> Wrong => new()
    {
        { Some.Meeting(""), "name" },
        { Some.Meeting() with { Story = "A" }, "story" },
        { Some.Meeting() with { Start = "2025-02-30" }, "start" },
        { Some.Meeting() with { End = "soon" }, "end" },
        { Some.Meeting() with { Duration = "2h" }, "duration" },
        { Some.Meeting() with { Duration = "P" }, "duration" },
        { Some.Meeting() with { Duration = "PT" }, "duration" },
        { Some.Meeting() with { Tz = "Nowhere" }, "tz" },
        { Some.Meeting() with { Previous = "istanbul" }, "previous" },
        { Some.Meeting() with { Parent = "istanbul" }, "parent" },
        { Some.Meeting() with { Topics = ["a", "a"] }, "topics" },
        { Some.Meeting() with { Place = "place/istanbul" }, "place" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(MeetingProfile profile, string field) => Tale
        .When(new MeetingCommand.Create("istanbul", profile, Some.Status(MeetingStatus.Proposed), [], null)).ThenRefused("invalid", field);

    [Theory]
    [InlineData("PT2H")]
    [InlineData("<PT2H")]
    [InlineData("~P3D")]
    [InlineData(">P1Y2M3DT4H5M6.5S")]
    [InlineData("P2W")]
    public void A_duration_may_be_inexact(string duration) => Tale
        .When(new MeetingCommand.Create("istanbul", Some.Meeting() with { Duration = duration }, Some.Status(MeetingStatus.Proposed), [], null)).ThenOne<MeetingCreated>();

    [Fact]
    public void Wrong_entries_are_named()
    {
        Tale.Given(Proposed).When(new MeetingCommand.ChangeStatus(Some.Status(MeetingStatus.Scheduled) with { At = "2025-13" }, null)).ThenRefused("invalid", "at");
        Tale.Given(Proposed).When(new MeetingCommand.ChangeStatus(Some.Status(MeetingStatus.Scheduled) with { Evidence = ["12"] }, null)).ThenRefused("invalid", "evidence[0]");
        Tale.Given(Proposed).When(new MeetingCommand.ChangeParticipation(Some.Participation(""), null)).ThenRefused("invalid", "actor");
        Tale.Given(Proposed).When(new MeetingCommand.ChangeParticipation(Some.Participation() with { Conditions = [new ConditionText { Text = "x", About = "story/x" }] }, null))
            .ThenRefused("invalid", "conditions[0].about");
        Tale.When(new MeetingCommand.Create("istanbul", Some.Meeting(), Some.Status(MeetingStatus.Proposed), [Some.Participation(), Some.Participation()], null))
            .ThenRefused("invalid", "participants");
    }

    [Fact]
    public void The_same_status_again_is_nothing_unless_its_outcome_has_become_known()
    {
        var over = Some.Status(MeetingStatus.Concluded) with { By = "desk" };
        var meeting = Tale.Given(new MeetingCommand.Create("istanbul", Some.Meeting(), over, [], "desk"));
        meeting.When(new MeetingCommand.ChangeStatus(over, "desk")).ThenNothing();
        var known = over with { Outcome = MeetingOutcome.NoVisibleProgress };
        Tale.Given(new MeetingCommand.Create("istanbul", Some.Meeting(), over, [], "desk"))
            .When(new MeetingCommand.ChangeStatus(known, "desk"))
            .Then(new MeetingStatusChanged { From = MeetingStatus.Concluded, To = known, By = "desk" });
    }
}
