using Tracker.Domain.Links;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.DomainTests.Positions;
using static Tracker.DomainTests.Positions.Newsroom;

namespace Tracker.DomainTests.Links;

/// <summary>Which links the rules see: each rule, and what is near it and is none.</summary>
public sealed class ProposalTests
{
    readonly Newsroom _room = new();

    [Fact]
    public void The_same_speaker_on_the_other_side_contradicts_the_nearest_earlier_position()
    {
        Says("putin", "russia", Stance.Supports);
        Says("putin", "russia", Stance.Rejects);
        Proposed("s2 contradicts s1 links.contradiction");
    }

    [Fact]
    public void Another_speaker_for_the_same_principal_diverges()
    {
        Says("putin", "russia", Stance.Supports);
        Says("lavrov", "russia", Stance.Rejects);
        Proposed("s2 diverges_from s1 links.divergence");
    }

    [Fact]
    public void One_of_several_speakers_is_enough_to_contradict()
    {
        _room.Post(Content("truce", Stance.Supports) with { Speakers = ["ukraine", "europe"] });
        _room.Post(Content("truce", Stance.Opposes) with { Speakers = ["europe"] });
        Proposed("s2 contradicts s1 links.contradiction");
    }

    [Theory]
    [InlineData(Stance.Supports, Stance.Neutral)]
    [InlineData(Stance.Supports, Stance.Conditional)]
    [InlineData(Stance.Unclear, Stance.Rejects)]
    public void A_stance_without_a_side_contradicts_nothing_and_is_a_newer_version(Stance first, Stance second)
    {
        Says("putin", "russia", first);
        Says("lavrov", "russia", second);
        Proposed("s2 supersedes s1 links.newer-version");
    }

    [Fact]
    public void Another_firmness_or_a_condition_is_a_newer_version_and_the_same_again_is_nothing()
    {
        Says("putin", "russia", Stance.Supports);
        Says("putin", "russia", Stance.Demands);
        Says("putin", "russia", Stance.Demands);
        Says("putin", "russia", Stance.Demands, "if paid");
        Says("putin", "russia", Stance.Demands, "if paid more");
        Proposed("s2 supersedes s1 links.newer-version", "s4 supersedes s3 links.newer-version");
    }

    [Theory]
    [InlineData(StatementKind.Withdraw)]
    [InlineData(StatementKind.Retract)]
    public void A_withdrawal_withdraws_what_was_said_before_whatever_its_side(StatementKind kind)
    {
        Says("putin", "russia", Stance.Proposes);
        _room.Post(Content("truce", Stance.Rejects) with { Speakers = ["putin"], OnBehalfOf = ["russia"], Kind = kind });
        Proposed("s2 withdraws s1 links.withdrawal");
    }

    [Fact]
    public void A_withdrawal_of_others_words_is_none()
    {
        Says("zelensky", "ukraine", Stance.Proposes);
        _room.Post(Content("truce", Stance.Rejects) with { Speakers = ["putin"], OnBehalfOf = ["russia"], Kind = StatementKind.Withdraw });
        Proposed("s2 opposed_positions s1 links.opposition");
    }

    [Fact]
    public void A_withdrawal_that_is_late_news_is_compared_as_what_it_says()
    {
        Says("putin", "russia", Stance.Proposes, "2025-05-16");
        _room.Post(Content("truce", Stance.Rejects) with { Speakers = ["putin"], OnBehalfOf = ["russia"], Kind = StatementKind.Withdraw, SaidAt = "2025-05-10" });
        Proposed("s1 contradicts s2 links.contradiction");
    }

    [Fact]
    public void Late_news_is_compared_with_what_was_said_next_before_it()
    {
        Says("putin", "russia", Stance.Supports, "2025-05-10");
        Says("putin", "russia", Stance.Supports, "2025-05-14");
        Says("putin", "russia", Stance.Rejects, "2025-05-12");
        Proposed("s3 contradicts s1 links.contradiction");
    }

    [Fact]
    public void Late_news_that_is_the_earliest_is_contradicted_by_what_came_next_after_it()
    {
        Says("putin", "russia", Stance.Supports, "2025-05-12");
        Says("putin", "russia", Stance.Supports, "2025-05-14");
        Says("putin", "russia", Stance.Rejects, "2025-05-10");
        Proposed("s1 contradicts s3 links.contradiction");
    }

    [Fact]
    public void The_same_side_of_opposing_topics_by_the_same_holder_contradicts_itself()
    {
        _room.Topic("truce");
        _room.Topic("only-after-talks", opposes: "truce");
        Says("putin", "russia", Stance.Supports);
        _room.Post(On("only-after-talks", "putin", "russia", Stance.Demands));
        _room.Post(On("only-after-talks", "lavrov", "russia", Stance.Demands));
        Proposed("s2 contradicts s1 links.opposing-topics", "s3 diverges_from s1 links.opposing-topics", "s3 agrees_with s2 links.agreement");
    }

    [Fact]
    public void Opposite_sides_of_opposing_topics_are_of_one_piece()
    {
        _room.Topic("truce");
        _room.Topic("only-after-talks", opposes: "truce");
        Says("putin", "russia", Stance.Rejects);
        _room.Post(On("only-after-talks", "putin", "russia", Stance.Demands));
        _room.Post(On("only-after-talks", "zelensky", "ukraine", Stance.Rejects));
        Proposed("s3 opposed_positions s2 links.opposition");
    }

    [Fact]
    public void Others_on_the_same_side_of_an_opposing_topic_are_opposed()
    {
        _room.Topic("only-after-talks");
        _room.Topic("truce", opposes: "only-after-talks");
        Says("zelensky", "ukraine", Stance.Demands);
        _room.Post(On("only-after-talks", "putin", "russia", Stance.Demands));
        Proposed("s2 opposed_positions s1 links.opposition");
    }

    [Fact]
    public void A_topic_that_no_longer_says_so_opposes_nothing_unless_the_other_says_so_too()
    {
        Assert.All(["truce", "talks-first", "war"], id => _room.Topic(id));
        _room.Topic("truce", opposes: "talks-first");
        _room.Topic("talks-first", opposes: "truce");
        _room.Topic("truce");
        Assert.Equal(["talks-first", "truce"], Opposing());
        _room.Topic("talks-first", opposes: "war");
        Assert.Equal(["talks-first", "war"], Opposing());
        _room.Topic("talks-first");
        Assert.Empty(Opposing());
        Says("putin", "russia", Stance.Supports);
        _room.Post(On("talks-first", "putin", "russia", Stance.Supports));
        Proposed();

        IEnumerable<string> Opposing()
        {
            _room.Follow();
            return _room.Follower.Proposals.Opposes.Keys.Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Others_are_opposed_in_tension_or_in_agreement()
    {
        Says("zelensky", "ukraine", Stance.Demands);
        Says("putin", "russia", Stance.Rejects);
        Says("kallas", "eu", Stance.Conditional);
        Says("rubio", "united-states", Stance.Supports);
        Proposed(
            "s2 opposed_positions s1 links.opposition", "s3 tension s1 links.tension",
            "s4 opposed_positions s2 links.opposition", "s4 tension s3 links.tension", "s4 agrees_with s1 links.agreement");
    }

    [Fact]
    public void Colleagues_agree_and_are_never_opposed_or_in_tension()
    {
        Says("trump", "united-states", Stance.Supports);
        Says("rubio", "united-states", Stance.Supports);
        Says("vance", "united-states", Stance.Conditional);
        Proposed("s2 agrees_with s1 links.agreement", "s3 supersedes s2 links.newer-version");
    }

    [Fact]
    public void Only_what_came_since_the_speaker_last_spoke_on_the_topic_is_news_to_it()
    {
        Says("zelensky", "ukraine", Stance.Demands);
        Says("putin", "russia", Stance.Rejects);
        Says("putin", "russia", Stance.Rejects);
        Says("zelensky", "ukraine", Stance.Demands);
        Says("zelensky", "ukraine", Stance.Demands);
        Proposed("s2 opposed_positions s1 links.opposition", "s4 opposed_positions s3 links.opposition");
    }

    [Fact]
    public void Of_several_that_are_opposed_the_newest_is_proposed_and_no_other()
    {
        foreach (var speaker in new[] { "a", "b", "c" }) Says(speaker, speaker, Stance.Supports);
        Says("putin", "russia", Stance.Rejects);
        Proposed("s2 agrees_with s1 links.agreement", "s3 agrees_with s2 links.agreement", "s4 opposed_positions s3 links.opposition");
    }

    [Theory]
    [InlineData(Stance.Supports, "s2 accepts s1 links.answer", "s2 agrees_with s1 links.agreement")]
    [InlineData(Stance.Rejects, "s2 rejects s1 links.answer", "s2 opposed_positions s1 links.opposition")]
    [InlineData(Stance.Neutral)]
    [InlineData(Stance.Conditional, "s2 tension s1 links.tension")]
    public void An_answer_accepts_or_rejects_what_it_answers(Stance stance, params string[] links)
    {
        Says("zelensky", "ukraine", Stance.Demands);
        _room.Post(On("truce", "putin", "russia", stance) with { InReplyTo = "s1" });
        Proposed(links);
    }

    [Fact]
    public void An_answer_with_a_condition_accepts_nothing_and_one_on_another_topic_answers_nothing()
    {
        Says("zelensky", "ukraine", Stance.Demands);
        _room.Post(Content("truce", Stance.Supports, "if paid") with { Speakers = ["putin"], InReplyTo = "s1" });
        _room.Post(On("swap", "lavrov", "russia", Stance.Rejects) with { InReplyTo = "s1" });
        Proposed("s2 agrees_with s1 links.agreement");
    }

    [Fact]
    public void Parts_of_one_utterance_are_never_compared_not_even_through_another_part()
    {
        _room.Post(On("truce", "peskov", "russia", Stance.Supports));
        _room.Post(On("truce", "peskov", "russia", Stance.Rejects) with { SameUtteranceAs = "s1" });
        _room.Post(On("truce", "peskov", "russia", Stance.Conditional) with { SameUtteranceAs = "s2" });
        _room.Topic("talks-first", opposes: "truce");
        _room.Post(On("talks-first", "peskov", "russia", Stance.Rejects) with { SameUtteranceAs = "s2", InReplyTo = "s1" });
        // s3 names s2, a part itself, where the vocabulary wants the first: with that one it is compared.
        Proposed("s3 supersedes s1 links.newer-version");
    }

    [Fact]
    public void What_is_historical_is_never_compared()
    {
        _room.Post(On("truce", "putin", "russia", Stance.Supports) with { Historical = true });
        Says("putin", "russia", Stance.Rejects);
        _room.Post(On("truce", "putin", "russia", Stance.Supports) with { Historical = true });
        Proposed();
    }

    [Fact]
    public void A_medium_is_never_compared()
    {
        Says("zelensky", "ukraine", Stance.Supports);
        _room.Post(Content("truce", Stance.Rejects) with { Speakers = ["reuters"] }, "reuters");
        Says("putin", "russia", Stance.Rejects);
        Proposed("s3 opposed_positions s1 links.opposition");
    }

    [Fact]
    public void What_is_told_again_is_never_compared()
    {
        Says("putin", "russia", Stance.Supports);
        _room.Post(On("truce", "putin", "russia", Stance.Rejects) with { Duplicate = new Duplicate { Of = "s1", Rule = "paraphrase" } });
        Proposed();
    }

    [Fact]
    public void A_story_that_wants_no_proposals_has_none_and_what_was_proposed_is_still_taken_back()
    {
        Says("putin", "russia", Stance.Supports);
        Says("putin", "russia", Stance.Rejects);
        Wants(StoryProposals.None);
        Says("putin", "russia", Stance.Supports);
        _room.Says("russia", "swap", Stance.Conditional, If("they meet", "meeting/summit"));
        _room.Meet("summit", Tracker.Domain.Meetings.MeetingStatus.Concluded);
        Proposed("s2 contradicts s1 links.contradiction");
        _room.Retract("s2");
        Proposed();
        Wants(null);
        Says("putin", "russia", Stance.Rejects);
        Proposed("s5 contradicts s3 links.contradiction");

        void Wants(StoryProposals? proposals) => _room.Log.Do<Story, StoryCommand>("story/talks", new StoryCommand.Put("talks", Some.Story() with { Proposals = proposals }, null, null));
    }

    [Fact]
    public void A_record_makes_rules_propose_six_links_at_most()
    {
        for (var i = 0; i < 10; i++) _room.Post(On($"topic-{i}", "zelensky", "ukraine", Stance.Supports));
        for (var i = 0; i < 10; i++) _room.Post(On($"topic-{i}", "kallas", $"eu-{i}", Stance.Supports));
        _room.React();
        var before = _room.Links().Count;
        _room.Post(Some.Statement([.. Enumerable.Range(0, 10).Select(i => Some.Position($"topic-{i}", Stance.Rejects))]) with { Speakers = ["putin"] });
        Assert.Equal(6, _room.Links().Count - before);
    }

    [Fact]
    public void Two_topics_of_one_statement_that_say_the_same_of_another_are_one_link()
    {
        _room.Post(Some.Statement(Some.Position("truce", Stance.Supports), Some.Position("swap", Stance.Supports)) with { Speakers = ["zelensky"] });
        _room.Post(Some.Statement(Some.Position("truce", Stance.Rejects), Some.Position("swap", Stance.Rejects)) with { Speakers = ["putin"] });
        Proposed("s2 opposed_positions s1 links.opposition");
        Assert.Equal("truce", _room.Links()[0].Content.Topic);
    }

    [Fact]
    public void Merged_actors_are_one_holder()
    {
        Assert.All(["putin", "the-president"], id => _room.Actor(id));
        _room.Says("putin", "truce", Stance.Supports);
        _room.Merge("the-president", "putin");
        _room.Says("the-president", "truce", Stance.Rejects);
        Proposed("s2 diverges_from s1 links.divergence");
    }

    [Fact]
    public void The_sixteen_newest_statements_on_a_topic_are_kept()
    {
        for (var i = 0; i < 40; i++) Says($"speaker-{i}", $"holder-{i}", Stance.Neutral);
        _room.Follow();
        Assert.Equal(Enumerable.Range(25, 16).Select(i => $"s{i}"), _room.Follower.Proposals.Stands["truce"].Select(stand => stand.Statement));
        Says("speaker-0", "holder-0", Stance.Rejects);
        Proposed();
    }

    string Says(string speaker, string holder, Stance stance, string? when = null) =>
        _room.Post(when is not null && when.StartsWith("if", StringComparison.Ordinal)
            ? Content("truce", stance, when) with { Speakers = [speaker], OnBehalfOf = [holder] }
            : On("truce", speaker, holder, stance) with { SaidAt = when });

    static StatementContent On(string topic, string speaker, string holder, Stance stance) => Content(topic, stance) with { Speakers = [speaker], OnBehalfOf = [holder] };

    static StatementContent Content(string topic, Stance stance, params string[] conditions) => Some.Statement(Some.Position(topic, stance, conditions));

    /// <summary>Exactly these stand as proposed, in any order.</summary>
    void Proposed(params string[] links) => Assert.Equal(
        links.Order(StringComparer.Ordinal), _room.Links().Where(link => link.State == LinkState.Proposed).Select(Told).Order(StringComparer.Ordinal));

    internal static string Told(Link link) =>
        $"{Ref.IdOf(link.Content.From)} {System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(link.Content.Kind.ToString())} {(link.Content.To.StartsWith("statement/", StringComparison.Ordinal) ? Ref.IdOf(link.Content.To) : link.Content.To)} {link.Rule}";
}
