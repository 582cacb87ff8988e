using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>
/// Which statements take a position on a cell, each known from the record that made it so to the one that ended it, in said order. The words of
/// conditions are in <c>bodies</c>.
/// </summary>
sealed class EvidenceRows(Database database, BodyRows bodies, EntityRows entities, MergeRows merges)
{
    public void Add(Domain.Statements.Statement statement, EntityRow entity, long position)
    {
        var content = statement.Content;
        if (content.Positions.Count == 0 || content.Holders.Count == 0) return;
        var story = entities.Change(Ref.Story(content.Story)).Id;
        var holders = content.Holders.Select(holder => merges.Canonical(entities.Change(Ref.Actor(holder))).Id).Distinct().ToList();
        foreach (var taken in content.Positions.DistinctBy(taken => taken.Topic, StringComparer.Ordinal))
        {
            var topic = entities.Change(Ref.Topic(taken.Topic)).Id;
            var words = taken.Conditions.Count == 0 ? null : Jcs.Canonical(JsonSerializer.SerializeToUtf8Bytes(taken.Conditions, Events.Json));
            foreach (var holder in holders)
            {
                database["INSERT INTO evidence(story, actor, topic, said_key, position, known_from, known_to, statement, stance, held, conditions, historical) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"]
                    .Bind(story).Bind(holder).Bind(topic).Bind(entity.Said ?? 0).Bind(statement.Position).Bind(position).Bind(IndexStore.Forever).Bind(entity.Id)
                    .Bind((int)taken.Stance).Bind(Held(taken.Stance, words)).Bind(words is null ? null : bodies.Add(words)).Bind(content.Historical ? 1 : 0).Run();
            }
        }
    }

    /// <summary>From here on the statement is no evidence of the cells that this record touches.</summary>
    public void Close(long added, Record record) => Each(record, (story, actor, topic) =>
        database["UPDATE evidence SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND position = ? AND known_to = ?"]
            .Bind(record.Position).Bind(story).Bind(actor).Bind(topic).Bind(added).Bind(IndexStore.Forever).Run());

    /// <summary>Words that were taken down were never evidence.</summary>
    public void TakeDown(long added, Record record) => Each(record, (story, actor, topic) =>
    {
        var words = new List<long>();
        var rows = database["SELECT conditions FROM evidence WHERE story = ? AND actor = ? AND topic = ? AND position = ? AND conditions IS NOT NULL"].Bind(story).Bind(actor).Bind(topic).Bind(added);
        while (rows.Step()) words.Add(rows.Int64(0));
        foreach (var body in words) bodies.Erase(body);
        database["DELETE FROM evidence WHERE story = ? AND actor = ? AND topic = ? AND position = ?"].Bind(story).Bind(actor).Bind(topic).Bind(added).Run();
    });

    /// <summary>Of the actor named and of the one that it turned out to be: a statement may have rows from before and from after a merge.</summary>
    void Each(Record record, Action<long, long, long> cell)
    {
        foreach (var touch in record.Touches)
        {
            if (touch.Role != TouchRole.Cell) continue;
            var parts = touch.Entity.Split('/');
            var (story, actor, topic) = (entities.Change(Ref.Story(parts[1])).Id, entities.Change(Ref.Actor(parts[2])), entities.Change(Ref.Topic(parts[3])).Id);
            var canonical = merges.Canonical(actor);
            cell(story, actor.Id, topic);
            if (canonical.Id != actor.Id) cell(story, canonical.Id, topic);
        }
    }

    /// <summary>Equal for equal stance and conditions: tells a move from a repetition without reading words.</summary>
    static long Held(Stance stance, byte[]? conditions) =>
        conditions is null ? (int)stance : BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData([(byte)stance, .. conditions])) | long.MinValue;
}
