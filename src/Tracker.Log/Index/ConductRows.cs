using Tracker.Domain;
using Tracker.Domain.Acts;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>Positions by conduct: what acts imply of those who did them, as long as the act stands. Beside the matrix, never in it.</summary>
sealed class ConductRows(Database database, EntityRows entities, MergeRows merges)
{
    public void Follow(EntityRow entity, Record record, Act? before, Act after)
    {
        var created = entity.Created ?? record.Position;
        if (before is not null) Each(before, (story, actor, topic, _) =>
            database["UPDATE conduct SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND position = ? AND known_to = ?"]
                .Bind(record.Position).Bind(story).Bind(actor).Bind(topic).Bind(created).Bind(IndexStore.Forever).Run());
        if (!Act.Speaks(after.State)) return;
        Each(after, (story, actor, topic, stance) =>
            database["INSERT OR IGNORE INTO conduct(story, actor, topic, position, known_from, known_to, said_key, act, stance) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"]
                .Bind(story).Bind(actor).Bind(topic).Bind(created).Bind(record.Position).Bind(IndexStore.Forever).Bind(entity.Said ?? 0).Bind(entity.Id).Bind(stance).Run());
    }

    void Each(Act act, Action<long, long, long, int> row)
    {
        var story = entities.Change(Ref.Story(act.Profile.Story)).Id;
        foreach (var position in act.Profile.Positions)
            row(story, merges.Canonical(entities.Change(Ref.Actor(position.Actor))).Id, entities.Change(Ref.Topic(position.Topic)).Id, (int)position.Stance);
    }
}
