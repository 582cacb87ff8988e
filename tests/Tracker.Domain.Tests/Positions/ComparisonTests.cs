using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using static Tracker.Domain.Positions.Movement;
using static Tracker.Domain.Statements.Stance;

namespace Tracker.DomainTests.Positions;

/// <summary>Two moments of a cell, by the vocabulary's scores: demands and proposes +2, supports +1, conditional and neutral 0, opposes −1, rejects −2.</summary>
public sealed class ComparisonTests
{
    public static TheoryData<Stance, Stance, Movement?> Pairs => new()
    {
        { Supports, Supports, null },
        { Supports, Demands, Hardened }, { Opposes, Rejects, Hardened }, { Neutral, Supports, Hardened }, { Conditional, Rejects, Hardened },
        { Demands, Supports, Softened }, { Rejects, Opposes, Softened }, { Supports, Neutral, Softened }, { Rejects, Conditional, Softened },
        { Supports, Opposes, Turned }, { Rejects, Proposes, Turned },
        { Demands, Proposes, Changed }, { Neutral, Conditional, Changed }, { Unclear, Supports, Changed }, { Rejects, Unclear, Changed },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Stances_move_by_their_scores(Stance before, Stance after, Movement? movement) => Assert.Equal(movement, Comparison.Of(Cell(before), Cell(after)));

    [Fact]
    public void What_only_one_moment_has_appeared_or_vanished()
    {
        Assert.Equal(Appeared, Comparison.Of(null, Cell(Unclear)));
        Assert.Equal(Vanished, Comparison.Of(Cell(Unclear), null));
        Assert.Null(Comparison.Of(null, null));
    }

    [Fact]
    public void Of_one_firmness_fewer_conditions_are_harder()
    {
        Assert.Equal(Softened, Comparison.Of(Cell(Supports), Cell(Supports, "if he comes")));
        Assert.Equal(Hardened, Comparison.Of(Cell(Supports, "if he comes", "if it rains"), Cell(Supports, "if he comes")));
        Assert.Equal(Changed, Comparison.Of(Cell(Supports, "if he comes"), Cell(Supports, "if she comes")));
        Assert.Null(Comparison.Of(Cell(Supports, "if he comes"), Cell(Supports, "if he comes")));
        Assert.Equal(Hardened, Comparison.Of(Cell(Supports), Cell(Demands, "if he comes")));
    }

    [Fact]
    public void Evidence_and_dates_alone_are_no_movement() =>
        Assert.Null(Comparison.Of(Cell(Rejects), Cell(Rejects) with { Since = "2025-05-16", Evidence = ["a", "b"], EvidenceCount = 2, Cause = 9, Moves = 3 }));

    static Cell Cell(Stance stance, params string[] conditions) => new() { Actor = "a", Topic = "t", Stance = stance, Conditions = [.. conditions.Select(text => new ConditionText { Text = text })] };
}
