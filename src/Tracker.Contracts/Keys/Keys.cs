namespace Tracker.Contracts.Keys;

/// <summary>Body of <c>POST /api/keys</c>.</summary>
public sealed record KeyRequest
{
    /// <summary>1 to 64 characters; becomes the <c>by</c> of what the key writes.</summary>
    public required string Name { get; init; }
    public required IReadOnlyList<Scope> Scopes { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>The key itself is shown once, here.</summary>
public sealed record KeyCreated
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Key { get; init; }
}

public sealed record KeyDocument
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<Scope> Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Body of <c>POST /api/session</c>: exchanges a key for a cookie that page scripts cannot read.</summary>
public sealed record SessionRequest
{
    public required string Key { get; init; }
}

public sealed record SessionDocument
{
    public required string Name { get; init; }
    public required IReadOnlyList<Scope> Scopes { get; init; }
}

/// <summary>An entity that carries a name.</summary>
public sealed record NameMatch
{
    /// <summary><c>kind/id</c>.</summary>
    public required string Entity { get; init; }
    /// <summary>As written on the entity.</summary>
    public required string Name { get; init; }
}
