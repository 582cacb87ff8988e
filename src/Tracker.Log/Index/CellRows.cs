using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>The matrix as rows: each cell known from the <c>position.changed</c> that gave it to the next one; the changes themselves beside it.</summary>
sealed class CellRows(Database database, BodyRows bodies)
{
    public void Follow(EntityRow story, Record record, Func<string, EntityRow> entity, Func<EntityRow, long?> saidKey)
    {
        if (record.Event is not PositionChanged changed)
        {
            AddMove(story, record, null, null, null);
            return;
        }
        var (actor, topic) = (entity(Ref.Actor(changed.Actor)).Id, entity(Ref.Topic(changed.Topic)).Id);
        AddMove(story, record, actor, topic, bodies.Add(MoveBody(changed)));
        database["UPDATE cells SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND known_to = ? AND known_from = (SELECT max(known_from) FROM cells WHERE story = ? AND actor = ? AND topic = ?)"]
            .Bind(record.Position).Bind(story.Id).Bind(actor).Bind(topic).Bind(IndexStore.Forever).Bind(story.Id).Bind(actor).Bind(topic).Run();
        if (changed.Cell is not { } cell) return;
        var said = cell.Evidence.Count > 0 ? saidKey(entity(Ref.Statement(cell.Evidence[0]))) : null;
        database["INSERT INTO cells(story, actor, topic, known_from, known_to, said_key, cause, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"]
            .Bind(story.Id).Bind(actor).Bind(topic).Bind(record.Position).Bind(IndexStore.Forever).Bind(said).Bind(cell.Cause)
            .Bind(bodies.Add(Jcs.Canonical(JsonSerializer.SerializeToUtf8Bytes(cell, Events.Json)))).Run();
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
        database["UPDATE moves SET actor = NULL, topic = NULL, body = NULL WHERE story = ? AND position = ?"].Bind(story.Id).Bind(position).Run();
        var cell = database["SELECT body FROM cells WHERE story = ? AND actor = ? AND topic = ? AND known_from = ?"]
            .Bind(story.Id).Bind(actor).Bind(topic).Bind(position).Number();
        if (cell is { } words) bodies.Erase(words);
        database["DELETE FROM cells WHERE story = ? AND actor = ? AND topic = ? AND known_from = ?"].Bind(story.Id).Bind(actor).Bind(topic).Bind(position).Run();
        database["UPDATE cells SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND known_to = ?"]
            .Bind(next).Bind(story.Id).Bind(actor).Bind(topic).Bind(position).Run();
    }

    void AddMove(EntityRow story, Record record, long? actor, long? topic, long? body) =>
        database["INSERT INTO moves(story, position, version, at, actor, topic, body) VALUES(?, ?, ?, ?, ?, ?, ?)"]
            .Bind(story.Id).Bind(record.Position).Bind(record.Version).Bind(record.At.ToUnixTimeMilliseconds()).Bind(actor).Bind(topic).Bind(body).Run();

    static byte[] MoveBody(PositionChanged changed) =>
        Jcs.Canonical(JsonSerializer.SerializeToUtf8Bytes(new { changed.Cause, changed.From, changed.To }, Events.Json));
}
