using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Statements;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>Which statements take a position on a cell, each known from the record that made it so to the one that ended it. No words: those are in the statement.</summary>
sealed class EvidenceRows(Database database)
{
    public void Add(Domain.Statements.Statement statement, EntityRow entity, long position, Func<string, EntityRow> entities)
    {
        var content = statement.Content;
        if (content.Positions.Count == 0 || content.Holders.Count == 0) return;
        var story = entities(Ref.Story(content.Story)).Id;
        var said = Said.Key(content.SaidUntil, statement.RecordedAt).ToUnixTimeMilliseconds();
        foreach (var holder in content.Holders.Distinct(StringComparer.Ordinal))
        {
            foreach (var taken in content.Positions.DistinctBy(taken => taken.Topic, StringComparer.Ordinal))
            {
                database["INSERT INTO evidence(story, actor, topic, position, known_from, known_to, statement, said_key, stance, historical) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"]
                    .Bind(story).Bind(entities(Ref.Actor(holder)).Id).Bind(entities(Ref.Topic(taken.Topic)).Id).Bind(statement.Position).Bind(position)
                    .Bind(IndexStore.Forever).Bind(entity.Id).Bind(said).Bind(Name(taken.Stance)).Bind(content.Historical ? 1 : 0).Run();
            }
        }
    }

    /// <summary>From here on the statement is no evidence of the cells that this record touches.</summary>
    public void Close(long added, Record record, Func<string, EntityRow> entities) => Each(record, entities, (story, actor, topic) =>
        database["UPDATE evidence SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND position = ? AND known_to = ?"]
            .Bind(record.Position).Bind(story).Bind(actor).Bind(topic).Bind(added).Bind(IndexStore.Forever).Run());

    /// <summary>Words that were taken down were never evidence.</summary>
    public void TakeDown(long added, Record record, Func<string, EntityRow> entities) => Each(record, entities, (story, actor, topic) =>
        database["DELETE FROM evidence WHERE story = ? AND actor = ? AND topic = ? AND position = ?"].Bind(story).Bind(actor).Bind(topic).Bind(added).Run());

    static void Each(Record record, Func<string, EntityRow> entities, Action<long, long, long> cell)
    {
        foreach (var touch in record.Touches)
        {
            if (touch.Role != TouchRole.Cell) continue;
            var parts = touch.Entity.Split('/');
            cell(entities(Ref.Story(parts[1])).Id, entities(Ref.Actor(parts[2])).Id, entities(Ref.Topic(parts[3])).Id);
        }
    }

    static string Name(Stance stance) => JsonNamingPolicy.SnakeCaseLower.ConvertName(stance.ToString());
}
