using Tracker.Domain.Statements;

namespace Tracker.Domain.Acts;

public enum ActKind { Decision, Measure, Initiative, AcceptanceByConduct, Conduct }

/// <summary>Any may follow any: acts have no lifecycle of their own. One that was withdrawn or failed speaks for nobody.</summary>
public enum ActState { Planned, Announced, InPreparation, Decided, Ongoing, InForce, Completed, Suspended, Withdrawn, Failed, Unknown }

/// <summary>A position that somebody takes by what they do: shown apart from what they say, never a cell of the matrix.</summary>
public sealed record PositionByConduct
{
    /// <summary>Actor id, one of the act's own.</summary>
    public string Actor { get; init; } = "";
    /// <summary>Topic id.</summary>
    public string Topic { get; init; } = "";
    public Stance Stance { get; init; }
}

/// <summary>What was done, apart from what was said (PLOVER event, schema:Action).</summary>
public sealed record ActProfile
{
    /// <summary>Story id.</summary>
    public string Story { get; init; } = "";
    public ActKind Kind { get; init; }
    /// <summary>Actor ids: who did it.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];
    public string Text { get; init; } = "";
    /// <summary>EDTF: when it was done; absent when nobody said.</summary>
    public string? At { get; init; }
    /// <summary>Last millisecond of <see cref="At"/> in the story's zone, settled when it was taken in; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
    /// <summary>Actor ids: on whom. They do not act and do not speak by it.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];
    /// <summary>Topic ids.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
    /// <summary>Meeting ids.</summary>
    public IReadOnlyList<string> Meetings { get; init; } = [];
    public IReadOnlyList<PositionByConduct> Positions { get; init; } = [];
    /// <summary>References (<c>statement/x</c>).</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public IReadOnlyList<Source> Sources { get; init; } = [];
    public string? Note { get; init; }
}

/// <summary>One state that an act came to.</summary>
public sealed record ActStateEntry
{
    public ActState State { get; init; } = ActState.Unknown;
    /// <summary>EDTF.</summary>
    public string? At { get; init; }
    /// <summary>Last millisecond of <see cref="At"/>; absent with it.</summary>
    public DateTimeOffset? AtUntil { get; init; }
    public string? Reason { get; init; }
    /// <summary>References (<c>statement/x</c>).</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public string? By { get; init; }
}

public sealed record ActAdded : IEvent
{
    public ActProfile Act { get; init; } = new();
    public ActStateEntry State { get; init; } = new();
    public string? By { get; init; }
}

public sealed record ActRevised : IEvent
{
    public ActProfile Act { get; init; } = new();
    public string? By { get; init; }
}

public sealed record ActStateChanged : IEvent
{
    public ActState From { get; init; }
    public ActStateEntry To { get; init; } = new();
    public string? By { get; init; }
}
