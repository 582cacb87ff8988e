namespace Tracker.Domain.Topics;

public enum TopicKind { Demand, Proposal, AgendaItem, Initiative, Policy, Assessment, Framing }

/// <summary>How somebody put it.</summary>
public sealed record Formulation
{
    /// <summary>An actor id, or a reference <c>statement/x</c>.</summary>
    public string? By { get; init; }
    public string Text { get; init; } = "";
}

/// <summary>A thing that one can support or reject (Discourse Network Analyzer: concept).</summary>
public sealed record TopicProfile
{
    /// <summary>Story id.</summary>
    public string Story { get; init; } = "";
    public TopicKind? Kind { get; init; }
    public string Title { get; init; } = "";
    /// <summary>One sentence that one can support or reject.</summary>
    public string? Proposition { get; init; }
    /// <summary>Topic id.</summary>
    public string? Parent { get; init; }
    /// <summary>Topic id of the opposite demand.</summary>
    public string? Opposes { get; init; }
    public IReadOnlyList<Formulation> Formulations { get; init; } = [];
    public string? Note { get; init; }
}

public sealed record TopicCreated : IEvent
{
    public TopicProfile Topic { get; init; } = new();
    public string? By { get; init; }
}

public sealed record TopicRevised : IEvent
{
    public TopicProfile Topic { get; init; } = new();
    public string? By { get; init; }
}
