using Npgsql;
using NpgsqlTypes;
using Tracker.Domain;

namespace Tracker.Log.Postgres;

/// <summary>Rows of <c>records</c> with their <c>bodies</c> as records. Numbers of entities become references of a cache, or of one more question for all that it lacks.</summary>
sealed class RecordRows(string s, Roles roles)
{
    // A page ends here whatever its limit, so that a few readers of long texts cannot fill the memory.
    const long LongestPage = 16 << 20;

    /// <summary>And here, whatever it is asked for.</summary>
    public const int MostRecords = 10_000;

    readonly Bounded<long, string> _refs = new(65_536);

    sealed record Raw(Record Header, long Entity, byte[] Touches);

    /// <summary>A query of records <c>r</c>, as long as a page may be: the database itself ends it, so that nothing is sent that is not taken.</summary>
    /// <param name="from">What comes after FROM, up to and with LIMIT, for a table <c>r</c> with <c>bodies</c> as <c>b</c>.</param>
    /// <param name="order">A column of <c>r</c>.</param>
    public static string Query(string from, string order) => $"""
        SELECT * FROM (
          SELECT r.position, r.at, r.entity, r.version, r.kind, r.touches, r.cause, r.hash, b.body,
            sum(octet_length(b.body)) OVER (ORDER BY r.{order} ROWS UNBOUNDED PRECEDING) - octet_length(b.body) AS before
          FROM {from}) page
        WHERE before IS NULL OR before < {LongestPage} ORDER BY {order}
        """;

    /// <summary>What this process wrote itself it need not ask for.</summary>
    public void Learn(long id, string entity) => _refs.Set(id, entity);

    public async ValueTask<List<Record>> ReadAllAsync(NpgsqlConnection connection, NpgsqlCommand query, CancellationToken ct)
    {
        var raw = new List<Raw>();
        await using (var rows = await query.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct)) raw.Add(Read(rows));
        }
        var touches = raw.ConvertAll(row => TouchCode.Read(row.Touches));
        var refs = await RefsAsync(connection, raw, touches, ct);
        var records = new List<Record>(raw.Count);
        for (var i = 0; i < raw.Count; i++)
        {
            var touched = new Touch[touches[i].Count];
            for (var t = 0; t < touched.Length; t++) touched[t] = new Touch(refs[touches[i][t].Entity], roles.Of(touches[i][t].Role));
            records.Add(raw[i].Header with { Entity = refs[raw[i].Entity], Touches = touched });
        }
        return records;
    }

    static Raw Read(NpgsqlDataReader row) => new(
        new Record
        {
            Position = row.GetInt64(0),
            At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
            Entity = "",
            Version = row.GetInt32(3),
            Kind = row.GetString(4),
            Touches = [],
            Cause = row.IsDBNull(6) ? null : row.GetInt64(6),
            Hash = row.Blob(7),
            Body = row.IsDBNull(8) ? ReadOnlyMemory<byte>.Empty : row.Blob(8),
        },
        row.GetInt64(2), row.Blob(5));

    /// <summary>All references that the rows name. Of one page, not of the cache: that may let go of one while others are read.</summary>
    async ValueTask<Dictionary<long, string>> RefsAsync(NpgsqlConnection connection, List<Raw> raw, List<List<(long Entity, byte Role)>> touches, CancellationToken ct)
    {
        var (refs, unknown) = (new Dictionary<long, string>(), new List<long>());
        foreach (var id in raw.Select(row => row.Entity).Concat(touches.SelectMany(list => list.Select(touch => touch.Entity))))
        {
            if (refs.ContainsKey(id)) continue;
            if (_refs.TryGet(id, out var entity)) refs.Add(id, entity);
            else
            {
                refs.Add(id, "");
                unknown.Add(id);
            }
        }
        if (unknown.Count == 0) return refs;
        await using var ask = connection.Command($"SELECT id, ref FROM {s}.entities WHERE id = ANY($1)", (NpgsqlDbType.Array | NpgsqlDbType.Bigint, unknown));
        await using var rows = await ask.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var id = rows.GetInt64(0);
            refs[id] = rows.Text(1);
            _refs.Set(id, refs[id]);
        }
        return unknown.Find(id => refs[id].Length == 0) is > 0 and var lost
            ? throw new FormatException($"A record names the entity number {lost}, which is not there: the store is damaged.")
            : refs;
    }
}
