using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tracker.Domain.Actors;
using Tracker.Domain.Acts;
using Tracker.Domain.Claims;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;

namespace Tracker.Domain;

/// <summary>Something that happened. What is stored is its JSON under a name from the table in <see cref="Events"/>, never a CLR name.</summary>
[SuppressMessage("Design", "CA1040", Justification = "The closed set of events is the table below.")]
public interface IEvent;

/// <summary>Stored event names and their shapes. Names and shapes are frozen (tests/…/Approved): new fields may be added, none changes meaning.</summary>
public static class Events
{
    static readonly (string Kind, Type Type)[] Table =
    [
        ("story.created", typeof(StoryCreated)), ("story.revised", typeof(StoryRevised)), ("story.status_changed", typeof(StoryStatusChanged)),
        ("actor.created", typeof(ActorCreated)), ("actor.revised", typeof(ActorRevised)),
        ("topic.created", typeof(TopicCreated)), ("topic.revised", typeof(TopicRevised)),
        ("place.created", typeof(PlaceCreated)), ("place.revised", typeof(PlaceRevised)),
        ("meeting.created", typeof(MeetingCreated)), ("meeting.revised", typeof(MeetingRevised)),
        ("meeting.status_changed", typeof(MeetingStatusChanged)), ("meeting.participation_changed", typeof(MeetingParticipationChanged)),
        ("statement.added", typeof(StatementAdded)), ("statement.corrected", typeof(StatementCorrected)),
        ("statement.retracted", typeof(StatementRetracted)), ("statement.verified", typeof(StatementVerified)),
        ("statement.source_added", typeof(StatementSourceAdded)),
        ("position.changed", typeof(PositionChanged)),
        ("actor.merged", typeof(ActorMerged)),
        ("act.added", typeof(ActAdded)), ("act.revised", typeof(ActRevised)), ("act.state_changed", typeof(ActStateChanged)),
        ("claim.added", typeof(ClaimAdded)), ("claim.preferred", typeof(ClaimPreferred)),
        ("condition.opened", typeof(ConditionOpened)), ("condition.resolved", typeof(ConditionResolved)),
        ("statement.linked", typeof(StatementLinked)), ("link.confirmed", typeof(LinkConfirmed)), ("link.dismissed", typeof(LinkDismissed)),
        ("record.redacted", typeof(RecordRedacted)),
    ];

    static readonly Dictionary<string, Type> Types = Table.ToDictionary(row => row.Kind, row => row.Type, StringComparer.Ordinal);
    static readonly Dictionary<Type, string> Kinds = Table.ToDictionary(row => row.Type, row => row.Kind);

    /// <summary>Every kind that this program writes, in the table's order.</summary>
    public static IReadOnlyList<string> AllKinds { get; } = [.. Table.Select(row => row.Kind)];

    /// <summary>The stored form: camelCase, snake_case enumerations, absent and empty left out, text unescaped where JSON allows.</summary>
    public static JsonSerializerOptions Json { get; } = MakeJson();

    public static string KindOf(IEvent happened) => Kinds[happened.GetType()];

    public static byte[] Write(IEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json);

    /// <summary>Reads a stored event. A field that this program does not know is skipped: newer logs read on, older shapes keep their meaning.</summary>
    /// <exception cref="InvalidOperationException">The kind is not in the table (a log of a newer program).</exception>
    public static IEvent Read(string kind, ReadOnlySpan<byte> body) =>
        Types.TryGetValue(kind, out var type)
            ? (IEvent)JsonSerializer.Deserialize(body, type, Json)!
            : throw new InvalidOperationException($"This program does not know records of kind '{kind}'.");

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyLists, KeepEnumerations } },
        };
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }

    static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType))
                property.ShouldSerialize = static (_, value) => value is System.Collections.ICollection known ? known.Count > 0 : value is System.Collections.IEnumerable items && items.GetEnumerator().MoveNext();
        }
    }

    // WhenWritingDefault would drop the first name of every enumeration and a zero; only null and false are absent.
    static void KeepEnumerations(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType.IsEnum || property.PropertyType == typeof(int) || property.PropertyType == typeof(long))
                property.ShouldSerialize = static (_, _) => true;
        }
    }
}

/// <summary>Words were taken down: the bodies and salts of <see cref="Positions"/> are gone from the store; the chain still verifies.</summary>
public sealed record RecordRedacted : IEvent
{
    public IReadOnlyList<long> Positions { get; init; } = [];
    public string Reason { get; init; } = "";
    public string? By { get; init; }
}
