using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;

namespace Tracker.DomainTests.Positions;

public sealed class MatrixTests
{
    readonly Newsroom _room = new();

    static StatementContent Says(string speaker, PositionTaken position, string? saidAt = null) =>
        Some.Statement(position) with { Speakers = [speaker], SaidAt = saidAt };

    [Fact]
    public void A_first_position_makes_the_cell_known()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Rejects, "no talks"), "2025-05-16"));
        var changed = Assert.Single(_room.Follow());
        Assert.Equal(("russia", "truce", null, 2L), (changed.Actor, changed.Topic, changed.From, changed.Cause));
        Assert.Equal((Stance.Rejects, "no talks"), (changed.To!.Stance, changed.To.Conditions[0].Text));
        var cell = changed.Cell!;
        Assert.Equal((Stance.Rejects, "2025-05-16", 1, 1, 2L), (cell.Stance, cell.Since, cell.EvidenceCount, cell.Moves, cell.Cause));
        Assert.Equal(["s1"], cell.Evidence);
    }

    [Fact]
    public void Reactions_touch_the_story_the_actor_and_the_topic()
    {
        _room.Post(Says("russia", Some.Position("truce")));
        _room.Follow();
        Assert.Equal(
            [new Touch("story/talks", TouchRole.Self), new Touch("actor/russia", TouchRole.Position), new Touch("topic/truce", TouchRole.Position)],
            _room.Follower.Pending[0].Touches);
    }

    [Fact]
    public void The_newest_by_said_order_is_current_not_the_last_that_came_in()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Supports), "2025-05-16"));
        _room.Post(Says("russia", Some.Position("truce", Stance.Rejects), "2025-05-11"));
        var cell = _room.Cell("russia", "truce")!;
        Assert.Equal((Stance.Supports, "2025-05-16", 2, 1), (cell.Stance, cell.Since, cell.EvidenceCount, cell.Moves));
        Assert.Equal(["s1", "s2"], cell.Evidence);
    }

    [Fact]
    public void What_is_undated_ranks_by_when_it_was_recorded_and_ties_by_position()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Supports)));
        _room.Post(Says("russia", Some.Position("truce", Stance.Opposes), "2025-05-16"));
        _room.Post(Says("russia", Some.Position("truce", Stance.Rejects), "2025-05-16"));
        Assert.Equal(["s1", "s3", "s2"], _room.Cell("russia", "truce")!.Evidence);
    }

    [Fact]
    public void What_is_dated_after_it_was_recorded_ranks_by_when_it_was_recorded()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Supports), "2030"));
        _room.Post(Says("russia", Some.Position("truce", Stance.Opposes)));
        Assert.Equal(["s2", "s1"], _room.Cell("russia", "truce")!.Evidence);
    }

    [Fact]
    public void The_same_stance_again_is_evidence_and_no_move()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Rejects)));
        _room.Post(Says("russia", Some.Position("truce", Stance.Rejects)));
        Assert.Equal(2, _room.Follow().Count);
        Assert.Equal((2, 1), (_room.Cell("russia", "truce")!.EvidenceCount, _room.Cell("russia", "truce")!.Moves));
        _room.Post(Says("russia", Some.Position("truce", Stance.Rejects, "unless paid")));
        Assert.Equal(2, _room.Cell("russia", "truce")!.Moves);
    }

    [Fact]
    public void One_statement_of_several_holders_fills_several_cells_in_order_of_their_references()
    {
        _room.Post(Some.Statement(Some.Position("truce"), Some.Position("exchange")) with { Speakers = ["ukraine", "europe"] });
        Assert.Equal([("europe", "exchange"), ("europe", "truce"), ("ukraine", "exchange"), ("ukraine", "truce")], _room.Follow().Select(one => (one.Actor, one.Topic)));
    }

    [Fact]
    public void Historical_positions_and_those_of_media_enter_no_cell()
    {
        _room.Post(Says("russia", Some.Position("truce")) with { Historical = true });
        _room.Post(Says("reuters", Some.Position("truce")), "reuters");
        _room.Post(Some.Statement() with { Speakers = ["russia"] });
        Assert.Empty(_room.Cells());
        Assert.Empty(_room.Follow());
    }

    [Fact]
    public void A_retraction_falls_back_to_what_stands_without_it()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Supports)));
        var last = _room.Post(Says("russia", Some.Position("truce", Stance.Rejects)));
        _room.Do(last, new StatementCommand.Retract("never said", null));
        var changed = _room.Follow()[^1];
        Assert.Equal((Stance.Rejects, Stance.Supports, 3), (changed.From!.Stance, changed.To!.Stance, changed.Cell!.Moves));
        Assert.Equal(["s1"], changed.Cell.Evidence);
    }

    [Fact]
    public void A_cell_whose_last_evidence_is_retracted_is_known_no_longer()
    {
        var only = _room.Post(Says("russia", Some.Position("truce")));
        _room.Do(only, new StatementCommand.Retract("never said", null));
        var changed = _room.Follow()[^1];
        Assert.Equal((Stance.Supports, null, null), (changed.From!.Stance, changed.To, changed.Cell));
        Assert.Empty(_room.Cells());
    }

    [Fact]
    public void A_correction_of_the_words_alone_changes_no_cell()
    {
        var id = _room.Post(Says("russia", Some.Position("truce")));
        _room.Do(id, Some.Correct("""{"text":"Other words.","lang":"ru"}"""));
        _room.Do(id, new StatementCommand.Verify(Verification.Verified, null, null));
        _room.Do(id, new StatementCommand.AddSource(new Source { Name = "AFP" }, null));
        Assert.Single(_room.Follow());
    }

    [Fact]
    public void A_correction_moves_evidence_between_cells_and_in_time()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Supports), "2025-05-12"));
        var id = _room.Post(Says("russia", Some.Position("truce", Stance.Rejects), "2025-05-16"));
        _room.Do(id, Some.Correct("""{"saidAt":"2025-05-10"}"""));
        Assert.Equal((Stance.Supports, 3), (_room.Cell("russia", "truce")!.Stance, _room.Cell("russia", "truce")!.Moves));
        _room.Do(id, Some.Correct("""{"speakers":["ukraine"]}"""));
        Assert.Equal(["s2"], _room.Cell("ukraine", "truce")!.Evidence);
        Assert.Equal(["s1"], _room.Cell("russia", "truce")!.Evidence);
        _room.Do(id, Some.Correct("""{"historical":true}"""));
        Assert.Null(_room.Cell("ukraine", "truce"));
    }

    [Fact]
    public void A_statement_that_a_correction_brings_into_a_cell_keeps_its_place_in_said_order()
    {
        var first = _room.Post(Some.Statement() with { Speakers = ["russia"] });
        _room.Post(Says("russia", Some.Position("truce", Stance.Rejects)));
        _room.Do(first, Some.Correct("""{"positions":[{"topic":"truce","stance":"supports"}]}"""));
        var cell = _room.Cell("russia", "truce")!;
        Assert.Equal(["s2", "s1"], cell.Evidence);
        Assert.Equal((Stance.Rejects, 2), (cell.Stance, cell.EvidenceCount));
    }

    [Fact]
    public void Evidence_shows_the_newest_ten_and_posts_never_need_a_life()
    {
        for (var i = 0; i < 25; i++) _room.Post(Says("russia", Some.Position("truce", i % 2 == 0 ? Stance.Supports : Stance.Rejects)));
        var cell = _room.Cell("russia", "truce")!;
        Assert.Equal(Enumerable.Range(16, 10).Reverse().Select(i => $"s{i}"), cell.Evidence);
        Assert.Equal((25, 25), (cell.EvidenceCount, cell.Moves));
        Assert.Equal(0, _room.LivesRead);
    }

    [Fact]
    public void A_retraction_in_a_large_cell_reads_the_cells_life_and_finds_the_eleventh()
    {
        for (var i = 0; i < 12; i++) _room.Post(Says("russia", Some.Position("truce")));
        _room.Do("s5", new StatementCommand.Retract("never said", null));
        Assert.Equal(["s12", "s11", "s10", "s9", "s8", "s7", "s6", "s4", "s3", "s2"], _room.Cell("russia", "truce")!.Evidence);
        Assert.Equal(11, _room.Cell("russia", "truce")!.EvidenceCount);
        Assert.Equal(1, _room.LivesRead);
    }

    [Fact]
    public void A_life_that_was_not_read_is_a_bug_and_no_wrong_answer()
    {
        for (var i = 0; i < 12; i++) _room.Post(Says("russia", Some.Position("truce")));
        _room.Follow();
        _room.Do("s5", new StatementCommand.Retract("never said", null));
        Assert.Throws<InvalidOperationException>(() => Matrix.Follow(_room.Follower.Matrix, _room.Log.Records[^1], new Dictionary<string, IReadOnlyList<Record>>()));
    }

    [Fact]
    public void A_takedown_leaves_no_word_in_the_cell_and_repeats_none()
    {
        _room.Post(Says("russia", Some.Position("truce", Stance.Supports)));
        var secret = _room.Post(Says("russia", Some.Position("truce", Stance.Conditional, "CANARY")));
        _room.Follow();
        _room.Do(secret, new StatementCommand.Redact([3], "court order", "admin"));
        _room.Log.TakeDown([3]);
        var changed = _room.Follow()[^1];
        Assert.Equal((null, Stance.Supports, 1), (changed.From, changed.To!.Stance, changed.Cell!.Moves));
        Assert.Equal(["s1"], changed.Cell.Evidence);
        Assert.DoesNotContain("CANARY", System.Text.Json.JsonSerializer.Serialize(_room.Follower.Matrix, Events.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_takedown_is_told_also_by_a_follower_that_never_saw_the_words()
    {
        var secret = _room.Post(Says("russia", Some.Position("truce", Stance.Conditional, "CANARY")));
        _room.React();
        _room.Do(secret, new StatementCommand.Redact([2], "court order", "admin"));
        _room.Log.TakeDown([2]);
        _room.Restart();
        var changed = Assert.Single(_room.Follow());
        Assert.Equal(("russia", "truce", null, null), (changed.Actor, changed.Topic, changed.To, changed.Cell));
    }
}
