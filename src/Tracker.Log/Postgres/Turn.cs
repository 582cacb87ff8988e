using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tracker.Log.Writing;

namespace Tracker.Log.Postgres;

/// <summary>
/// A writer's transaction in two messages: one takes the lock and reads all that the decisions rest on, the other writes and commits. The lock is the row of
/// <c>head</c>, taken before anything is read and let go by the commit: so commits come in the order of positions, and what was read is still so.
/// One connection of its own; used by one thread.
/// </summary>
sealed class Turn(Source source) : IDisposable
{
    readonly string _s = source.Schema;
    NpgsqlConnection? _connection;
    (int Process, DateTime Since) _session;

    /// <summary>Takes the lock and reads. Connects when there is no connection.</summary>
    public Known Begin(List<Work> works)
    {
        var connection = _connection ??= Connect();
        var (entities, keys) = Wanted(works);
        using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
        batch.Add($"SELECT epoch, position, at, hash, last_entity, (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM {_s}.head WHERE one FOR UPDATE");
        batch.Add($"SELECT ref, id, version, cause FROM {_s}.entities WHERE ref = ANY($1)", (NpgsqlDbType.Array | NpgsqlDbType.Bytea, entities));
        if (keys.Length > 0)
            batch.Add($"SELECT o.key, o.fingerprint, e.ref, r.version, r.position, r.hash, r.at FROM {_s}.once o JOIN {_s}.records r ON r.position = o.position JOIN {_s}.entities e ON e.id = r.entity WHERE o.key = ANY($1)", (NpgsqlDbType.Array | NpgsqlDbType.Bytea, keys));
        using var rows = batch.ExecuteReader();
        if (!rows.Read()) throw new InvalidOperationException("The log has no head.");
        var head = new Head(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.Blob(3), rows.GetInt64(4));
        var now = rows.GetInt64(5);
        rows.NextResult();
        var known = new Known(head, now, new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        while (rows.Read()) known.Streams.Add(rows.Text(0), new StreamState(rows.GetInt64(1), rows.GetInt32(2), rows.GetInt64(3)));
        if (keys.Length == 0 || !rows.NextResult()) return known;
        while (rows.Read())
        {
            var receipt = new Receipt(rows.Text(2), rows.GetInt32(3), rows.GetInt64(4), head.Epoch, rows.Blob(5), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(6)));
            known.Once.Add(Known.Code(rows.Blob(0)), new Used(rows.Blob(1), receipt));
        }
        return known;
    }

    /// <summary>Writes the draft and commits, in one message. When it returns, the draft is durable; when it throws, <see cref="Holds"/> tells whether that is known.</summary>
    /// <param name="notice">Tells the other processes; they read what is there. Null = nobody is told.</param>
    public void Commit(Draft draft, string? notice)
    {
        using var batch = new NpgsqlBatch(_connection);
        for (var segment = draft.Before.Position / Migrations.Segment + 1; segment <= draft.Head.Position / Migrations.Segment; segment++) AddSegment(batch, segment);
        new DraftRows(batch, _s).Add(draft);
        if (notice is not null) batch.Add("SELECT pg_notify($1, $2)", (NpgsqlDbType.Text, Channel(_s)), (NpgsqlDbType.Text, notice));
        batch.Add("COMMIT");
        batch.ExecuteNonQuery();
    }

    /// <summary>Lets the lock go; nothing is written.</summary>
    public void Rollback()
    {
        using var command = new NpgsqlCommand("ROLLBACK", _connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Whether the session still stands: then an error came from the database itself, and the transaction is undone for sure.</summary>
    public bool Holds => _connection is { FullState: System.Data.ConnectionState.Open };

    /// <summary>Lets go of the connection; the next transaction makes a new one.</summary>
    public void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>
    /// What became of a transaction whose COMMIT was not answered: its session is ended, its lock taken, and then the first record of it is there or is not.
    /// </summary>
    /// <returns>Whether it is there, and the head now.</returns>
    public (bool Stored, Head Head) Settle(Draft draft)
    {
        using var connection = source.Open();
        using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
        batch.Add("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2 AND pid <> pg_backend_pid()", (NpgsqlDbType.Integer, _session.Process), (NpgsqlDbType.TimestampTz, _session.Since));
        batch.Add($"SELECT epoch, position, at, hash, last_entity FROM {_s}.head WHERE one FOR UPDATE");
        batch.Add($"SELECT hash FROM {_s}.records WHERE position = $1", (NpgsqlDbType.Bigint, draft.Records[0].Position));
        batch.Add("ROLLBACK");
        using var rows = batch.ExecuteReader();
        rows.NextResult();
        rows.Read();
        var head = new Head(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.Blob(3), rows.GetInt64(4));
        rows.NextResult();
        return (rows.Read() && rows.Blob(0).AsSpan().SequenceEqual(draft.Records[0].Hash.Span), head);
    }

    /// <summary>
    /// Ends sessions that hold the lock and have waited longer than that for their own process, which stands still: in the middle of a transaction, or in the
    /// middle of a message, where no time-out of the database reaches.
    /// </summary>
    /// <returns>How many.</returns>
    public int Fence(TimeSpan longerThan)
    {
        using var connection = source.Open();
        using var command = new NpgsqlCommand($"""
            SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a
            WHERE a.pid <> pg_backend_pid() AND a.wait_event_type = 'Client' AND a.xact_start IS NOT NULL AND a.state_change < clock_timestamp() - $1
              AND EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.relation = '{_s}.head'::regclass AND l.granted AND l.mode IN ('RowShareLock', 'RowExclusiveLock'))
            """, connection) { Parameters = { new() { Value = longerThan, NpgsqlDbType = NpgsqlDbType.Interval } } };
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Where processes tell each other that there is something to read.</summary>
    public static string Channel(string schema) => "tracker." + schema.Trim('"');

    public void Dispose() => Drop();

    NpgsqlConnection Connect()
    {
        var connection = source.Open();
        try
        {
            using var command = new NpgsqlCommand("SELECT pid, backend_start, pg_is_in_recovery() FROM pg_stat_activity WHERE pid = pg_backend_pid()", connection);
            using var row = command.ExecuteReader();
            row.Read();
            if (row.GetBoolean(2)) throw new PostgresException("it is a standby", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction);
            _session = (row.GetInt32(0), row.GetDateTime(1));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Attached, not created as a part: that takes no lock that a reader (a dump, say) is in the way of.
    void AddSegment(NpgsqlBatch batch, long segment)
    {
        var (from, to) = (segment * Migrations.Segment, (segment + 1) * Migrations.Segment);
        batch.Add($"CREATE TABLE {_s}.bodies_{segment} (LIKE {_s}.bodies INCLUDING ALL)");
        batch.Add($"ALTER TABLE {_s}.bodies_{segment} {Migrations.NoSamples}");
        batch.Add($"ALTER TABLE {_s}.bodies ATTACH PARTITION {_s}.bodies_{segment} FOR VALUES FROM ({from}) TO ({to})");
    }

    static (byte[][] Entities, byte[][] Keys) Wanted(List<Work> works)
    {
        var (entities, keys) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, byte[]>(StringComparer.Ordinal));
        foreach (var append in works.OfType<AppendWork>().Select(work => work.Append))
        {
            foreach (var record in append.Records)
            {
                entities.Add(record.Entity);
                foreach (var touch in record.Touches) entities.Add(touch.Entity);
            }
            foreach (var expected in append.Expected) entities.Add(expected.Entity);
            foreach (var names in append.Names) entities.Add(names.Entity);
            foreach (var once in append.Once) keys.TryAdd(once.Key, OnceCode.Of(once.Key));
        }
        return ([.. entities.Select(Encoding.UTF8.GetBytes)], [.. keys.Values]);
    }
}
