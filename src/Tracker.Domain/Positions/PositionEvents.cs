using Tracker.Domain.Statements;

namespace Tracker.Domain.Positions;

/// <summary>Stance and conditions, without their evidence.</summary>
public sealed record Held
{
    public Stance Stance { get; init; }
    public IReadOnlyList<ConditionText> Conditions { get; init; } = [];
}

/// <summary>One cell of the matrix, whole, as readers get it.</summary>
public sealed record Cell
{
    /// <summary>Actor id.</summary>
    public string Actor { get; init; } = "";
    /// <summary>Topic id.</summary>
    public string Topic { get; init; } = "";
    public Stance Stance { get; init; }
    public IReadOnlyList<ConditionText> Conditions { get; init; } = [];
    /// <summary>EDTF date of the statement that the current stance rests on, as said; absent when it is undated.</summary>
    public string? Since { get; init; }
    /// <summary>The newest ten statement ids by said order, newest first.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public int EvidenceCount { get; init; }
    /// <summary>How often stance or conditions have changed, the first known position counted.</summary>
    public int Moves { get; init; }
    /// <summary>Position of the record that last changed this cell; orders cells by who moved last.</summary>
    public long Cause { get; init; }
}

/// <summary>A cell's stance, conditions or evidence changed, or it is first known, or it is known no longer (no <see cref="Cell"/>).</summary>
public sealed record PositionChanged : IEvent
{
    /// <summary>Actor id.</summary>
    public string Actor { get; init; } = "";
    /// <summary>Topic id.</summary>
    public string Topic { get; init; } = "";
    public Held? From { get; init; }
    public Held? To { get; init; }
    public Cell? Cell { get; init; }
    /// <summary>Position of the statement record that caused it.</summary>
    public long Cause { get; init; }
}
