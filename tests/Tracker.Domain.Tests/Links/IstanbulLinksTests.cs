using System.Text.Json;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Stories;
using Tracker.DomainTests.Positions;
using static Tracker.DomainTests.Positions.Newsroom;

namespace Tracker.DomainTests.Links;

/// <summary>The scenario's statements and meetings in the order of its steps, as its desk would post them: which links the rules propose, and which not.</summary>
public sealed class IstanbulLinksTests
{
    static readonly string[] Delegation = ["statement/11", "act/send-delegation"];

    readonly Newsroom _room = new(new StoryProfile { Title = "Talks", Parties = ["ukraine", "russia"], ThirdParties = ["turkey", "united-states", "european-countries", "eu", "nato"] });

    [Fact]
    public void The_relations_between_positions_are_all_proposed()
    {
        Play();
        var links = _room.Links();
        var proposed = links.Select(link => (link.Content.Kind, Pair(link.Content.From, link.Content.To))).ToList();
        foreach (var relation in Istanbul.Scenario.GetProperty("relations").EnumerateArray())
        {
            var kind = relation.GetProperty("kind").Deserialize<LinkKind>(Events.Json);
            if (kind is LinkKind.OpposedPositions or LinkKind.AgreesWith or LinkKind.Tension or LinkKind.ConditionFailed)
                Assert.Contains((kind, Pair(relation.GetProperty("frm").GetString()!, relation.GetProperty("to").GetString()!)), proposed);
        }
    }

    /// <summary>A rule that proposes more, or less, shows here first.</summary>
    [Fact]
    public void These_links_are_proposed_and_no_other()
    {
        Play();
        string[] expected =
        [
            "13 accepts 12 links.answer", "13 agrees_with 12 links.agreement", "03 rejects 04 links.answer", "03 opposed_positions 04 links.opposition", "06 rejects 05 links.answer",
            "06 opposed_positions 05 links.opposition", "15 supersedes 13 links.newer-version", "15 condition_failed act/send-delegation links.condition", "20 agrees_with 16 links.agreement",
            "10 opposed_positions 03 links.opposition", "10 agrees_with 04 links.agreement", "09 agrees_with 15 links.agreement", "19 agrees_with 20 links.agreement", "22 agrees_with 19 links.agreement",
            "23 tension 19 links.tension", "28 agrees_with 26 links.agreement", "30 agrees_with 27 links.agreement", "31 agrees_with 30 links.agreement",
        ];
        Assert.Equal(expected, _room.Links().Select(ProposalTests.Told));
        Assert.All(_room.Links(), link => Assert.Equal(LinkState.Proposed, link.State));
    }

    [Fact]
    public void Nobody_contradicts_itself()
    {
        Play();
        Assert.DoesNotContain(_room.Links(), link => link.Content.Kind is LinkKind.Contradicts or LinkKind.DivergesFrom);
    }

    [Fact]
    public void The_guest_who_would_come_only_with_another_stays_away_and_the_condition_fails()
    {
        Play(until: "statement/16");
        var condition = Assert.Single(_room.Conditions(), condition => condition.Opened.Of.Meeting is not null);
        Assert.Equal(("trump", "actor/putin", ConditionState.Failed), (condition.Opened.Of.Actor, condition.Opened.About, condition.State));
        Assert.Equal(("condition.attendance", "meeting/istanbul-2025-05-16"), (condition.Resolution!.Rule, condition.Resolution.ResolvedBy));
        Assert.Equal(Delegation, condition.Resolution.Evidence);
    }

    [Fact]
    public void What_the_scenario_leaves_open_stays_open()
    {
        Play();
        Assert.Equal(
            ["Putin attends in person: Open", "prepared first: Open", "results must be in sight: Open", "time to prepare: Open", "would attend only if Putin did: Failed"],
            _room.Conditions().Select(condition => $"{condition.Opened.Text}: {condition.State}").Order(StringComparer.Ordinal));
    }

    void Play(string? until = null)
    {
        foreach (var topic in Istanbul.Scenario.GetProperty("topics").EnumerateArray())
            _room.Topic(Ref.IdOf(topic.GetProperty("id").GetString()!), topic.TryGetProperty("opposes", out var opposes) ? Ref.IdOf(opposes.GetString()!) : null);
        foreach (var statement in Istanbul.Statements())
        {
            var id = statement.GetProperty("id").GetString()!;
            if (id == until) break;
            Before(id);
            Assert.Null(_room.Do(Ref.IdOf(id), Some.Post(Istanbul.Content(statement), Ref.IdOf(id), Istanbul.Media)).Refusal);
            After(id);
            // Whoever looks between two steps finds them linked already.
            _room.React();
        }
    }

    void Before(string statement) => _ = statement switch
    {
        "statement/12" => _room.Meet("istanbul-2025-05-16"),
        "statement/05" => _room.Meet("putin-zelensky", MeetingStatus.Invited),
        "statement/16" => _room.Meet("trump-putin"),
        "statement/07" => _room.Becomes("istanbul-2025-05-16", MeetingStatus.UnderWay),
        _ => default,
    };

    void After(string statement)
    {
        switch (statement)
        {
            case "statement/05":
                _room.Attends("putin-zelensky", Some.Participation("zelensky", Attendance.Accepted) with { Evidence = [statement] });
                _room.Attends("putin-zelensky", Some.Participation("putin", Attendance.Invited) with { Evidence = [statement] });
                break;
            case "statement/06":
                _room.Becomes("putin-zelensky", MeetingStatus.Declined, statement);
                _room.Attends("putin-zelensky", Some.Participation("putin", Attendance.Declined) with { Evidence = [statement] });
                break;
            case "statement/15":
                _room.Attends("istanbul-2025-05-16", Guest(Attendance.Conditional, statement));
                break;
            case "statement/11":
                _room.Becomes("istanbul-2025-05-16", MeetingStatus.Scheduled, "statement/12", statement);
                _room.Attends("istanbul-2025-05-16", Some.Participation("medinsky", Attendance.Accepted) with { Evidence = [statement] });
                _room.Attends("istanbul-2025-05-16", Some.Participation("putin", Attendance.Absent) with { Evidence = Delegation });
                _room.Attends("istanbul-2025-05-16", Guest(Attendance.Absent, "statement/15", statement));
                break;
            case "statement/01":
                _room.Becomes("istanbul-2025-05-16", MeetingStatus.Concluded, statement);
                break;
            case "statement/19":
                _room.Attends("trump-putin", Some.Participation("trump", Attendance.Accepted) with { Evidence = [statement] });
                break;
            case "statement/23":
                _room.Attends("trump-putin", Some.Participation("putin", Attendance.Conditional) with { Conditions = [If("prepared first")], Evidence = ["statement/22", statement] });
                break;
        }
    }

    static Participation Guest(Attendance attendance, params string[] evidence) =>
        Some.Participation("trump", attendance) with { Conditions = [If("would attend only if Putin did", "actor/putin")], Evidence = evidence };

    static string Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? $"{one} {other}" : $"{other} {one}";
}
