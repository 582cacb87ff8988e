using Tracker.Domain.Meetings;
using static Tracker.Domain.Meetings.MeetingStatus;

namespace Tracker.DomainTests.Meetings;

/// <summary>Every pair of statuses against the vocabulary's sentence, read as text so that the table under test is not its own witness.</summary>
public sealed class LifecycleTests
{
    const string Vocabulary =
        "proposed→invited|scheduled|under_way|declined|cancelled|did_not_take_place; invited→scheduled|declined|cancelled|did_not_take_place; " +
        "scheduled→under_way|postponed|rescheduled|declined|cancelled|did_not_take_place; postponed→scheduled|rescheduled|under_way|cancelled; " +
        "rescheduled→scheduled|postponed|under_way|cancelled; unknown→any; under_way→suspended; suspended→under_way; " +
        "under_way|suspended→concluded|broken_off; declined→proposed|invited";

    static readonly MeetingStatus[] All = Enum.GetValues<MeetingStatus>();

    static readonly HashSet<(MeetingStatus, MeetingStatus)> Allowed = [.. Vocabulary.Split("; ").SelectMany(Steps)];

    static IEnumerable<(MeetingStatus, MeetingStatus)> Steps(string rule)
    {
        var sides = rule.Split('→');
        return from before in sides[0].Split('|')
               from after in sides[1] == "any" ? All.Where(status => status != MeetingStatus.Unknown) : sides[1].Split('|').Select(Status)
               select (Status(before), after);
    }

    static MeetingStatus Status(string word) => Enum.Parse<MeetingStatus>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    static Tale<Meeting, MeetingCommand> In(MeetingStatus status) =>
        new Tale<Meeting, MeetingCommand>("meeting/istanbul").Given(new MeetingCommand.Create("istanbul", Some.Meeting(), Some.Status(status), [], "desk"));

    public static TheoryData<MeetingStatus, MeetingStatus> Pairs => [.. All.SelectMany(_ => All, (a, b) => (a, b))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_status_follows_only_where_the_vocabulary_has_it(MeetingStatus from, MeetingStatus to)
    {
        var tale = In(from).When(new MeetingCommand.ChangeStatus(Some.Status(to), "desk"));
        if (from == to) tale.ThenNothing();
        else if (Allowed.Contains((from, to)))
            tale.Then(new MeetingStatusChanged { From = from, To = Some.Status(to) with { By = "desk" }, By = "desk" });
        else tale.ThenRefused("meeting-transition", "status");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_editor_can_force_any_step_with_a_reason(MeetingStatus from, MeetingStatus to)
    {
        var tale = In(from).When(new MeetingCommand.ChangeStatus(Some.Status(to, "the desk was wrong", forced: true), "editor"));
        if (from == to)
        {
            tale.ThenNothing();
            return;
        }
        var changed = tale.ThenOne<MeetingStatusChanged>();
        Assert.Equal(!Allowed.Contains((from, to)), changed.To.Forced);
        Assert.Equal(to, tale.State.Status);
    }

    [Fact]
    public void A_forced_step_without_a_reason_is_refused() =>
        In(Concluded).When(new MeetingCommand.ChangeStatus(Some.Status(Proposed, " ", forced: true), "editor")).ThenRefused("reason-needed", "reason");

    [Fact]
    public void A_refusal_names_what_is_allowed()
    {
        var refusal = Meeting.Decide(In(Invited).State, new MeetingCommand.ChangeStatus(Some.Status(Concluded), null)).Refusal;
        Assert.Contains("invited: after it may come scheduled, declined, cancelled, did_not_take_place; not concluded", refusal!.Detail, StringComparison.Ordinal);
        var final = Meeting.Decide(In(Concluded).State, new MeetingCommand.ChangeStatus(Some.Status(Proposed), null)).Refusal;
        Assert.Contains("nothing follows it", final!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Vocabulary_and_enumeration_name_the_same_statuses() =>
        Assert.Equal(All.Length, Allowed.SelectMany(pair => new[] { pair.Item1, pair.Item2 }).Distinct().Count());
}
