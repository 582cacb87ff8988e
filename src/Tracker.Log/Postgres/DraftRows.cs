using Npgsql;
using NpgsqlTypes;

namespace Tracker.Log.Postgres;

/// <summary>The commands that write a draft: one a table, whatever the draft has, each with a column as an array. In the order of their keys, which the indexes like.</summary>
sealed class DraftRows(NpgsqlBatch batch, string s)
{
    const NpgsqlDbType Bigints = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
    const NpgsqlDbType Integers = NpgsqlDbType.Array | NpgsqlDbType.Integer;
    const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    const NpgsqlDbType Byteas = NpgsqlDbType.Array | NpgsqlDbType.Bytea;

    public void Add(Draft draft)
    {
        AddRecords(draft);
        AddStreams(draft);
        var touches = draft.Touches.Order().ToList();
        batch.Add($"INSERT INTO {s}.touches(entity, position) SELECT * FROM unnest($1, $2)",
            (Bigints, touches.ConvertAll(touch => touch.Entity)), (Bigints, touches.ConvertAll(touch => touch.Position)));
        if (draft.Once.Count > 0)
            batch.Add($"INSERT INTO {s}.once(key, position, fingerprint) SELECT * FROM unnest($1, $2, $3)",
                (Byteas, draft.Once.ConvertAll(once => once.Key)), (Bigints, draft.Once.ConvertAll(once => once.Position)), (Byteas, draft.Once.ConvertAll(once => once.Fingerprint)));
        if (draft.Names.Count > 0) AddNames(draft);
        if (draft.Redacted.Count > 0)
        {
            batch.Add($"DELETE FROM {s}.bodies WHERE position = ANY($1)", (Bigints, draft.Redacted.ConvertAll(redacted => redacted.Position)));
            batch.Add($"INSERT INTO {s}.redactions(position, by, scrubbed) SELECT *, false FROM unnest($1, $2) ON CONFLICT DO NOTHING",
                (Bigints, draft.Redacted.ConvertAll(redacted => redacted.Position)), (Bigints, draft.Redacted.ConvertAll(redacted => redacted.By)));
        }
        batch.Add($"UPDATE {s}.head SET position = $1, at = $2, hash = $3, last_entity = $4 WHERE one",
            (NpgsqlDbType.Bigint, draft.Head.Position), (NpgsqlDbType.Bigint, draft.Head.At), (NpgsqlDbType.Bytea, draft.Head.Hash), (NpgsqlDbType.Bigint, draft.Head.LastEntity));
    }

    void AddRecords(Draft draft)
    {
        var (records, rows) = (draft.Records, draft.Rows);
        var positions = records.ConvertAll(record => record.Position);
        batch.Add($"INSERT INTO {s}.records(position, at, entity, version, kind, touches, cause, digest, hash) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            (Bigints, positions), (Bigints, records.ConvertAll(record => record.At.ToUnixTimeMilliseconds())), (Bigints, rows.ConvertAll(row => row.Entity)),
            (Integers, records.ConvertAll(record => record.Version)), (Texts, records.ConvertAll(record => record.Kind)), (Byteas, rows.ConvertAll(row => row.Touches)),
            (Bigints, records.ConvertAll(record => record.Cause)), (Byteas, rows.ConvertAll(row => row.Digest)), (Byteas, rows.ConvertAll(row => row.Hash)));
        batch.Add($"INSERT INTO {s}.bodies(position, salt, body) SELECT * FROM unnest($1, $2, $3)",
            (Bigints, positions), (Byteas, rows.ConvertAll(row => row.Salt)), (Byteas, records.ConvertAll(record => Draft.Bytes(record.Body))));
    }

    void AddStreams(Draft draft)
    {
        var streams = draft.Streams.OrderBy(stream => stream.Stream.Id).ToLookup(stream => stream.New);
        var (begun, moved) = (streams[true].ToList(), streams[false].ToList());
        if (begun.Count > 0)
            batch.Add($"INSERT INTO {s}.entities(id, ref, version, cause) SELECT * FROM unnest($1, $2, $3, $4)",
                (Bigints, begun.ConvertAll(stream => stream.Stream.Id)), (Byteas, begun.ConvertAll(stream => Sql.Bytes(stream.Entity))),
                (Integers, begun.ConvertAll(stream => stream.Stream.Version)), (Bigints, begun.ConvertAll(stream => stream.Stream.Cause)));
        if (moved.Count > 0)
            batch.Add($"UPDATE {s}.entities e SET version = x.version, cause = x.cause FROM unnest($1, $2, $3) x(id, version, cause) WHERE e.id = x.id",
                (Bigints, moved.ConvertAll(stream => stream.Stream.Id)), (Integers, moved.ConvertAll(stream => stream.Stream.Version)), (Bigints, moved.ConvertAll(stream => stream.Stream.Cause)));
    }

    void AddNames(Draft draft)
    {
        var names = draft.Names.SelectMany(of => of.Value.Names.DistinctBy(name => name.Key), (of, name) => (Entity: of.Key, name.Key, name.Value)).ToList();
        batch.Add($"DELETE FROM {s}.names WHERE entity = ANY($1)", (Bigints, draft.Names.Keys.ToList()));
        if (names.Count > 0)
            batch.Add($"INSERT INTO {s}.names(entity, normalized, name) SELECT * FROM unnest($1, $2, $3)",
                (Bigints, names.ConvertAll(name => name.Entity)), (Byteas, names.ConvertAll(name => Sql.Bytes(name.Key))), (Byteas, names.ConvertAll(name => Sql.Bytes(name.Value))));
    }
}
