using Tracker.Domain;

namespace Tracker.Log.Sqlite;

public sealed partial class SqliteLog
{
    // Commits become visible to readers a moment before Head moves: every read of records stops at Head, so that no reader sees more than is told.

    readonly Bounded<string, long> _ids = new(32_768);
    readonly Bounded<string, bool> _existing = new(65_536);

    public ValueTask<IReadOnlyList<Record>> ReadAsync(long after, int limit, CancellationToken ct)
    {
        var head = Head;
        if (after >= head || limit <= 0) return new([]);
        return Tracing.Source.HasListeners() ? TracedPageAsync(after, head, limit, ct) : PageAsync(after, head, limit, ct);
    }

    ValueTask<IReadOnlyList<Record>> PageAsync(long after, long head, int limit, CancellationToken ct) =>
        Read<IReadOnlyList<Record>>(database => _rows.ReadAll(database,
            database[$"SELECT {RecordRows.Columns} FROM records r WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"]
                .Bind(after).Bind(head).Bind(limit)), ct);

    async ValueTask<IReadOnlyList<Record>> TracedPageAsync(long after, long head, int limit, CancellationToken ct)
    {
        using var span = Tracing.Source.StartActivity("log page");
        var page = await PageAsync(after, head, limit, ct);
        span?.SetTag("tracker.after", after).SetTag("tracker.records", page.Count);
        return page;
    }

    public ValueTask<IReadOnlyList<Record>> ReadTouchingAsync(string entity, long after, long upTo, int limit, CancellationToken ct)
    {
        var end = Math.Min(upTo, Head);
        if (after >= end || limit <= 0) return new([]);
        return Read<IReadOnlyList<Record>>(database => IdOf(database, entity) is { } id ? Touching(database, id, after, end, limit) : [], ct);
    }

    public ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct)
    {
        var head = Head;
        if (limit <= 0) return new([]);
        return Read<IReadOnlyList<Record>>(database => IdOf(database, entity) is not { } id ? [] : _rows.ReadAll(database,
            database[$"SELECT {RecordRows.Columns} FROM records r WHERE entity = ? AND version > ? AND position <= ? ORDER BY version LIMIT ?"]
                .Bind(id).Bind(afterVersion).Bind(head).Bind(limit)), ct);
    }

    public ValueTask<long> LastCauseAsync(string entity, CancellationToken ct) =>
        Read(database => database["SELECT cause FROM entities WHERE ref = ?"].Bind(entity).Number() ?? 0, ct);

    public ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct)
    {
        var head = Head;
        return Read(database =>
        {
            AppendOutcome? replay = null;
            foreach (var key in keys)
            {
                var row = database["SELECT e.ref, r.version, r.position, r.hash, r.at, o.fingerprint FROM once o JOIN records r ON r.position = o.position JOIN entities e ON e.id = r.entity WHERE o.key = ? AND o.position <= ?"]
                    .Bind(OnceCode.Of(key.Key)).Bind(head);
                if (!row.Step()) continue;
                var receipt = new Receipt(row.Text(0), row.Int32(1), row.Int64(2), Epoch, row.Bytes(3).ToArray(), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(4)));
                var same = row.Bytes(5).SequenceEqual(key.Fingerprint.Span);
                row.Reset();
                if (!same) return new KeyTaken(key, receipt);
                replay ??= new Replayed(receipt);
            }
            return replay;
        }, ct);
    }

    public ValueTask<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> entities, CancellationToken ct)
    {
        var unsure = entities.Where(entity => !_existing.TryGet(entity, out _)).Distinct(StringComparer.Ordinal).ToList();
        if (unsure.Count == 0) return new([]);
        return Read<IReadOnlyList<string>>(database => unsure.FindAll(entity => !Exists(database, entity)), ct);
    }

    public ValueTask<IReadOnlyList<NameHit>> ResolveAsync(string normalizedName, CancellationToken ct) =>
        Read<IReadOnlyList<NameHit>>(database => Hits(database[
            "SELECT e.ref, n.name FROM names n JOIN entities e ON e.id = n.entity WHERE n.normalized = ? ORDER BY e.ref LIMIT 20"].Bind(normalizedName)), ct);

    public ValueTask<IReadOnlyList<NameHit>> NearestNamesAsync(string normalizedName, int limit, CancellationToken ct) =>
        Read<IReadOnlyList<NameHit>>(database => NearNames.Best(normalizedName, Candidates(database, normalizedName), limit), ct);

    public ValueTask<long> PositionAtAsync(DateTimeOffset time, CancellationToken ct)
    {
        var last = Head;
        var asked = time.ToUnixTimeMilliseconds();
        return Read(database =>
        {
            // Positions have no hole and times never decrease: a binary search needs no index on time.
            var (low, high) = (0L, last);
            while (low < high)
            {
                var middle = low + (high - low + 1) / 2;
                if (database["SELECT at FROM records WHERE position = ?"].Bind(middle).Number() <= asked) low = middle;
                else high = middle - 1;
            }
            return low;
        }, ct);
    }

    internal async ValueTask<T> Read<T>(Func<Database, T> read, CancellationToken ct)
    {
        using var lease = await _readers.RentAsync(ct).ConfigureAwait(false);
        return read(lease.Database);
    }

    /// <summary>From the index as far as it is whole, then from memory: a limit that the first part fills, or a page that it ends early, leaves the second for the next page.</summary>
    List<Record> Touching(Database database, long entity, long after, long end, int limit)
    {
        var (indexed, newest) = _touches.Find(entity, after, end, limit);
        var records = new List<Record>();
        var room = RecordRows.LongestPage;
        if (after < indexed)
        {
            records = _rows.ReadAll(database,
                database[$"SELECT {RecordRows.Columns} FROM touches t JOIN records r ON r.position = t.position WHERE t.entity = ? AND t.position > ? AND t.position <= ? ORDER BY t.position LIMIT ?"]
                    .Bind(entity).Bind(after).Bind(Math.Min(end, indexed)).Bind(limit));
            room -= records.Sum(record => (long)record.Body.Length);
        }
        foreach (var position in newest)
        {
            if (records.Count >= limit || room <= 0) break;
            var row = database[$"SELECT {RecordRows.Columns} FROM records r WHERE position = ?"].Bind(position);
            records.AddRange(_rows.ReadAll(database, row));
            room -= records[^1].Body.Length;
        }
        return records;
    }

    long? IdOf(Database database, string entity)
    {
        if (_ids.TryGet(entity, out var known)) return known;
        var id = database["SELECT id FROM entities WHERE ref = ?"].Bind(entity).Number();
        if (id is { } found) _ids.Set(entity, found);
        return id;
    }

    bool Exists(Database database, string entity)
    {
        if (database["SELECT version FROM entities WHERE ref = ?"].Bind(entity).Number() is null or 0) return false;
        _existing.Set(entity, true);
        return true;
    }

    /// <summary>Names near the asked one in the alphabet and, of a store with few names, all of them: at most 4,000 rows however many there are.</summary>
    static List<NameCandidate> Candidates(Database database, string name)
    {
        var found = new List<NameCandidate>();
        foreach (var (from, limit) in NearNames.Ranges(name))
        {
            var rows = database["SELECT n.normalized, e.ref, n.name FROM names n JOIN entities e ON e.id = n.entity WHERE n.normalized >= ? ORDER BY n.normalized LIMIT ?"]
                .Bind(from).Bind(limit);
            while (rows.Step()) found.Add(new NameCandidate(rows.Text(0), new NameHit(rows.Text(1), rows.Text(2))));
        }
        return found;
    }

    static List<NameHit> Hits(Statement rows)
    {
        var hits = new List<NameHit>();
        while (rows.Step()) hits.Add(new NameHit(rows.Text(0), rows.Text(1)));
        return hits;
    }
}
