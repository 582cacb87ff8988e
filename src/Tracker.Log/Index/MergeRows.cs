using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>
/// Actors that turned out to be another one. From the merge on its rows are the other's too: what was known of it ends there and begins anew under the
/// other, so that lists and cells of either moment are read alike. Costs as much as the actor has rows, once.
/// </summary>
sealed class MergeRows(Database database, EntityRows entities)
{
    Dictionary<long, long>? _into;

    public EntityRow Canonical(EntityRow actor)
    {
        if (actor.Kind != DocumentKind.Actor) return actor;
        var id = actor.Id;
        for (var step = 0; step < 100 && Into.TryGetValue(id, out var into); step++) id = into;
        return id == actor.Id ? actor : entities.Change(id);
    }

    public void Merge(EntityRow actor, EntityRow into, long position)
    {
        var (from, to) = (Canonical(actor), Canonical(into));
        database["INSERT OR REPLACE INTO merges(actor, into_actor, since) VALUES(?, ?, ?)"].Bind(actor.Id).Bind(into.Id).Bind(position).Run();
        Into[actor.Id] = into.Id;
        if (from.Id == to.Id) return;
        database["INSERT OR IGNORE INTO mentions(entity, role, position, known_from, known_to, said_key, subject) SELECT ?, role, position, ?, known_to, said_key, subject FROM mentions AS was WHERE entity = ? AND known_to = ? AND NOT EXISTS (SELECT 1 FROM mentions WHERE entity = ? AND role = was.role AND position = was.position AND known_to = was.known_to)"]
            .Bind(to.Id).Bind(position).Bind(from.Id).Bind(IndexStore.Forever).Bind(to.Id).Run();
        database["UPDATE mentions SET known_to = ? WHERE entity = ? AND known_to = ?"].Bind(position).Bind(from.Id).Bind(IndexStore.Forever).Run();
        var stories = new List<long>();
        var rows = database["SELECT story FROM named WHERE actor = ?"].Bind(from.Id);
        while (rows.Step()) stories.Add(rows.Int64(0));
        foreach (var story in stories) Merge(story, from.Id, to.Id, position);
    }

    public void Forget() => _into = null;

    void Merge(long story, long from, long to, long position)
    {
        database["INSERT OR IGNORE INTO named(story, actor, since) VALUES(?, ?, ?)"].Bind(story).Bind(to).Bind(position).Run();
        database["INSERT OR IGNORE INTO evidence(story, actor, topic, said_key, position, known_from, known_to, statement, stance, held, conditions, historical) SELECT story, ?, topic, said_key, position, ?, known_to, statement, stance, held, conditions, historical FROM evidence AS was WHERE story = ? AND actor = ? AND known_to = ? AND NOT EXISTS (SELECT 1 FROM evidence WHERE story = was.story AND actor = ? AND topic = was.topic AND position = was.position AND known_to = was.known_to)"]
            .Bind(to).Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Bind(to).Run();
        database["UPDATE evidence SET known_to = ? WHERE story = ? AND actor = ? AND known_to = ?"].Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Run();
        database["INSERT OR IGNORE INTO asked(story, actor, topic, said_key, position, known_from, known_to, statement) SELECT story, ?, topic, said_key, position, ?, known_to, statement FROM asked AS was WHERE story = ? AND actor = ? AND known_to = ? AND NOT EXISTS (SELECT 1 FROM asked WHERE story = was.story AND actor = ? AND topic = was.topic AND position = was.position AND known_to = was.known_to)"]
            .Bind(to).Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Bind(to).Run();
        database["UPDATE asked SET known_to = ? WHERE story = ? AND actor = ? AND known_to = ?"].Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Run();
        database["INSERT OR IGNORE INTO answered(story, actor, topic, said_key, position, known_from, known_to) SELECT story, ?, topic, said_key, position, ?, known_to FROM answered WHERE story = ? AND actor = ? AND known_to = ?"]
            .Bind(to).Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Run();
        database["UPDATE answered SET known_to = ? WHERE story = ? AND actor = ? AND known_to = ?"].Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Run();
        database["INSERT OR IGNORE INTO conduct(story, actor, topic, position, known_from, known_to, said_key, act, stance) SELECT story, ?, topic, position, ?, known_to, said_key, act, stance FROM conduct WHERE story = ? AND actor = ? AND known_to = ?"]
            .Bind(to).Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Run();
        database["UPDATE conduct SET known_to = ? WHERE story = ? AND actor = ? AND known_to = ?"].Bind(position).Bind(story).Bind(from).Bind(IndexStore.Forever).Run();
    }

    Dictionary<long, long> Into
    {
        get
        {
            if (_into is not null) return _into;
            _into = [];
            var rows = database["SELECT actor, into_actor FROM merges"];
            while (rows.Step()) _into[rows.Int64(0)] = rows.Int64(1);
            return _into;
        }
    }
}
