namespace Tracker.Contracts.Reading;

/// <summary>Answer of <c>GET /api/stories/{id}/network</c>: who has to do with whom.</summary>
public sealed record Network
{
    /// <summary>Story id.</summary>
    public required string Story { get; init; }
    public required string Cursor { get; init; }
    /// <summary>By actor id: whoever speaks or has a tie.</summary>
    public required IReadOnlyList<NetworkNode> Nodes { get; init; }
    /// <summary>Those with the most behind them first.</summary>
    public required IReadOnlyList<NetworkTie> Ties { get; init; }
    /// <summary>False: there are more ties than were asked for, or older statements than the newest that are looked at (200,000 ties; 20,000 statements of a topic or meeting).</summary>
    public required bool Complete { get; init; }
}

public sealed record NetworkNode
{
    /// <summary>Actor id.</summary>
    public required string Actor { get; init; }
    public required string Name { get; init; }
    public ActorKind? Kind { get; init; }
    public ActorSide? Side { get; init; }
    /// <summary>Statements that the actor makes, or that are made for the actor; those that were retracted, or are held for told again, do not count.</summary>
    public required int Statements { get; init; }
}

public sealed record NetworkTie
{
    /// <summary>Actor id: who speaks; who relays; of those who met, the one that the log knew first.</summary>
    public required string From { get; init; }
    /// <summary>Actor id: to whom, about whom or for whom; whose words are relayed.</summary>
    public required string To { get; init; }
    public required TieKind Kind { get; init; }
    /// <summary>Statements, or meetings, behind it.</summary>
    public required int Count { get; init; }
    /// <summary>The newest ten: <c>statement/x</c>, <c>meeting/x</c>.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }
}
