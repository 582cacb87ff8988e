using Tracker.Contracts.Actors;

namespace Tracker.Contracts.Places;

/// <summary>A place's own fields.</summary>
public record PlaceFields
{
    public required string Name { get; init; }
    public IReadOnlyList<OtherName>? OtherNames { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
    /// <summary>Degrees, −90 to 90.</summary>
    public double? Lat { get; init; }
    /// <summary>Degrees, −180 to 180.</summary>
    public double? Lon { get; init; }
    public string? Note { get; init; }
}

/// <summary>Body of <c>POST /api/places</c> and <c>PUT /api/places/{id}</c>.</summary>
public sealed record PlaceRequest : PlaceFields
{
    public string? Id { get; init; }
}

public sealed record PlaceDocument : PlaceFields
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
}
