using System.Text.Json;
using Tracker.Domain.Positions;
using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Two moments of a story's matrix: only cells that moved between them are looked at.</summary>
static class CompareReads
{
    public static ReadOnlyMemory<byte>? Compare(Snapshot from, string story, Moment before, Moment after, int limit)
    {
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, from.Position) is null) return null;
        var moved = Moved(from, id, before, after, limit + 1);
        var complete = moved.Count <= limit;
        var found = Enum.GetValues<Movement>().ToDictionary(movement => movement, _ => new List<byte[]>());
        foreach (var (actor, topic) in moved.Take(limit))
        {
            var (was, now) = (At(from, id, actor, topic, before), At(from, id, actor, topic, after));
            if (Comparison.Of(Read(was), Read(now)) is { } movement) found[movement].Add(Entry(from, actor, topic, was, now));
        }
        var json = new JsonBuffer(16 * 1024).Raw("{\"story\":"u8).Plain(story);
        foreach (var (movement, entries) in found) json.Raw(","u8).Plain(JsonNamingPolicy.CamelCase.ConvertName(movement.ToString())).Raw(":"u8).Items(entries);
        return json.Raw(complete ? ",\"complete\":true}"u8 : ",\"complete\":false}"u8).Written;
    }

    static List<(long Actor, long Topic)> Moved(Snapshot from, long story, Moment before, Moment after, int limit)
    {
        var moved = new List<(long, long)>();
        // By the time between, not by what there is: the signs and the order of the join keep SQLite from an index that it would read whole.
        var rows = (before, after) switch
        {
            (Moment.Known was, Moment.Known now) => from.Database["SELECT actor, topic FROM moves WHERE story = ? AND position > ? AND position <= ? AND +actor IS NOT NULL GROUP BY +actor, +topic ORDER BY max(position) DESC LIMIT ?"]
                .Bind(story).Bind(was.Position).Bind(now.Position).Bind(limit),
            (Moment.Said was, Moment.Said now) => from.Database["SELECT e.actor, e.topic FROM axis a CROSS JOIN evidence e INDEXED BY evidence_of_topic ON e.story = a.story AND e.topic = a.entity AND e.said_key > ? AND e.said_key <= ? WHERE a.story = ? AND a.side = ? AND e.known_to = ? AND e.historical = 0 GROUP BY e.actor, e.topic ORDER BY max(e.said_key) DESC LIMIT ?"]
                .Bind(was.Until).Bind(now.Until).Bind(story).Bind(TurnRows.Topics).Bind(IndexStore.Forever).Bind(limit),
            _ => throw new ArgumentException("Two moments are compared on one clock.", nameof(after)),
        };
        while (rows.Step()) moved.Add((rows.Int64(0), rows.Int64(1)));
        return moved;
    }

    static byte[]? At(Snapshot from, long story, long actor, long topic, Moment at) => at switch
    {
        Moment.Known known => KnownMatrix.At(from, story, actor, topic, known.Position),
        Moment.Said said => SaidMatrix.At(from, story, actor, topic, said.Until),
        _ => null,
    };

    static Cell? Read(byte[]? cell) => cell is null ? null : JsonSerializer.Deserialize<Cell>(cell, Events.Json);

    static byte[] Entry(Snapshot from, long actor, long topic, byte[]? was, byte[]? now)
    {
        var json = new JsonBuffer(1024).Raw("{\"actor\":"u8).Plain(Ref.IdOf(from.RefOf(actor))).Raw(",\"topic\":"u8).Plain(Ref.IdOf(from.RefOf(topic)));
        if (was is not null) json.Raw(",\"from\":"u8).Raw(was);
        if (now is not null) json.Raw(",\"to\":"u8).Raw(now);
        return json.Raw("}"u8).Written.ToArray();
    }
}
