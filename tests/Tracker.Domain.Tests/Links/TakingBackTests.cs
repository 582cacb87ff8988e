using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.DomainTests.Positions;
using static Tracker.DomainTests.Positions.Newsroom;

namespace Tracker.DomainTests.Links;

/// <summary>What becomes of proposals when what they rest on is changed or taken back, and of what editors decided.</summary>
public sealed class TakingBackTests
{
    readonly Newsroom _room = new();

    [Fact]
    public void A_retraction_dismisses_the_proposals_from_and_to_the_statement()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        Says("russia", Stance.Supports);
        States("s2 contradicts s1 Proposed", "s3 contradicts s2 Proposed");
        _room.Retract("s2");
        States("s2 contradicts s1 Dismissed", "s3 contradicts s2 Dismissed");
        var dismissed = Assert.IsType<LinkDismissed>(_room.Log.Records[^1].Event);
        Assert.Equal(("links.contradiction", "statement.retracted", null, 10L), (dismissed.Rule, dismissed.Reason, dismissed.By, dismissed.Cause));
    }

    [Fact]
    public void A_correction_dismisses_and_proposes_anew()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        States("s2 contradicts s1 Proposed");
        _room.Correct("s2", """{"positions":[{"topic":"truce","stance":"demands"}]}""");
        States("s2 contradicts s1 Dismissed", "s2 supersedes s1 Proposed");
    }

    [Fact]
    public void A_correction_of_the_words_alone_leaves_them()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        States("s2 contradicts s1 Proposed");
        _room.Correct("s2", """{"text":"Other words."}""");
        States("s2 contradicts s1 Proposed");
    }

    [Fact]
    public void What_is_not_written_yet_is_taken_back_like_what_is()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        _room.Retract("s2");
        States("s2 contradicts s1 Dismissed");
    }

    [Fact]
    public void What_editors_decided_is_kept_and_not_proposed_again()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        Says("russia", Stance.Supports);
        _room.Confirm(Id("s2 contradicts s1"));
        _room.Dismiss(Id("s3 contradicts s2"));
        _room.Correct("s2", """{"positions":[{"topic":"truce","stance":"opposes"}]}""");
        // s2's own rule sees s1 again, and that is decided already.
        States("s2 contradicts s1 Confirmed", "s3 contradicts s2 Dismissed");
        _room.Retract("s2");
        States("s2 contradicts s1 Confirmed", "s3 contradicts s2 Dismissed");
    }

    [Fact]
    public void What_only_a_rule_dismissed_may_be_proposed_again()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        _room.Correct("s2", """{"positions":[{"topic":"truce","stance":"supports"}]}""");
        _room.Correct("s2", """{"positions":[{"topic":"truce","stance":"rejects"}]}""");
        States("s2 contradicts s1 Dismissed", "s2 contradicts s1 Proposed");
    }

    [Fact]
    public void An_editors_decision_stands_against_a_rule_that_writes_late()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        States("s2 contradicts s1 Proposed");
        _room.Retract("s2");
        _room.Follow();
        _room.Confirm(Id("s2 contradicts s1", react: false));
        States("s2 contradicts s1 Confirmed");
    }

    [Fact]
    public void An_editors_own_link_is_never_taken_back()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        _room.React();
        _room.Log.Do<Link, LinkCommand>("link/mine", new LinkCommand.Make(
            "mine", new LinkContent { Story = "talks", From = "statement/s2", To = "statement/s1", Kind = LinkKind.Elaborates }, new HashSet<string>(), "editor"));
        _room.Retract("s2");
        States("s2 contradicts s1 Dismissed", "s2 elaborates s1 Confirmed");
    }

    [Fact]
    public void A_statement_that_turns_out_to_be_told_again_takes_its_links_along_and_brings_them_back()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        _room.Correct("s2", """{"duplicate":{"of":"s1"}}""");
        States("s2 contradicts s1 Dismissed");
        _room.Correct("s2", """{"duplicate":null}""");
        States("s2 contradicts s1 Dismissed", "s2 contradicts s1 Proposed");
    }

    [Fact]
    public void A_condition_is_linked_with_what_decided_it_until_it_is_open_again()
    {
        Guest();
        _room.Attends("istanbul", Some.Participation("putin", Attendance.Absent) with { Evidence = ["statement/s9", "act/delegation"] });
        States("s1 condition_failed act/delegation Proposed");
        _room.Attends("istanbul", "putin", Attendance.Present);
        States("s1 condition_failed act/delegation Dismissed", "s1 condition_met meeting/istanbul Proposed");
        _room.Attends("istanbul", "putin", Attendance.Unknown);
        States("s1 condition_failed act/delegation Dismissed", "s1 condition_met meeting/istanbul Dismissed");
    }

    [Fact]
    public void What_an_editor_decided_about_a_conditions_link_is_not_asked_again()
    {
        Guest();
        _room.Attends("istanbul", "putin", Attendance.Absent);
        _room.Dismiss(Id("s1 condition_failed meeting/istanbul"));
        _room.Attends("istanbul", "putin", Attendance.Invited);
        _room.Attends("istanbul", "putin", Attendance.Absent);
        States("s1 condition_failed meeting/istanbul Dismissed");
        Assert.Equal(2, _room.Links()[0].Version);
    }

    [Fact]
    public void A_correction_that_leaves_the_condition_leaves_its_link_and_one_that_drops_it_does_not()
    {
        Position();
        _room.Meet("summit", MeetingStatus.Concluded);
        States("s1 condition_met meeting/summit Proposed");
        _room.Correct("s1", """{"saidAt":"2025-05-01"}""");
        States("s1 condition_met meeting/summit Proposed");
        _room.Correct("s1", """{"positions":[{"topic":"truce","stance":"conditional"}]}""");
        States("s1 condition_met meeting/summit Dismissed");
    }

    [Fact]
    public void A_condition_whose_statement_is_retracted_loses_its_link_and_one_that_is_superseded_keeps_it()
    {
        Position();
        _room.Meet("summit", MeetingStatus.Concluded);
        Says("russia", Stance.Supports);
        States("s1 condition_met meeting/summit Proposed", "s2 supersedes s1 Proposed");
        _room.Retract("s1");
        States("s1 condition_met meeting/summit Dismissed", "s2 supersedes s1 Dismissed");
    }

    [Fact]
    public void What_decided_a_condition_is_retracted_and_the_link_goes_once()
    {
        _room.Post(Newsroom.Says("russia", new PositionTaken { Topic = "truce", Stance = Stance.Conditional, Conditions = [If("they withdraw", "topic/withdrawal")] }) with { To = ["ukraine"] });
        var answer = _room.Says("ukraine", "withdrawal", Stance.Supports);
        States("s1 condition_met s2 Proposed");
        _room.Retract(answer);
        States("s1 condition_met s2 Dismissed");
        Assert.Equal(2, _room.Links()[0].Version);
        _room.Says("ukraine", "withdrawal", Stance.Supports);
        States("s1 condition_met s2 Dismissed", "s1 condition_met s3 Proposed");
    }

    [Fact]
    public void A_takedown_takes_the_statements_proposals_back()
    {
        Says("russia", Stance.Supports);
        Says("russia", Stance.Rejects);
        States("s2 contradicts s1 Proposed");
        _room.TakeDown("s1");
        States("s2 contradicts s1 Dismissed");
    }

    void Guest()
    {
        var said = _room.Post(Newsroom.Says("trump"));
        _room.Meet("istanbul", MeetingStatus.Proposed);
        _room.Attends("istanbul", Some.Participation("trump", Attendance.Conditional) with { Conditions = [If("Putin comes", "actor/putin")], Evidence = ["statement/" + said] });
    }

    void Position() => _room.Says("russia", "truce", Stance.Conditional, If("they meet", "meeting/summit"));

    void Says(string speaker, Stance stance) => _room.Says(speaker, "truce", stance);

    void States(params string[] links) => Assert.Equal(links, _room.Links().Select(link => $"{Words(link)} {link.State}").Order(StringComparer.Ordinal));

    string Id(string words, bool react = true)
    {
        if (react) _room.React();
        return _room.Log.Records.Where(record => record.Kind == "statement.linked").Select(record => _room.Log.Load<Link, LinkCommand>(record.Entity)).Single(link => Words(link) == words).Id;
    }

    static string Words(Link link) => ProposalTests.Told(link)[..^((link.Rule?.Length ?? 0) + 1)];
}
