using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using static Tracker.DomainTests.Positions.Newsroom;

namespace Tracker.DomainTests.Positions;

/// <summary>The matrix when actors turn out to be one: from then on, for what was said before and for what comes.</summary>
public sealed class MergedMatrixTests
{
    readonly Newsroom _room = new();

    public MergedMatrixTests() => Assert.All(["a", "b", "c", "d"], id => _room.Actor(id));

    [Fact]
    public void The_cells_of_the_one_join_the_others_in_said_order()
    {
        Says("a", "2025-05-10", Stance.Supports);
        Says("b", "2025-05-12", Stance.Rejects);
        Says("a", "2025-05-14", Stance.Demands);
        _room.React();
        _room.Merge("a", "b");
        var told = _room.Follow();
        Assert.Equal([("a", Stance.Demands, null), ("b", Stance.Rejects, Stance.Demands)], told.Select(one => (one.Actor, one.From?.Stance, one.To?.Stance)));
        var cell = Assert.Single(_room.Cells());
        Assert.Equal(("b", Stance.Demands, "2025-05-14", 3, 3, 15L), (cell.Actor, cell.Stance, cell.Since, cell.EvidenceCount, cell.Moves, cell.Cause));
        Assert.Equal(["s3", "s2", "s1"], cell.Evidence);
    }

    [Fact]
    public void Where_only_the_one_holds_a_position_the_other_has_it_now_and_its_own_cells_stay()
    {
        Says("a", "2025-05-10", Stance.Supports, "truce");
        Says("b", "2025-05-10", Stance.Supports, "swap");
        _room.React();
        _room.Merge("a", "b");
        Assert.Equal([("a", "truce"), ("b", "truce")], _room.Follow().Select(one => (one.Actor, one.Topic)));
        Assert.Equal([("b", "swap"), ("b", "truce")], _room.Cells().Select(cell => (cell.Actor, cell.Topic)));
    }

    [Fact]
    public void A_merge_of_somebody_without_a_position_tells_nothing_and_counts_from_then_on()
    {
        _room.Says("b", "truce");
        _room.React();
        _room.Merge("a", "b");
        Assert.Empty(_room.Follow());
        _room.Says("a", "truce", Stance.Rejects);
        Assert.Equal(("b", Stance.Rejects, 2), (Assert.Single(_room.Cells()).Actor, _room.Cells()[0].Stance, _room.Cells()[0].EvidenceCount));
    }

    [Fact]
    public void A_joint_statement_counts_once()
    {
        _room.Post(Some.Statement(Some.Position("truce")) with { Speakers = ["a", "b"] });
        _room.Merge("a", "b");
        _room.Post(Some.Statement(Some.Position("truce")) with { Speakers = ["a", "b"] });
        var cell = Assert.Single(_room.Cells());
        Assert.Equal(2, cell.EvidenceCount);
        Assert.Equal(["s2", "s1"], cell.Evidence);
    }

    [Fact]
    public void Later_corrections_and_retractions_of_the_merged_actors_statements_change_the_others_cell()
    {
        var first = _room.Says("a", "truce", Stance.Supports);
        var second = _room.Says("a", "truce", Stance.Rejects);
        _room.Merge("a", "b");
        _room.Correct(second, """{"positions":[{"topic":"truce","stance":"opposes"}]}""");
        Assert.Equal(Stance.Opposes, _room.Cell("b", "truce")!.Stance);
        _room.Correct(second, """{"speakers":["c"]}""");
        Assert.Equal((Stance.Supports, Stance.Opposes), (_room.Cell("b", "truce")!.Stance, _room.Cell("c", "truce")!.Stance));
        _room.Retract(first);
        Assert.Null(_room.Cell("b", "truce"));
        Assert.Null(_room.Cell("a", "truce"));
    }

    [Fact]
    public void A_correction_of_the_speaker_from_the_one_name_to_the_other_moves_nothing()
    {
        var id = _room.Says("a", "truce");
        _room.Merge("a", "b");
        _room.React();
        _room.Correct(id, """{"speakers":["b"]}""");
        Assert.Empty(_room.Follow());
        Assert.Equal(["s1"], _room.Cell("b", "truce")!.Evidence);
    }

    [Fact]
    public void A_merge_of_a_merge_gathers_all_in_either_order()
    {
        foreach (var actor in new[] { "a", "b", "c" }) _room.Says(actor, "truce");
        _room.Merge("a", "b");
        _room.Merge("b", "c");
        Assert.Equal(("c", 3), (Assert.Single(_room.Cells()).Actor, _room.Cells()[0].EvidenceCount));
        _room.Says("a", "truce", Stance.Rejects);
        Assert.Equal((Stance.Rejects, 4), (_room.Cell("c", "truce")!.Stance, _room.Cell("c", "truce")!.EvidenceCount));
        _room.Says("d", "truce");
        _room.Merge("d", "a");
        Assert.Equal(("c", 5), (Assert.Single(_room.Cells()).Actor, _room.Cells()[0].EvidenceCount));
    }

    [Fact]
    public void A_large_joined_cell_reads_the_lives_of_all_who_are_one()
    {
        for (var i = 0; i < 8; i++) _room.Says("a", "truce");
        for (var i = 0; i < 8; i++) _room.Says("b", "truce");
        _room.Merge("a", "b");
        _room.React();
        var before = _room.LivesRead;
        Assert.Equal(16, _room.Cell("b", "truce")!.EvidenceCount);
        _room.Retract("s1");
        Assert.Equal((15, 2), (_room.Cell("b", "truce")!.EvidenceCount, _room.LivesRead - before));
        _room.Retract("s16");
        Assert.Equal(["s15", "s14", "s13", "s12", "s11", "s10", "s9", "s8", "s7", "s6"], _room.Cell("b", "truce")!.Evidence);
    }

    [Fact]
    public void A_takedown_of_the_merged_actors_statement_is_told_under_both_names()
    {
        _room.Says("b", "truce");
        var secret = _room.Says("a", "truce", Stance.Conditional, If("CANARY"));
        _room.Merge("a", "b");
        _room.React();
        _room.TakeDown(secret);
        Assert.Equal([("a", null), ("b", Stance.Supports)], _room.Follow().Select(one => (one.Actor, one.To?.Stance)));
        Assert.Equal(["s1"], _room.Cell("b", "truce")!.Evidence);
    }

    [Fact]
    public void A_merge_that_is_not_written_yet_when_words_go_leaves_no_cell_of_the_one_that_was_merged_away()
    {
        var secret = _room.Says("a", "truce");
        _room.React();
        _room.Merge("a", "b");
        _room.Follow();
        _room.TakeDown(secret);
        _room.React();
        var board = new Dictionary<string, Cell>();
        foreach (var told in _room.Log.Records.Select(record => record.Event).OfType<PositionChanged>())
        {
            board.Remove(told.Actor);
            if (told.Cell is { } cell) board[told.Actor] = cell;
        }
        Assert.Empty(board);
    }

    void Says(string actor, string when, Stance stance, string topic = "truce") => _room.Post(Newsroom.Says(actor, Some.Position(topic, stance)) with { SaidAt = when });
}
