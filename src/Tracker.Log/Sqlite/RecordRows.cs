using Tracker.Domain;

namespace Tracker.Log.Sqlite;

/// <summary>Rows of <c>records</c> as records; names of entities are kept, since a few are touched again and again.</summary>
sealed class RecordRows(Roles roles)
{
    public const string Columns = "r.position, r.at, r.entity, r.version, r.kind, r.touches, r.cause, r.redacted, r.hash, r.body";

    // A page ends here whatever its limit, so that a few readers of long texts cannot fill the memory.
    public const long LongestPage = 16 << 20;

    readonly Bounded<long, string> _refs = new(32_768);

    /// <summary>All rows of a statement that selects <see cref="Columns"/>, at most 16 MiB of bodies (but one row at least).</summary>
    public List<Record> ReadAll(Database database, Statement rows)
    {
        var records = new List<Record>();
        long bytes = 0;
        try
        {
            while (bytes < LongestPage && rows.Step())
            {
                var record = Read(database, rows);
                records.Add(record);
                bytes += record.Body.Length;
            }
        }
        finally
        {
            rows.Reset();
        }
        return records;
    }

    public Record Read(Database database, Statement row) => new()
    {
        Position = row.Int64(0),
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(1)),
        Entity = RefOf(database, row.Int64(2)),
        Version = row.Int32(3),
        Kind = row.Text(4),
        Touches = Touches(database, row.Bytes(5)),
        Cause = row.IsNull(6) ? null : row.Int64(6),
        Hash = row.Bytes(8).ToArray(),
        Body = row.Int32(7) == 0 ? row.Bytes(9).ToArray() : ReadOnlyMemory<byte>.Empty,
    };

    public string RefOf(Database database, long id)
    {
        if (_refs.TryGet(id, out var known)) return known;
        var row = database["SELECT ref FROM entities WHERE id = ?"].Bind(id);
        if (!row.Step()) throw new FormatException($"A record names the entity number {id}, which is not there: the store is damaged.");
        var text = row.Text(0);
        row.Reset();
        _refs.Set(id, text);
        return text;
    }

    Touch[] Touches(Database database, ReadOnlySpan<byte> code)
    {
        var stored = TouchCode.Read(code);
        var touches = new Touch[stored.Count];
        for (var i = 0; i < touches.Length; i++) touches[i] = new Touch(RefOf(database, stored[i].Entity), roles.Of(stored[i].Role));
        return touches;
    }
}
