namespace Tracker.Domain.Places;

/// <summary>Where something happens.</summary>
public sealed record Place : IEntity<Place, PlaceCommand>
{
    public string Id { get; init; } = "";
    public PlaceProfile Profile { get; init; } = new();
    public int Version { get; init; }
    /// <summary>When its first record was taken.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    /// <summary>Position of the last record that touches it.</summary>
    public long Touched { get; init; }

    public static Place Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Decision Decide(Place state, PlaceCommand command) => (state.Version, command) switch
    {
        (0, PlaceCommand.Create c) => Created(c.Id, c.Profile, c.By),
        (0, PlaceCommand.Put c) => Created(c.Id, c.Profile, c.By),
        (_, PlaceCommand.Create) => Refusals.IdTaken(Ref.Place(state.Id)),
        (_, PlaceCommand.Put c) => Revised(state, c.Profile, c.By),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    public static Place Evolve(Place state, Record record)
    {
        var touched = state with { Touched = Math.Max(state.Touched, record.Position) };
        if (!Stream.Owns(state.Version, Ref.Place(state.Id), "place.created", record)) return touched;
        var next = touched with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
        };
        return record.Event switch
        {
            PlaceCreated e => next with { Profile = e.Place },
            PlaceRevised e => next with { Profile = e.Place },
            null or RecordRedacted => next,
            _ => throw Stream.Unknown(record),
        };
    }

    static Decision Created(string id, PlaceProfile profile, string? by)
    {
        if ((Rules.Id(id, "id") ?? Check(profile)) is { } refusal) return refusal;
        return Decision.Of(new Touches(Ref.Place(id)).With(new PlaceCreated { Place = profile, By = by }));
    }

    static Decision Revised(Place state, PlaceProfile profile, string? by)
    {
        if (Check(profile) is { } refusal) return refusal;
        return Stored.Same(state.Profile, profile)
            ? Decision.Nothing
            : Decision.Of(new Touches(Ref.Place(state.Id)).With(new PlaceRevised { Place = profile, By = by }));
    }

    static Refusal? Check(PlaceProfile place) =>
        Rules.Required(place.Name, "name")
        ?? Rules.Each(place.OtherNames, "otherNames", Rules.OtherName)
        ?? Country(place.Country)
        ?? Rules.Range(place.Lat, -90, 90, "lat")
        ?? Rules.Range(place.Lon, -180, 180, "lon");

    static Refusal? Country(string? country) =>
        country is null || (country.Length == 2 && country.All(char.IsAsciiLetterUpper))
            ? null
            : Refusals.Invalid("country", "A country is two capital letters (ISO 3166-1), for example TR.");
}
