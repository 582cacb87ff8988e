using Npgsql;
using NpgsqlTypes;
using Tracker.Domain;

namespace Tracker.Log.Postgres;

public sealed partial class PostgresLog
{
    // A page stops at Head although the database may have more: no reader sees more than is told.

    const int Tries = 3;

    readonly Bounded<string, bool> _existing = new(65_536);

    string S => _source.Schema;

    public ValueTask<IReadOnlyList<Record>> ReadAsync(long after, int limit, CancellationToken ct)
    {
        var head = Head;
        if (after >= head || limit <= 0) return new([]);
        return Tracing.Source.HasListeners() ? TracedPageAsync(after, head, limit, ct) : PageAsync(after, head, limit, ct);
    }

    ValueTask<IReadOnlyList<Record>> PageAsync(long after, long head, int limit, CancellationToken ct) => RecordsAsync(
        RecordRows.Query($"{S}.records r LEFT JOIN {S}.bodies b ON b.position = r.position WHERE r.position > $1 AND r.position <= $2 ORDER BY r.position LIMIT $3", "position"), ct,
        (NpgsqlDbType.Bigint, after), (NpgsqlDbType.Bigint, head), (NpgsqlDbType.Integer, Limit(limit)));

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
        return RecordsAsync(RecordRows.Query($"""
            (SELECT position FROM {S}.touches WHERE entity = (SELECT id FROM {S}.entities WHERE ref = $1) AND position > $2 AND position <= $3 ORDER BY position LIMIT $4) t
            JOIN {S}.records r ON r.position = t.position LEFT JOIN {S}.bodies b ON b.position = r.position
            """, "position"), ct,
            (NpgsqlDbType.Bytea, Sql.Bytes(entity)), (NpgsqlDbType.Bigint, after), (NpgsqlDbType.Bigint, end), (NpgsqlDbType.Integer, Limit(limit)));
    }

    public ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct)
    {
        var head = Head;
        if (limit <= 0) return new([]);
        return RecordsAsync(RecordRows.Query($"""
            {S}.records r LEFT JOIN {S}.bodies b ON b.position = r.position
            WHERE r.entity = (SELECT id FROM {S}.entities WHERE ref = $1) AND r.version > $2 AND r.position <= $3 ORDER BY r.version LIMIT $4
            """, "version"), ct,
            (NpgsqlDbType.Bytea, Sql.Bytes(entity)), (NpgsqlDbType.Integer, afterVersion), (NpgsqlDbType.Bigint, head), (NpgsqlDbType.Integer, Limit(limit)));
    }

    public ValueTask<long> LastCauseAsync(string entity, CancellationToken ct) => AskAsync(async (connection, stop) =>
    {
        await using var command = connection.Command($"SELECT cause FROM {S}.entities WHERE ref = $1", (NpgsqlDbType.Bytea, Sql.Bytes(entity)));
        return await command.ExecuteScalarAsync(stop) is long cause ? cause : 0;
    }, ct);

    public async ValueTask<AppendOutcome?> FindOnceAsync(IReadOnlyList<OnceKey> keys, CancellationToken ct)
    {
        if (keys.Count == 0) return null;
        var used = await AskAsync(async (connection, stop) =>
        {
            await using var command = connection.Command(
                $"SELECT o.key, o.fingerprint, e.ref, r.version, r.position, r.hash, r.at FROM {S}.once o JOIN {S}.records r ON r.position = o.position JOIN {S}.entities e ON e.id = r.entity WHERE o.key = ANY($1)",
                (NpgsqlDbType.Array | NpgsqlDbType.Bytea, keys.Select(key => OnceCode.Of(key.Key)).ToArray()));
            await using var rows = await command.ExecuteReaderAsync(stop);
            var found = new Dictionary<string, Used>(StringComparer.Ordinal);
            while (await rows.ReadAsync(stop))
            {
                var receipt = new Receipt(rows.Text(2), rows.GetInt32(3), rows.GetInt64(4), Epoch, rows.Blob(5), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(6)));
                found[Known.Code(rows.Blob(0))] = new Used(rows.Blob(1), receipt);
            }
            return found;
        }, ct);
        AppendOutcome? replay = null;
        foreach (var key in keys)
        {
            if (!used.TryGetValue(Known.Code(OnceCode.Of(key.Key)), out var first)) continue;
            // Another process may have written it a moment ago: whoever is told of a record must be able to read it here.
            Seen(first.Receipt);
            if (!first.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint.Span)) return new KeyTaken(key, first.Receipt);
            replay ??= new Replayed(first.Receipt);
        }
        return replay;
    }

    public async ValueTask<IReadOnlyList<string>> MissingAsync(IReadOnlyCollection<string> entities, CancellationToken ct)
    {
        var unsure = entities.Where(entity => !_existing.TryGet(entity, out _)).Distinct(StringComparer.Ordinal).ToList();
        if (unsure.Count == 0) return [];
        var there = await AskAsync(async (connection, stop) =>
        {
            await using var command = connection.Command($"SELECT ref FROM {S}.entities WHERE ref = ANY($1) AND version > 0", (NpgsqlDbType.Array | NpgsqlDbType.Bytea, unsure.ConvertAll(Sql.Bytes)));
            await using var rows = await command.ExecuteReaderAsync(stop);
            var found = new HashSet<string>(StringComparer.Ordinal);
            while (await rows.ReadAsync(stop)) found.Add(rows.Text(0));
            return found;
        }, ct);
        foreach (var entity in there) _existing.Set(entity, true);
        return unsure.FindAll(entity => !there.Contains(entity));
    }

    public ValueTask<IReadOnlyList<NameHit>> ResolveAsync(string normalizedName, CancellationToken ct) => AskAsync<IReadOnlyList<NameHit>>(async (connection, stop) =>
    {
        await using var command = connection.Command(
            $"SELECT e.ref, n.name FROM {S}.names n JOIN {S}.entities e ON e.id = n.entity WHERE substring(n.normalized FROM 1 FOR {Migrations.NameKey}) = substring($1 FROM 1 FOR {Migrations.NameKey}) AND n.normalized = $1 ORDER BY e.ref LIMIT 20",
            (NpgsqlDbType.Bytea, Sql.Bytes(normalizedName)));
        await using var rows = await command.ExecuteReaderAsync(stop);
        var hits = new List<NameHit>();
        while (await rows.ReadAsync(stop)) hits.Add(new NameHit(rows.Text(0), rows.Text(1)));
        return hits;
    }, ct);

    public ValueTask<IReadOnlyList<NameHit>> NearestNamesAsync(string normalizedName, int limit, CancellationToken ct) =>
        AskAsync(async (connection, stop) => NearNames.Best(normalizedName, await CandidatesAsync(connection, normalizedName, stop), limit), ct);

    public ValueTask<long> PositionAtAsync(DateTimeOffset time, CancellationToken ct) => AskAsync(async (connection, stop) =>
    {
        // Positions have no hole and times never decrease: a binary search needs no index on time. The database does all its steps for one question.
        await using var command = connection.Command($"""
            WITH RECURSIVE search(low, high) AS (
              SELECT 0::bigint, $2
              UNION ALL
              SELECT CASE WHEN r.at <= $1 THEN m.middle ELSE s.low END, CASE WHEN r.at <= $1 THEN s.high ELSE m.middle - 1 END
              FROM search s CROSS JOIN LATERAL (SELECT s.low + (s.high - s.low + 1) / 2 AS middle) m CROSS JOIN LATERAL (SELECT at FROM {S}.records WHERE position = m.middle) r
              WHERE s.low < s.high)
            SELECT low FROM search WHERE low >= high
            """, (NpgsqlDbType.Bigint, time.ToUnixTimeMilliseconds()), (NpgsqlDbType.Bigint, Head));
        return await command.ExecuteScalarAsync(stop) is long position ? position : 0;
    }, ct);

    /// <summary>Asks the database, with a connection of the pool.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be asked now.</exception>
    internal async ValueTask<T> AskAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> ask, CancellationToken ct)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await using var connection = await _source.OpenAsync(ct).ConfigureAwait(false);
                return await ask(connection, ct).ConfigureAwait(false);
            }
            catch (Exception error) when (Reach.IsTrouble(error) && !ct.IsCancellationRequested)
            {
                if (tried == Tries) throw new StoreUnavailableException(Reach.Unread(error));
                // A connection that died while it rested: those that rested beside it did too.
                if (Reach.IsAway(error)) _source.Clear();
            }
        }
    }

    ValueTask<IReadOnlyList<Record>> RecordsAsync(string query, CancellationToken ct, params (NpgsqlDbType Type, object Value)[] parameters) =>
        AskAsync<IReadOnlyList<Record>>(async (connection, stop) =>
        {
            await using var command = connection.Command(query, parameters);
            return await _rows.ReadAllAsync(connection, command, stop);
        }, ct);

    /// <summary>Names near the asked one in the alphabet and, of a store with few names, all of them: at most 4,000 rows however many there are.</summary>
    async Task<List<NameCandidate>> CandidatesAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (from, limit) in NearNames.Ranges(name))
            batch.Add($"""
                SELECT n.normalized, e.ref, n.name
                FROM (SELECT * FROM {S}.names WHERE substring(normalized FROM 1 FOR {Migrations.NameKey}) >= $1 ORDER BY substring(normalized FROM 1 FOR {Migrations.NameKey}) LIMIT $2) n
                JOIN {S}.entities e ON e.id = n.entity
                """, (NpgsqlDbType.Bytea, Sql.Bytes(from)), (NpgsqlDbType.Integer, limit));
        var found = new List<NameCandidate>();
        await using var rows = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await rows.ReadAsync(ct)) found.Add(new NameCandidate(rows.Text(0), new NameHit(rows.Text(1), rows.Text(2))));
        }
        while (await rows.NextResultAsync(ct));
        return found;
    }

    static int Limit(int asked) => Math.Min(asked, RecordRows.MostRecords);
}
