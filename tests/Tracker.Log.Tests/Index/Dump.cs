using System.Globalization;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Tests.Indexes;

/// <summary>Everything that an index's tables say, with references and words in the place of row numbers.</summary>
static class Dump
{
    static readonly string[] Queries =
    [
        "SELECT 'progress', position, hex(hash) FROM progress",
        "SELECT 'entity', e.ref, e.kind, s.ref, e.created, e.recorded_at, e.version, e.touched, e.board FROM entities e LEFT JOIN entities s ON s.id = e.story ORDER BY e.ref",
        "SELECT 'doc', e.ref, d.known_from, d.known_to, d.version, d.said_key, b.body FROM docs d JOIN entities e ON e.id = d.entity JOIN bodies b ON b.id = d.body ORDER BY e.ref, d.known_from",
        "SELECT 'mention', e.ref, m.role, m.position, s.ref FROM mentions m JOIN entities e ON e.id = m.entity JOIN entities s ON s.id = m.statement ORDER BY e.ref, m.role, m.position",
        "SELECT 'named', s.ref, a.ref, n.since FROM named n JOIN entities s ON s.id = n.story JOIN entities a ON a.id = n.actor ORDER BY s.ref, a.ref",
        "SELECT 'cell', s.ref, a.ref, t.ref, c.known_from, c.known_to, c.said_key, c.cause, b.body FROM cells c JOIN entities s ON s.id = c.story JOIN entities a ON a.id = c.actor JOIN entities t ON t.id = c.topic JOIN bodies b ON b.id = c.body ORDER BY s.ref, a.ref, t.ref, c.known_from",
        "SELECT 'move', s.ref, m.position, m.version, m.at, a.ref, t.ref, b.body FROM moves m JOIN entities s ON s.id = m.story LEFT JOIN entities a ON a.id = m.actor LEFT JOIN entities t ON t.id = m.topic LEFT JOIN bodies b ON b.id = m.body ORDER BY s.ref, m.position",
        "SELECT 'evidence', s.ref, a.ref, t.ref, v.position, v.known_from, v.known_to, x.ref, v.said_key, v.stance, v.historical FROM evidence v JOIN entities s ON s.id = v.story JOIN entities a ON a.id = v.actor JOIN entities t ON t.id = v.topic JOIN entities x ON x.id = v.statement ORDER BY s.ref, a.ref, t.ref, v.position, v.known_from",
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
