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
}
