namespace Tracker.Contracts.Presence;

/// <summary>Body of <c>PUT /api/desk/{story}/presence</c>: holds for 20 s, so it is sent again every few seconds.</summary>
public sealed record PresenceRequest
{
    /// <summary>Names this page among those of the same key: 1 to 64 letters, digits, <c>-</c> or <c>_</c>.</summary>
    public required string Page { get; init; }
    /// <summary>What is open, as a reference (<c>statement/x</c>). Default: nothing that has one.</summary>
    public string? Entity { get; init; }
}

/// <summary>Who has a story open at the desk, longest there first. Never in the record.</summary>
public sealed record PresenceDocument
{
    public required IReadOnlyList<EditorPresence> Editors { get; init; }
}

public sealed record EditorPresence
{
    /// <summary>The key's name.</summary>
    public required string Name { get; init; }
    /// <summary>What is open, as a reference; absent: nothing that has one.</summary>
    public string? Entity { get; init; }
    /// <summary>Since when it is this.</summary>
    public required DateTimeOffset Since { get; init; }
    /// <summary>The page that asks. Default: absent.</summary>
    public bool? Own { get; init; }
}
