using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>The matrix as rows: each cell known from the <c>position.changed</c> that gave it to the next one; the changes themselves beside it.</summary>
sealed class CellRows(Database database, BodyRows bodies, EntityRows entities, TurnRows turns)
{
    public void Follow(EntityRow story, Record record)
    {
        if (record.Event is not PositionChanged changed)
        {
            AddMove(story, record, null, null, null, null);
            return;
        }
        var (actor, topic) = (entities.Change(Ref.Actor(changed.Actor)).Id, entities.Change(Ref.Topic(changed.Topic)).Id);
        var said = changed.Cell is { Evidence.Count: > 0 } cell ? entities.Change(Ref.Statement(cell.Evidence[0])).Said : null;
        AddMove(story, record, actor, topic, said, bodies.Add(MoveBody(changed)));
        var before = database["SELECT known_from FROM cells WHERE story = ? AND actor = ? AND topic = ? AND known_to = ? ORDER BY known_from DESC LIMIT 1"]
            .Bind(story.Id).Bind(actor).Bind(topic).Bind(IndexStore.Forever).Number();
        if (before is { } from)
        {
            database["UPDATE cells SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND known_from = ?"]
                .Bind(record.Position).Bind(story.Id).Bind(actor).Bind(topic).Bind(from).Run();
        }
        turns.Move(story.Id, actor, topic, record.Position, (changed.Cell is null ? 0 : 1) - (before is null ? 0 : 1));
        if (changed.Cell is null) return;
        database["INSERT INTO cells(story, actor, topic, known_from, known_to, body) VALUES(?, ?, ?, ?, ?, ?)"]
            .Bind(story.Id).Bind(actor).Bind(topic).Bind(record.Position).Bind(IndexStore.Forever)
            .Bind(bodies.Add(Jcs.Canonical(JsonSerializer.SerializeToUtf8Bytes(changed.Cell, Events.Json)))).Run();
    }

    /// <summary>Conditions are words: a change that was taken down is as if it had not been, and what the cell was before it lasts to the next one.</summary>
    public void TakeDown(EntityRow story, long position)
    {
        var move = database["SELECT actor, topic, body FROM moves WHERE story = ? AND position = ? AND body IS NOT NULL"].Bind(story.Id).Bind(position);
        if (!move.Step()) return;
        var (actor, topic, body) = (move.Int64(0), move.Int64(1), move.Int64(2));
        move.Reset();
        bodies.Erase(body);
        var next = database["SELECT min(position) FROM moves WHERE story = ? AND actor = ? AND topic = ? AND position > ?"]
            .Bind(story.Id).Bind(actor).Bind(topic).Bind(position).Number() ?? IndexStore.Forever;
        database["UPDATE moves SET actor = NULL, topic = NULL, said_key = NULL, body = NULL WHERE story = ? AND position = ?"].Bind(story.Id).Bind(position).Run();
        var cell = database["SELECT body FROM cells WHERE story = ? AND actor = ? AND topic = ? AND known_from = ?"]
            .Bind(story.Id).Bind(actor).Bind(topic).Bind(position).Number();
        if (cell is { } words) bodies.Erase(words);
        database["DELETE FROM cells WHERE story = ? AND actor = ? AND topic = ? AND known_from = ?"].Bind(story.Id).Bind(actor).Bind(topic).Bind(position).Run();
        var before = database["SELECT known_from FROM cells WHERE story = ? AND actor = ? AND topic = ? AND known_to = ?"].Bind(story.Id).Bind(actor).Bind(topic).Bind(position).Number();
        if (before is { } from)
        {
            database["UPDATE cells SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND known_from = ?"]
                .Bind(next).Bind(story.Id).Bind(actor).Bind(topic).Bind(from).Run();
        }
        turns.TakeDown(story.Id, actor, topic, position, next, (before is null ? 0 : 1) - (cell is null ? 0 : 1));
    }

    void AddMove(EntityRow story, Record record, long? actor, long? topic, long? said, long? body) =>
        database["INSERT INTO moves(story, position, version, at, actor, topic, said_key, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"]
            .Bind(story.Id).Bind(record.Position).Bind(record.Version).Bind(record.At.ToUnixTimeMilliseconds()).Bind(actor).Bind(topic).Bind(said).Bind(body).Run();

    static byte[] MoveBody(PositionChanged changed) => Jcs.Canonical(JsonSerializer.SerializeToUtf8Bytes(
        new { changed.Cause, Evidence = changed.Cell is { Evidence.Count: > 0 } cell ? cell.Evidence[0] : null, changed.From, Since = changed.Cell?.Since, changed.To }, Events.Json));
}
