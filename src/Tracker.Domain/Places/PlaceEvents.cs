using Tracker.Domain.Actors;

namespace Tracker.Domain.Places;

public sealed record PlaceProfile
{
    public string Name { get; init; } = "";
    public IReadOnlyList<OtherName> OtherNames { get; init; } = [];
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
    /// <summary>Degrees, −90 to 90.</summary>
    public double? Lat { get; init; }
    /// <summary>Degrees, −180 to 180.</summary>
    public double? Lon { get; init; }
    public string? Note { get; init; }
}

public sealed record PlaceCreated : IEvent
{
    public PlaceProfile Place { get; init; } = new();
    public string? By { get; init; }
}

public sealed record PlaceRevised : IEvent
{
    public PlaceProfile Place { get; init; } = new();
    public string? By { get; init; }
}
