using Tracker.Domain.Statements;

namespace Tracker.Domain.Positions;

/// <summary>How a position moved between two moments.</summary>
public enum Movement
{
    /// <summary>None was known before.</summary>
    Appeared,
    /// <summary>Firmer on the same side, or taken where there was neither side, or the same with fewer conditions.</summary>
    Hardened,
    /// <summary>Less firm on the same side, or given up for neither side, or the same with more conditions.</summary>
    Softened,
    /// <summary>To the other side.</summary>
    Turned,
    /// <summary>Otherwise: to or from unclear, other words of conditions, between demanding and proposing.</summary>
    Changed,
    /// <summary>None is known any more.</summary>
    Vanished,
}

/// <summary>Round to round: two cells of one actor on one topic, by the vocabulary's scores (<see cref="Firmness"/>).</summary>
public static class Comparison
{
    /// <summary>Null when stance and conditions are the same.</summary>
    public static Movement? Of(Cell? before, Cell? after)
    {
        if (before is null || after is null) return before is null ? after is null ? null : Movement.Appeared : Movement.Vanished;
        var sameConditions = before.Conditions.SequenceEqual(after.Conditions);
        if (before.Stance == after.Stance && sameConditions) return null;
        if (Firmness.Of(before.Stance) is not { } was || Firmness.Of(after.Stance) is not { } now) return Movement.Changed;
        if (was * now < 0) return Movement.Turned;
        return Math.Abs(now).CompareTo(Math.Abs(was)) switch
        {
            > 0 => Movement.Hardened,
            < 0 => Movement.Softened,
            _ => after.Conditions.Count.CompareTo(before.Conditions.Count) switch { < 0 => Movement.Hardened, > 0 => Movement.Softened, _ => Movement.Changed },
        };
    }
}
