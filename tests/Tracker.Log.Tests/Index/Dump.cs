using System.Globalization;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Tests.Indexes;

/// <summary>Everything that an index's tables say, with references and words in the place of row numbers.</summary>
static class Dump
{
    static readonly string[] Queries =
    [
        "SELECT 'progress', position, hex(hash) FROM progress",
        "SELECT 'entity', e.ref, e.kind, s.ref, e.created, e.recorded_at, e.version, e.touched, e.board, e.state, e.said FROM entities e LEFT JOIN entities s ON s.id = e.story ORDER BY e.ref",
        "SELECT 'doc', e.ref, d.known_from, d.known_to, d.version, b.body FROM docs d JOIN entities e ON e.id = d.entity JOIN bodies b ON b.id = d.body ORDER BY e.ref, d.known_from",
        "SELECT 'mention', e.ref, m.role, m.position, m.known_from, m.known_to, m.said_key, s.ref FROM mentions m JOIN entities e ON e.id = m.entity JOIN entities s ON s.id = m.subject ORDER BY e.ref, m.role, m.position, m.known_from",
        "SELECT 'named', s.ref, a.ref, n.since FROM named n JOIN entities s ON s.id = n.story JOIN entities a ON a.id = n.actor ORDER BY s.ref, a.ref",
        "SELECT 'merge', a.ref, i.ref, m.since FROM merges m JOIN entities a ON a.id = m.actor JOIN entities i ON i.id = m.into_actor ORDER BY a.ref",
        "SELECT 'cell', s.ref, a.ref, t.ref, c.known_from, c.known_to, b.body FROM cells c JOIN entities s ON s.id = c.story JOIN entities a ON a.id = c.actor JOIN entities t ON t.id = c.topic JOIN bodies b ON b.id = c.body ORDER BY s.ref, a.ref, t.ref, c.known_from",
        "SELECT 'axis', s.ref, x.side, e.ref, x.cells FROM axis x JOIN entities s ON s.id = x.story JOIN entities e ON e.id = x.entity ORDER BY s.ref, x.side, e.ref",
        "SELECT 'turn', s.ref, e.ref, t.position, t.cells FROM turns t JOIN entities s ON s.id = t.story JOIN entities e ON e.id = t.entity ORDER BY s.ref, e.ref, t.position",
        "SELECT 'move', s.ref, m.position, m.version, m.at, a.ref, t.ref, m.said_key, b.body FROM moves m JOIN entities s ON s.id = m.story LEFT JOIN entities a ON a.id = m.actor LEFT JOIN entities t ON t.id = m.topic LEFT JOIN bodies b ON b.id = m.body ORDER BY s.ref, m.position",
        "SELECT 'evidence', s.ref, a.ref, t.ref, v.said_key, v.position, v.known_from, v.known_to, x.ref, v.stance, v.held, b.body, v.historical FROM evidence v JOIN entities s ON s.id = v.story JOIN entities a ON a.id = v.actor JOIN entities t ON t.id = v.topic JOIN entities x ON x.id = v.statement LEFT JOIN bodies b ON b.id = v.conditions ORDER BY s.ref, a.ref, t.ref, v.position, v.known_from",
        "SELECT 'part', e.ref, p.position, p.n, p.said_key, p.actor, b.body FROM parts p JOIN entities e ON e.id = p.entity JOIN bodies b ON b.id = p.body ORDER BY e.ref, p.position, p.n",
        "SELECT 'asked', s.ref, a.ref, t.ref, q.said_key, q.position, q.known_from, q.known_to, x.ref FROM asked q JOIN entities s ON s.id = q.story JOIN entities a ON a.id = q.actor JOIN entities t ON t.id = q.topic JOIN entities x ON x.id = q.statement ORDER BY s.ref, a.ref, t.ref, q.said_key, q.position, q.known_from",
        "SELECT 'answered', s.ref, a.ref, t.ref, q.said_key, q.position, q.known_from, q.known_to FROM answered q JOIN entities s ON s.id = q.story JOIN entities a ON a.id = q.actor JOIN entities t ON t.id = q.topic ORDER BY s.ref, a.ref, t.ref, q.said_key, q.position, q.known_from",
        "SELECT 'conduct', s.ref, a.ref, t.ref, c.position, c.known_from, c.known_to, c.said_key, x.ref, c.stance FROM conduct c JOIN entities s ON s.id = c.story JOIN entities a ON a.id = c.actor JOIN entities t ON t.id = c.topic JOIN entities x ON x.id = c.act ORDER BY s.ref, a.ref, t.ref, c.position, c.known_from",
        "SELECT 'change', s.ref, c.position, c.at, c.reaction, c.move, c.n, c.statements, c.moves, c.statuses FROM changes c JOIN entities s ON s.id = c.story ORDER BY s.ref, c.position",
        "SELECT 'tie', s.ref, t.position, t.known_from, t.kind, a.ref, b.ref, t.known_to, t.said_key, x.ref FROM ties t JOIN entities s ON s.id = t.story JOIN entities a ON a.id = t.a JOIN entities b ON b.id = t.b JOIN entities x ON x.id = t.subject ORDER BY s.ref, t.position, t.known_from, t.kind, a.ref, b.ref",
    ];

    public static List<string> Of(string file)
    {
        using var database = Database.Open(file, write: false, TimeSpan.FromSeconds(5));
        var lines = new List<string>();
        foreach (var query in Queries)
        {
            var rows = database[query];
            while (rows.Step())
            {
                var line = new List<string>();
                for (var column = 0; column < Columns(query); column++) line.Add(rows.IsNull(column) ? "-" : rows.Text(column));
                lines.Add(string.Join(" | ", line));
            }
        }
        return lines;
    }

    static int Columns(string query) => query[..query.IndexOf(" FROM ", StringComparison.Ordinal)].Split(',').Length;

    public static int Count(this IEnumerable<string> lines, string table) =>
        lines.Count(line => line.StartsWith(table + " ", false, CultureInfo.InvariantCulture));
}
