using Npgsql;
using NpgsqlTypes;
using Tracker.Domain;

namespace Tracker.Log.Postgres;

/// <summary>The walk of <see cref="ChainLink"/> along a log in PostgreSQL, also beside its servers: by pages, with no transaction that would keep VACUUM waiting.</summary>
public static class PostgresVerifier
{
    /// <exception cref="LogOpenException">There is no log, or it cannot be read.</exception>
    public static async Task<Verification> VerifyAsync(PostgresLogOptions options, Anchor? anchor, CancellationToken ct)
    {
        await using var source = Source.Of(options);
        try
        {
            await using var connection = await source.OpenAsync(ct);
            if (await Migrations.VersionAsync(connection, options.Schema, source.Name, ct) == 0) throw new LogOpenException("not-a-log", $"There is no log in {source.Name}.");
            return await WalkAsync(connection, source.Schema, anchor, ct);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            throw Opening.Refusal(error, source.Name);
        }
    }

    internal static async Task<Verification> WalkAsync(NpgsqlConnection connection, string schema, Anchor? anchor, CancellationToken ct)
    {
        var head = await Opening.HeadAsync(connection, schema, ct);
        return await new ChainWalk(connection, schema, head).RunAsync(anchor, ct);
    }
}

/// <summary>One walk: what is known of the records so far.</summary>
sealed class ChainWalk(NpgsqlConnection connection, string s, Head head)
{
    const int PageSize = 500;

    readonly Dictionary<short, string> _roles = [];
    readonly Bounded<long, string> _refs = new(65_536);
    long _position;
    long _touches;
    ReadOnlyMemory<byte> _hash = Chain.Origin;
    (long By, HashSet<long> Positions) _takedown = (0, []);

    sealed record Row(Record Record, List<(long Entity, byte Role)> Touched, long Entity, byte[] Digest, byte[]? Salt, byte[]? Words, long? RedactedBy);

    public async Task<Verification> RunAsync(Anchor? anchor, CancellationToken ct)
    {
        await ReadRolesAsync(ct);
        var first = anchor is null ? null : ChainLink.Belongs(anchor.Cursor, head.Epoch, await AskAsync($"SELECT reach FROM {s}.ancestors WHERE epoch = $1", ct, (NpgsqlDbType.Text, anchor.Cursor.Epoch)));
        while (first is null && _position < head.Position) first = await PageAsync(anchor, ct);
        first ??= ChainLink.Reaches(anchor, head.Position);
        if (first is null && !_hash.Span.SequenceEqual(head.Hash)) first = new Alteration(head.Position, "The table head has another hash than the record that it names.");
        return new Verification(new Cursor(head.Epoch, _position), _hash, first ?? await TouchesAsync(ct) ?? await StreamsAsync(ct));
    }

    async Task<Alteration?> PageAsync(Anchor? anchor, CancellationToken ct)
    {
        var page = await ReadAsync(ct);
        if (page.Count == 0) return new Alteration(_position + 1, $"The records from {_position + 1} to {head.Position} cannot be found.");
        var versions = await BadVersionAsync(page[^1].Record.Position, ct);
        var untouched = await UntouchedAsync(page, ct);
        foreach (var row in page)
        {
            var at = _position + 1;
            if (ChainLink.Place(at, row.Record.Position) is { } hole) return new Alteration(at, hole);
            if (row.Record.Entity.Length == 0) return new Alteration(at, ChainLink.Unreadable);
            if ((row.Words is null ? await TakedownAsync(row, ct) : row.RedactedBy is not null ? ChainLink.WordsThere : ChainLink.Words(row.Salt, row.Words, row.Digest)) is { } words) return new Alteration(at, words);
            if (ChainLink.Header(_hash.Span, row.Record, row.Digest) is { } header) return new Alteration(at, header);
            if (versions == at) return new Alteration(at, ChainLink.Version(row.Record));
            if (untouched?.Position == at) return new Alteration(at, $"The index of touches lacks {(_refs.TryGet(untouched.Value.Entity, out var lacking) ? lacking : "an entity")} for this record.");
            _touches += row.Touched.Select(touch => touch.Entity).Distinct().Count();
            (_position, _hash) = (at, row.Record.Hash);
            if (ChainLink.Holds(anchor, _position, _hash) is { } other) return other;
        }
        return null;
    }

    async Task<List<Row>> ReadAsync(CancellationToken ct)
    {
        await using var command = connection.Command($"""
            SELECT * FROM (
              SELECT r.position, r.at, r.entity, r.version, r.kind, r.touches, r.cause, r.hash, r.digest, b.salt, b.body, d.by,
                sum(octet_length(b.body)) OVER (ORDER BY r.position ROWS UNBOUNDED PRECEDING) - octet_length(b.body) AS before
              FROM {s}.records r LEFT JOIN {s}.bodies b ON b.position = r.position LEFT JOIN {s}.redactions d ON d.position = r.position
              WHERE r.position > $1 AND r.position <= $2 ORDER BY r.position LIMIT {PageSize}) page
            WHERE before IS NULL OR before < 16777216 ORDER BY position
            """, (NpgsqlDbType.Bigint, _position), (NpgsqlDbType.Bigint, head.Position));
        var page = new List<Row>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct)) page.Add(Read(rows));
        }
        await LearnAsync(page, ct);
        return page.ConvertAll(Named);
    }

    static Row Read(NpgsqlDataReader row)
    {
        List<(long, byte)> touched = [];
        DateTimeOffset at = default;
        var sound = true;
        try
        {
            touched = TouchCode.Read(row.Blob(5));
            at = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1));
        }
        catch (Exception error) when (error is FormatException or ArgumentOutOfRangeException)
        {
            sound = false;
        }
        var record = new Record
        {
            Position = row.GetInt64(0), At = at, Entity = "", Version = row.GetInt32(3), Kind = row.GetString(4), Touches = [], Body = default,
            Cause = row.IsDBNull(6) ? null : row.GetInt64(6), Hash = row.Blob(7),
        };
        return new Row(record, touched, sound ? row.GetInt64(2) : 0, row.Blob(8), Bytes(9), Bytes(10), row.IsDBNull(11) ? null : row.GetInt64(11));

        byte[]? Bytes(int column) => row.IsDBNull(column) ? null : row.Blob(column);
    }

    /// <summary>With the names of what it names; without an entity when one is not there.</summary>
    Row Named(Row row)
    {
        if (!_refs.TryGet(row.Entity, out var entity)) return row;
        var touches = new Touch[row.Touched.Count];
        for (var i = 0; i < touches.Length; i++)
        {
            if (!_refs.TryGet(row.Touched[i].Entity, out var touched) || !_roles.TryGetValue(row.Touched[i].Role, out var role) || Role(role) is not { } known) return row;
            touches[i] = new Touch(touched, known);
        }
        return row with { Record = row.Record with { Entity = entity, Touches = touches } };
    }

    static TouchRole? Role(string name)
    {
        foreach (var role in Enum.GetValues<TouchRole>())
        {
            if (Chain.NameOf(role) == name) return role;
        }
        return null;
    }

    async Task LearnAsync(List<Row> page, CancellationToken ct)
    {
        var unknown = page.SelectMany(row => row.Touched.Select(touch => touch.Entity).Append(row.Entity)).Where(id => !_refs.TryGet(id, out _)).Distinct().ToList();
        if (unknown.Count == 0) return;
        await using var command = connection.Command($"SELECT id, ref FROM {s}.entities WHERE id = ANY($1)", (NpgsqlDbType.Array | NpgsqlDbType.Bigint, unknown));
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) _refs.Set(rows.GetInt64(0), rows.Text(1));
    }

    async Task ReadRolesAsync(CancellationToken ct)
    {
        await using var command = connection.Command($"SELECT id, name FROM {s}.roles");
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) _roles[rows.GetInt16(0)] = rows.GetString(1);
    }

    /// <summary>The first position of the page whose version does not follow in its stream.</summary>
    Task<long?> BadVersionAsync(long last, CancellationToken ct) => AskAsync($"""
        SELECT r.position FROM {s}.records r LEFT JOIN {s}.records p ON p.entity = r.entity AND p.version = r.version - 1
        WHERE r.position > $1 AND r.position <= $2 AND (r.version < 1 OR (r.version > 1 AND (p.position IS NULL OR p.position >= r.position))) ORDER BY r.position LIMIT 1
        """, ct, (NpgsqlDbType.Bigint, _position), (NpgsqlDbType.Bigint, last));

    async Task<(long Entity, long Position)?> UntouchedAsync(List<Row> page, CancellationToken ct)
    {
        var touches = page.SelectMany(row => row.Touched.Select(touch => (touch.Entity, row.Record.Position)).Distinct()).ToList();
        await using var command = connection.Command(
            $"SELECT x.entity, x.position FROM unnest($1, $2) x(entity, position) LEFT JOIN {s}.touches t ON t.entity = x.entity AND t.position = x.position WHERE t.position IS NULL ORDER BY x.position LIMIT 1",
            (NpgsqlDbType.Array | NpgsqlDbType.Bigint, touches.ConvertAll(touch => touch.Entity)), (NpgsqlDbType.Array | NpgsqlDbType.Bigint, touches.ConvertAll(touch => touch.Position)));
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    async Task<string?> TakedownAsync(Row row, CancellationToken ct) =>
        row.RedactedBy is { } by && by > row.Record.Position && await NamesAsync(by, row.Record.Position, ct) ? null : ChainLink.WordsGone;

    /// <summary>Whether the record at <paramref name="by"/> is a takedown of the position. That it is itself unaltered is seen when the walk comes there.</summary>
    async Task<bool> NamesAsync(long by, long position, CancellationToken ct)
    {
        if (_takedown.By != by)
        {
            await using var command = connection.Command($"SELECT b.body FROM {s}.records r JOIN {s}.bodies b ON b.position = r.position WHERE r.position = $1 AND r.kind = 'record.redacted'", (NpgsqlDbType.Bigint, by));
            if (await command.ExecuteScalarAsync(ct) is not byte[] body) return false;
            try
            {
                _takedown = (by, [.. ((RecordRedacted)Events.Read("record.redacted", body)).Positions]);
            }
            catch (System.Text.Json.JsonException)
            {
                return false;
            }
        }
        return _takedown.Positions.Contains(position);
    }

    /// <summary>All that the records touch was found in the index; is there more in it?</summary>
    async Task<Alteration?> TouchesAsync(CancellationToken ct)
    {
        if (_position < head.Position || await AskAsync($"SELECT count(*) FROM {s}.touches WHERE position <= $1", ct, (NpgsqlDbType.Bigint, head.Position)) == _touches) return null;
        return new Alteration(head.Position, "The index of touches has more than the records tell.");
    }

    /// <summary>The version and the last cause that each stream is said to have are those of its records.</summary>
    async Task<Alteration?> StreamsAsync(CancellationToken ct)
    {
        if (_position < head.Position) return null;
        await using var command = connection.Command($"""
            SELECT e.ref, coalesce(r.position, 0) FROM {s}.entities e
            LEFT JOIN LATERAL (SELECT position, version FROM {s}.records WHERE entity = e.id ORDER BY version DESC LIMIT 1) r ON true
            LEFT JOIN LATERAL (SELECT cause FROM {s}.records WHERE entity = e.id AND cause IS NOT NULL ORDER BY version DESC LIMIT 1) c ON true
            WHERE (e.version <> coalesce(r.version, 0) OR e.cause <> coalesce(c.cause, 0)) LIMIT 1
            """);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new Alteration(row.GetInt64(1), $"The stream {row.Text(0)} is said to have another version or last cause than its records tell.") : null;
    }

    async Task<long?> AskAsync(string sql, CancellationToken ct, params (NpgsqlDbType Type, object Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync(ct) as long?;
    }
}
