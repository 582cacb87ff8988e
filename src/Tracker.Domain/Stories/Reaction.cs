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

    [JsonIgnore]
    public IEvent Event => Events.Read(Kind, Body);

    internal static Reaction Of(long cause, Fact fact, bool creates = false) => new()
    {
        Cause = cause, Entity = fact.Touches[0].Entity, Creates = creates, Kind = Events.KindOf(fact.Event), Touches = fact.Touches, Body = Events.Write(fact.Event),
    };
}
