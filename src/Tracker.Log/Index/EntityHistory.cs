using System.Text.Json;
using Tracker.Domain;

namespace Tracker.Log.Index;

/// <summary>How an entity came to be what it is: each record of its stream with what it changed, old value and new.</summary>
public static class EntityHistory
{
    const int Most = 2_000, Page = 200;
    static readonly string[] Frame = ["id", "version", "recordedAt", "statusHistory", "stateHistory", People];
    const string People = "participants";

    /// <summary><c>[{version, position, at, kind, by?, reason?, changes?{field: {old?, new?}}}]</c>, newest first, up to a position; of the first 2,000 records.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> OfAsync(IEventLog log, string entity, long upTo, CancellationToken ct)
    {
        var kind = DocumentKind.Of(DocumentKind.CodeOf(entity));
        var entries = new List<byte[]>();
        object? state = null;
        JsonElement? before = null;
        for (var version = 0; version < Most;)
        {
            var page = await log.ReadStreamAsync(entity, version, Page, ct);
            if (page.Count == 0) break;
            foreach (var record in page.TakeWhile(record => record.Position <= upTo))
            {
                // A story's stream is mostly what it makes of others' records.
                if (record.Kind == "position.changed") continue;
                state = kind.Evolve(state, record);
                using var after = JsonDocument.Parse(SnapshotRows.Whole(kind.Write(state), record.Version));
                entries.Add(Entry(record, before, after.RootElement));
                before = after.RootElement.Clone();
            }
            version = page[^1].Version;
            if (page[^1].Position > upTo) break;
        }
        entries.Reverse();
        return new JsonBuffer(4096).Items(entries).Written;
    }

    static byte[] Entry(Record record, JsonElement? before, JsonElement after)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("version", record.Version);
            json.WriteNumber("position", record.Position);
            json.WriteString("at", Members.Time(record.At));
            json.WriteString("kind", record.Kind);
            if (!record.Redacted)
            {
                using var body = JsonDocument.Parse(record.Body);
                foreach (var name in new[] { "by", "reason" })
                {
                    if (Said(body.RootElement, name) is { Length: > 0 } said) json.WriteString(name, said);
                }
            }
            if (before is { } old) Changes(json, old, after);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    // A meeting's status has its reason and editor in itself.
    static string? Said(JsonElement body, string name)
    {
        foreach (var within in new[] { body, Member(body, "to"), Member(body, "status") })
        {
            if (within is { ValueKind: JsonValueKind.Object } && within.Value.TryGetProperty(name, out var said) && said.ValueKind == JsonValueKind.String) return said.GetString();
        }
        return null;
    }

    static JsonElement? Member(JsonElement body, string name) => body.TryGetProperty(name, out var member) ? member : null;

    static void Changes(Utf8JsonWriter json, JsonElement before, JsonElement after)
    {
        var fields = before.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal).Except(Frame, StringComparer.Ordinal)
            .Select(field => (Name: field, Old: Member(before, field), New: Member(after, field))).Concat(Attendances(before, after))
            .Where(field => !Same(field.Old, field.New)).ToList();
        if (fields.Count == 0) return;
        json.WriteStartObject("changes");
        foreach (var (name, old, now) in fields)
        {
            json.WriteStartObject(name);
            if (old is { } was) Write(json, "old", was);
            if (now is { } @is) Write(json, "new", @is);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Of a meeting's people one by one, as <c>participants.ACTOR</c>: who came, who stayed away. The rest of a participation is in the meeting itself.</summary>
    static IEnumerable<(string Name, JsonElement? Old, JsonElement? New)> Attendances(JsonElement before, JsonElement after)
    {
        var (old, now) = (Of(before), Of(after));
        return old.Keys.Concat(now.Keys).Distinct(StringComparer.Ordinal).Select(actor => ($"{People}.{actor}", old.GetValueOrDefault(actor), now.GetValueOrDefault(actor)));

        static Dictionary<string, JsonElement?> Of(JsonElement meeting) => Member(meeting, People) is { } people
            ? people.EnumerateArray().ToDictionary(one => one.GetProperty("actor").GetString()!, one => Member(one, "attendance"), StringComparer.Ordinal)
            : [];
    }

    static bool Same(JsonElement? a, JsonElement? b) => a is { } one && b is { } other ? JsonElement.DeepEquals(one, other) : a is null && b is null;

    static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
