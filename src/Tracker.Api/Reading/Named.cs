using System.Text.Json;
using Tracker.Domain;

namespace Tracker.Api.Reading;

/// <summary>The entities that documents name, found by the names of their fields.</summary>
internal sealed class Named
{
    const int Most = 400;
    readonly SortedSet<string> _references = new(StringComparer.Ordinal);

    readonly SortedSet<string> _acts = new(StringComparer.Ordinal);

    public IEnumerable<string> References => _references;

    /// <summary>Acts at the other ends of links.</summary>
    public IEnumerable<string> Acts => [.. _acts];

    /// <param name="kind">Of the document: a <c>parent</c> is of its own kind.</param>
    public void Add(JsonElement document, string kind)
    {
        if (document.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in document.EnumerateArray()) Add(item, kind);
        }
        if (document.ValueKind != JsonValueKind.Object) return;
        foreach (var member in document.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object) Add(member.Value, kind);
            else if (kind == "link" && (member.Name is "from" or "to") && member.Value.ValueKind == JsonValueKind.String) AddEnd(member.Value.GetString()!);
            else if (KindOf(member.Name, kind) is { } named) AddIds(member.Value, named, kind);
            else if (member.Value.ValueKind == JsonValueKind.Array && member.Name != "history") Add(member.Value, kind);
        }
    }

    public void Add(string reference)
    {
        if (_references.Count < Most) _references.Add(reference);
    }

    void AddEnd(string reference)
    {
        if (reference.StartsWith("act/", StringComparison.Ordinal) && _acts.Count < Most) _acts.Add(reference);
        else if (reference.StartsWith("meeting/", StringComparison.Ordinal)) Add(reference);
    }

    void AddIds(JsonElement value, string named, string kind)
    {
        if (value.ValueKind == JsonValueKind.String && Ref.IsId(value.GetString()!)) Add($"{named}/{value.GetString()}");
        if (value.ValueKind != JsonValueKind.Array) return;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String) AddIds(item, named, kind);
            else Add(item, kind);
        }
    }

    static string? KindOf(string field, string kind) => field switch
    {
        "speakers" or "onBehalfOf" or "to" or "reportedBy" or "holders" or "platform" or "host" or "organizer" or "actor" or "actors" or "targets" or "organization"
            or "parties" or "thirdParties" or "mergedInto" => "actor",
        "meeting" or "meetings" or "previous" => "meeting",
        "topic" or "topics" or "opposes" => "topic",
        "place" => "place",
        "story" => "story",
        "parent" => kind,
        _ => null,
    };
}
