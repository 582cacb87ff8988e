using Tracker.Domain;

namespace Tracker.Log.Index;

public sealed partial class SqliteIndex
{
    public ValueTask<IReadOnlyList<string>> StoriesNamingAsync(string actor, CancellationToken ct) => Read<IReadOnlyList<string>>(from =>
    {
        var stories = new List<string>();
        if (from.IdOf(Ref.Actor(actor)) is not { } id) return stories;
        var rows = from.Database["SELECT e.ref FROM named n JOIN entities e ON e.id = n.story WHERE n.actor = ? ORDER BY e.ref"].Bind(id);
        while (rows.Step()) stories.Add(Ref.IdOf(rows.Text(0)));
        return stories;
    }, ct);

    public ValueTask<IReadOnlyList<string>> AliasesAsync(string actor, CancellationToken ct) => Read<IReadOnlyList<string>>(from =>
    {
        if (from.IdOf(Ref.Actor(actor)) is not { } id) return [actor];
        var aliases = new List<string>();
        var rows = from.Database["""
            WITH RECURSIVE upward(id, steps) AS (SELECT ?, 0 UNION SELECT into_actor, steps + 1 FROM merges JOIN upward ON actor = id WHERE steps < 100),
              family(id) AS (SELECT id FROM (SELECT id FROM upward ORDER BY steps DESC LIMIT 1) UNION SELECT actor FROM merges JOIN family ON into_actor = id)
            SELECT e.ref FROM family f JOIN entities e ON e.id = f.id
            """].Bind(id);
        while (rows.Step()) aliases.Add(Ref.IdOf(rows.Text(0)));
        return aliases;
    }, ct);
}
