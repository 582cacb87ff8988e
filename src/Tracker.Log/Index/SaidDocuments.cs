using System.Text.Json;
using Tracker.Domain.Acts;
using Tracker.Domain.Conditions;
using Tracker.Domain.Meetings;
using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>
/// Documents by what had been said or done until a moment. Statements, claims and links: as they read now, when their own place in said order is not
/// after it. Meetings, acts and conditions: with what had become of them by then. Stories, actors, places and topics have no such place and read as now.
/// </summary>
static class SaidDocuments
{
    public static byte[]? Read(Snapshot from, long id, int kind, long until)
    {
        if (DocumentReads.At(from, id, kind, from.Position) is not var (body, version, _)) return null;
        switch (kind)
        {
            case DocumentKind.Meeting: return Meeting(from, id, body, version, until);
            case DocumentKind.Act: return Act(from, id, body, version, until);
            case DocumentKind.Condition: return Condition(from, id, body, version, until);
            case DocumentKind.Statement or DocumentKind.Claim or DocumentKind.Link when !(Said(from, id) <= until): return null;
            default: return from.Document(body, version);
        }
    }

    static byte[]? Meeting(Snapshot from, long id, long body, int version, long until)
    {
        var (history, people) = (new List<StatusEntry>(), new List<Participation>());
        foreach (var (actor, entry) in Parts(from, id, until))
        {
            if (actor is null) history.Add(JsonSerializer.Deserialize<StatusEntry>(entry, Events.Json)!);
            else Place(people, JsonSerializer.Deserialize<Participation>(entry, Events.Json)!);
        }
        if (history.Count == 0) return null;
        return Rewrite<Domain.Meetings.Meeting>(from, id, DocumentKind.Meeting, body, version, meeting => meeting with
        {
            Status = history[^1].Status, Outcome = history.FindLast(entry => entry.Outcome is not null)?.Outcome, StatusHistory = history, Participants = people,
        });
    }

    static byte[]? Act(Snapshot from, long id, long body, int version, long until)
    {
        List<ActStateEntry> history = [.. Parts(from, id, until).Select(part => JsonSerializer.Deserialize<ActStateEntry>(part.Body, Events.Json)!)];
        return history.Count == 0 ? null : Rewrite<Domain.Acts.Act>(from, id, DocumentKind.Act, body, version, act => act with { State = history[^1].State, StateHistory = history });
    }

    static byte[]? Condition(Snapshot from, long id, long body, int version, long until)
    {
        if (!(Said(from, id) <= until)) return null;
        return Rewrite<Condition>(from, id, DocumentKind.Condition, body, version, condition =>
            condition.Resolution is { SaidKey: { } at } && at.ToUnixTimeMilliseconds() > until ? ConditionDocuments.Unresolved(condition) : condition);
    }

    /// <summary>Entries until then, in said order, those of one moment in the log's.</summary>
    static List<(string? Actor, byte[] Body)> Parts(Snapshot from, long id, long until)
    {
        var found = new List<(long Key, long Position, string? Actor, long Body)>();
        var rows = from.Database["SELECT said_key, position, actor, body FROM parts WHERE entity = ? AND said_key <= ? ORDER BY position, n"].Bind(id).Bind(until);
        while (rows.Step()) found.Add((rows.Int64(0), rows.Int64(1), rows.IsNull(2) ? null : rows.Text(2), rows.Int64(3)));
        return [.. found.OrderBy(part => part.Key).ThenBy(part => part.Position).Select(part => (part.Actor, from.Body(part.Body)))];
    }

    static void Place(List<Participation> people, Participation entry)
    {
        var at = people.FindIndex(one => one.Actor == entry.Actor);
        if (at < 0) people.Add(entry);
        else people[at] = entry;
    }

    static byte[] Rewrite<T>(Snapshot from, long id, int kind, long body, int version, Func<T, T> change) where T : class
    {
        var row = from.Database["SELECT ref, created, recorded_at FROM entities WHERE id = ?"].Bind(id);
        row.Step();
        var (reference, created, recordedAt) = (row.Text(0), row.Int64(1), row.Int64(2));
        row.Reset();
        using var document = JsonDocument.Parse(from.Document(body, version));
        var state = (T)DocumentKind.Of(kind).Read(new Written(Ref.IdOf(reference), version, created, DateTimeOffset.FromUnixTimeMilliseconds(recordedAt), document.RootElement));
        return SnapshotRows.Whole(DocumentKind.Of(kind).Write(change(state)), version);
    }

    static long? Said(Snapshot from, long id) => from.Database["SELECT said FROM entities WHERE id = ?"].Bind(id).Number();
}
