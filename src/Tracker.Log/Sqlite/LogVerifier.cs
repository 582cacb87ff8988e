using System.Globalization;
using Tracker.Domain;

namespace Tracker.Log.Sqlite;

/// <summary>
/// Walks the chain of a <c>log.db</c> from its first record and says where it was first altered: another word, time, name or order, a record that is gone or
/// came between, words removed without a <c>record.redacted</c>, a touches index that tells something else than the records.
/// A cut tail leaves a sound chain: only an anchor finds it, as does a chain that was computed anew.
/// </summary>
public static class LogVerifier
{
    const int PageSize = 500;

    /// <summary>Opens read-only, also beside a running server, and reads by pages: memory is bounded, and no view is held that would make the server's log grow.</summary>
    /// <exception cref="LogOpenException">There is no log, or it cannot be read.</exception>
    public static Task<Verification> VerifyAsync(string directory, Anchor? anchor, CancellationToken ct)
    {
        directory = Path.GetFullPath(directory);
        var file = Path.Combine(directory, "log.db");
        return File.Exists(file) ? VerifyFileAsync(file, anchor, ct) : throw new LogOpenException("not-a-log", $"There is no log in {directory}.");
    }

    /// <summary>The same for a log in a file of any name: a backup.</summary>
    /// <exception cref="LogOpenException">There is no such file, or it is no log, or it cannot be read.</exception>
    public static Task<Verification> VerifyFileAsync(string file, Anchor? anchor, CancellationToken ct) =>
        Task.Run(() =>
        {
            file = Path.GetFullPath(file);
            if (!File.Exists(file)) throw new LogOpenException("not-a-log", $"There is no file {file}.");
            try
            {
                using var database = Database.Open(file, write: false, TimeSpan.FromSeconds(5));
                if (Schema.Recognize(database, file) == 0) throw new LogOpenException("not-a-log", $"{file} is not a Tracker log.");
                return new ChainWalk(database).Run(anchor, PageSize, ct);
            }
            catch (StoreError error)
            {
                throw error.ToOpening(Path.GetDirectoryName(file)!, file);
            }
        }, ct);
}

/// <summary>One walk: what is known of the records so far.</summary>
sealed class ChainWalk(Database database)
{
    readonly string _epoch = Schema.Meta(database, "epoch");
    readonly RecordRows _rows = new(RoleTable.Load(database, extend: false));
    // Before the end is read: beside a running server both only grow.
    readonly long _indexed = long.TryParse(Schema.Meta(database, "touched"), NumberStyles.None, CultureInfo.InvariantCulture, out var indexed) ? indexed : 0;
    readonly long _end = database["SELECT max(position) FROM records"].Number() ?? 0;
    long _position;
    long _touches;
    ReadOnlyMemory<byte> _hash = Chain.Origin;
    (long By, HashSet<long> Positions) _takedown = (0, []);

    public Verification Run(Anchor? anchor, int pageSize, CancellationToken ct)
    {
        var first = anchor is null ? null : ChainLink.Belongs(anchor.Cursor, _epoch, Ancestry.Reach(database, anchor.Cursor.Epoch));
        try
        {
            while (first is null && _position < _end)
            {
                ct.ThrowIfCancellationRequested();
                first = Page(anchor, pageSize);
            }
        }
        catch (StoreError error) when (error.Primary is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_IOERR)
        {
            first = new Alteration(_position + 1, $"The file is damaged at or after this record ({error.Message}).");
        }
        first ??= ChainLink.Reaches(anchor, _end);
        return new Verification(new Cursor(_epoch, _position), _hash, first ?? Index() ?? Streams());
    }

    Alteration? Page(Anchor? anchor, int size)
    {
        foreach (var row in Read(size))
        {
            if (Look(row) is { } what) return new Alteration(_position + 1, what);
            _position++;
            _hash = row.Record.Hash;
            if (ChainLink.Holds(anchor, _position, _hash) is { } other) return other;
        }
        return null;
    }

    sealed record Row(Record Record, byte[] Salt, byte[] Digest, byte[] Words, bool Redacted, List<long> Touched);

    /// <summary>The next page, read to its end before anything else is asked; a row that cannot be read ends it with a null record.</summary>
    List<Row> Read(int size)
    {
        var rows = database[$"SELECT {RecordRows.Columns}, r.salt, r.digest FROM records r WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"]
            .Bind(_position).Bind(_end).Bind(size);
        var page = new List<Row>();
        long bytes = 0;
        try
        {
            while (bytes < 16 << 20 && rows.Step())
            {
                Record record;
                List<long> touched = [];
                try
                {
                    record = _rows.Read(database, rows);
                    touched = [.. TouchCode.Read(rows.Bytes(5)).Select(touch => touch.Entity).Distinct()];
                }
                catch (Exception error) when (error is FormatException or KeyNotFoundException or ArgumentOutOfRangeException)
                {
                    record = new Record { Position = rows.Int64(0), At = default, Entity = "", Version = 0, Kind = "", Touches = [], Body = default };
                }
                page.Add(new Row(record, rows.Bytes(10).ToArray(), rows.Bytes(11).ToArray(), rows.Bytes(9).ToArray(), rows.Int32(7) != 0, touched));
                bytes += page[^1].Words.Length;
            }
        }
        finally
        {
            rows.Reset();
        }
        if (page.Count == 0) throw new StoreError(SQLitePCL.raw.SQLITE_CORRUPT, $"the records from {_position + 1} to {_end} cannot be found");
        return page;
    }

    string? Look(Row row)
    {
        var record = row.Record;
        if (ChainLink.Place(_position + 1, record.Position) is { } hole) return hole;
        if (record.Entity.Length == 0) return ChainLink.Unreadable;
        if ((row.Redacted ? Takedown(row) : ChainLink.Words(row.Salt, row.Words, row.Digest)) is { } words) return words;
        if (ChainLink.Header(_hash.Span, record, row.Digest) is { } header) return header;
        if (record.Version < 1 || (record.Version > 1 && database[
            "SELECT p.position < r.position FROM records r JOIN records p ON p.entity = r.entity AND p.version = r.version - 1 WHERE r.position = ?"].Bind(record.Position).Number() != 1))
            return ChainLink.Version(record);
        if (record.Position > _indexed) return null;
        foreach (var entity in row.Touched)
        {
            if (database["SELECT 1 FROM touches WHERE entity = ? AND position = ?"].Bind(entity).Bind(record.Position).Number() is null)
                return $"The index of touches lacks {_rows.RefOf(database, entity)} for this record.";
        }
        _touches += row.Touched.Count;
        return null;
    }

    string? Takedown(Row row)
    {
        var position = row.Record.Position;
        if (row.Words.AsSpan().ContainsAnyExcept((byte)0) || row.Salt.AsSpan().ContainsAnyExcept((byte)0))
            return ChainLink.WordsThere;
        if (database["SELECT by FROM redactions WHERE position = ?"].Bind(position).Number() is { } by && by > position && Names(by, position)) return null;
        return ChainLink.WordsGone;
    }

    /// <summary>Whether the record at <paramref name="by"/> is a takedown of the position. That it is itself unaltered is seen when the walk comes there.</summary>
    bool Names(long by, long position)
    {
        if (_takedown.By != by)
        {
            var row = database["SELECT body FROM records WHERE position = ? AND kind = 'record.redacted' AND redacted = 0"].Bind(by);
            if (!row.Step()) return false;
            var body = row.Bytes(0).ToArray();
            row.Reset();
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

    /// <summary>All that the records touch was found in the index, as far as it is whole; is there more in it?</summary>
    Alteration? Index()
    {
        if (_position < _end) return null;
        if (_indexed > _end) return new Alteration(_end + 1, $"The index of touches says that it is whole up to {_indexed}, but the log ends at {_end}.");
        if (database["SELECT count(*) FROM touches WHERE position <= ?"].Bind(_indexed).Number() == _touches) return null;
        var row = database["SELECT entity, position FROM touches WHERE position <= ? AND (entity, position) > (?, ?) ORDER BY entity, position LIMIT 1"];
        for (long entity = 0, position = 0; ;)
        {
            row.Bind(_indexed).Bind(entity).Bind(position);
            if (!row.Step()) return new Alteration(_indexed, "The index of touches has more than the records tell.");
            (entity, position) = (row.Int64(0), row.Int64(1));
            row.Reset();
            var record = database["SELECT touches FROM records WHERE position = ?"].Bind(position);
            var told = record.Step() && TouchCode.Read(record.Bytes(0)).Exists(touch => touch.Entity == entity);
            record.Reset();
            if (!told) return new Alteration(position, $"The index of touches has the entity number {entity} here, the record has not.");
        }
    }

    /// <summary>The version and the last cause that each stream is said to have are those of its records.</summary>
    Alteration? Streams()
    {
        if (_position < _end) return null;
        var wrong = database["""
            SELECT e.ref, coalesce((SELECT r.position FROM records r WHERE r.entity = e.id ORDER BY r.version DESC LIMIT 1), 0) FROM entities e
            WHERE e.version <> coalesce((SELECT max(r.version) FROM records r WHERE r.entity = e.id), 0)
              OR e.cause <> coalesce((SELECT r.cause FROM records r WHERE r.entity = e.id AND r.cause IS NOT NULL ORDER BY r.version DESC LIMIT 1), 0) LIMIT 1
            """];
        if (!wrong.Step()) return null;
        var found = new Alteration(wrong.Int64(1), $"The stream {wrong.Text(0)} is said to have another version or last cause than its records tell.");
        wrong.Reset();
        return found;
    }
}
