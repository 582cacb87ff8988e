using System.Text.Json.Serialization;

namespace Tracker.Domain.Stories;

/// <summary>A fact that the log is to hold because of another one, as it will be stored: JSON all through, so that a snapshot can carry it.</summary>
public sealed record Reaction
{
    /// <summary>Position of the record that caused it: goes into the record's header.</summary>
    public long Cause { get; init; }

    /// <summary>The stream that it belongs to: the story's own, a condition's, a link's.</summary>
    public string Entity { get; init; } = "";

    /// <summary>It is the first of its stream, which must not be there yet.</summary>
    public bool Creates { get; init; }

    public string Kind { get; init; } = "";
    public IReadOnlyList<Touch> Touches { get; init; } = [];

    /// <summary>The event as stored.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>
    /// Statement ids whose words <see cref="Body"/> repeats: it must not be written once one of them was taken down.
    /// </summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    [JsonIgnore]
    public IEvent Event => Events.Read(Kind, Body);

    /// <summary>As a fold of its stream takes it in that must know of it before it is written. It has no position yet.</summary>
    internal Record AsRecord() => new()
    {
        Position = long.MaxValue, At = default, Entity = Entity, Version = Creates ? 1 : 2, Kind = Kind, Touches = Touches, Body = Body, Cause = Cause,
    };

    internal static Reaction Of(long cause, Fact fact, bool creates = false, params IReadOnlyList<string> words) => new()
    {
        Cause = cause, Entity = fact.Touches[0].Entity, Creates = creates, Kind = Events.KindOf(fact.Event), Touches = fact.Touches, Body = Events.Write(fact.Event), Words = words,
    };
}
