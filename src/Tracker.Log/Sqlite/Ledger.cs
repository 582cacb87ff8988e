using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tracker.Domain;
using Tracker.Log.Writing;

namespace Tracker.Log.Sqlite;

/// <summary>The end of the log: what the next record continues.</summary>
sealed record Tail(long Position, long At, ReadOnlyMemory<byte> Hash, long LastEntity);

/// <summary>A stream as the writer knows it.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct StreamState(long Id, int Version, long Cause);

/// <summary>
/// One transaction of the writer: checks each append against everything before it, this transaction's own effects included, and inserts it or leaves no trace.
/// Nothing of it counts until the writer has committed: then <see cref="Keep"/>.
/// </summary>
sealed class Ledger(Database database, string epoch, Roles roles, Bounded<string, StreamState> cache, Tail tail, TouchTail touchTail, TimeProvider clock) : ILedger
{
    readonly Dictionary<string, StreamState> _changed = new(StringComparer.Ordinal);
    readonly HashSet<string> _new = new(StringComparer.Ordinal);
    readonly List<Touched> _touches = [];
    ArraySegment<Touched> _slice;
    readonly ArrayBufferWriter<byte> _code = new();

    /// <summary>The end of the log if this is committed.</summary>
    public Tail Tail { get; private set; } = tail;

    /// <summary>What it appends, in order.</summary>
    public List<Record> Records { get; } = [];

    public Database Database => database;

    public AppendOutcome Append(Append append)
    {
        if (Used(append.Once) is { } used) return used;
        foreach (var expected in append.Expected)
        {
            var actual = Find(expected.Entity)?.Version ?? 0;
            if (actual != expected.Version) return new VersionConflict(expected.Entity, expected.Version, actual);
        }
        var at = Math.Max(Tail.At, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var receipts = new List<Receipt>(append.Records.Count);
        foreach (var record in append.Records) receipts.Add(Insert(record, at));
        foreach (var once in append.Once)
        {
            database["INSERT INTO once(key, position, fingerprint) VALUES(?, ?, ?) ON CONFLICT DO NOTHING"]
                .Bind(OnceCode.Of(once.Key)).Bind(receipts[^1].Position).Bind(once.Fingerprint.Span).Run();
        }
        foreach (var names in append.Names) Replace(names);
        return new Appended(receipts);
    }

    /// <summary>Appends the redaction and overwrites salt and body of the positions with zeros, in place.</summary>
    public AppendOutcome Redact(IReadOnlyList<long> positions, Append redaction)
    {
        var outcome = Append(redaction);
        if (outcome is not Appended appended) return outcome;
        var by = appended.Receipts[redaction.Records.ToList().FindIndex(record => record.Kind == "record.redacted")].Position;
        foreach (var position in positions)
        {
            database["UPDATE records SET redacted = 1, salt = zeroblob(length(salt)), body = zeroblob(length(body)) WHERE position = ? AND redacted = 0"].Bind(position).Run();
            database["INSERT INTO redactions(position, by) VALUES(?, ?) ON CONFLICT DO NOTHING"].Bind(position).Bind(by).Run();
        }
        return outcome;
    }

    /// <summary>Writes what was gathered: streams once each, and the next slice of touches that the index lacks.</summary>
    public void Flush()
    {
        foreach (var (entity, stream) in _changed)
        {
            if (_new.Contains(entity))
                database["INSERT INTO entities(id, ref, version, cause) VALUES(?, ?, ?, ?)"].Bind(stream.Id).Bind(entity).Bind(stream.Version).Bind(stream.Cause).Run();
            else
                database["UPDATE entities SET version = ?, cause = ? WHERE id = ?"].Bind(stream.Version).Bind(stream.Cause).Bind(stream.Id).Run();
        }
        _slice = touchTail.Next(_touches.Count);
        foreach (var (entity, position) in _slice)
            database["INSERT INTO touches(entity, position) VALUES(?, ?) ON CONFLICT DO NOTHING"].Bind(entity).Bind(position).Run();
        if (touchTail.Completes(_slice) is { } indexed)
            database["UPDATE meta SET value = ? WHERE name = 'touched'"].Bind(indexed.ToString(CultureInfo.InvariantCulture)).Run();
    }

    /// <summary>After the commit: what was learned is true.</summary>
    public void Keep()
    {
        foreach (var (entity, stream) in _changed) cache.Set(entity, stream);
        touchTail.Done(_slice);
        touchTail.Add(_touches);
    }

    Receipt Insert(NewRecord record, long at)
    {
        var cause = record.Cause;
        var stream = Intern(record.Entity);
        stream = _changed[record.Entity] = stream with { Version = stream.Version + 1, Cause = cause ?? stream.Cause };
        var position = Tail.Position + 1;
        var draft = new Record
        {
            Position = position, At = DateTimeOffset.FromUnixTimeMilliseconds(at), Entity = record.Entity, Version = stream.Version, Kind = record.Kind,
            Touches = record.Touches, Body = record.Body, Cause = cause,
        };
        Span<byte> salt = stackalloc byte[Chain.SaltSize];
        RandomNumberGenerator.Fill(salt);
        var digest = Chain.Digest(salt, record.Body.Span);
        var hash = Chain.Hash(Tail.Hash.Span, draft, digest);
        var touches = Encode(record.Touches, position);
        database["INSERT INTO records(position, at, entity, version, kind, touches, cause, redacted, salt, digest, hash, body) VALUES(?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)"]
            .Bind(position).Bind(at).Bind(stream.Id).Bind(stream.Version).Bind(record.Kind).Bind(touches).Bind(cause)
            .Bind(salt).Bind(digest).Bind(hash).Bind(record.Body.Span).Run();
        Records.Add(draft with { Hash = hash });
        Tail = Tail with { Position = position, At = at, Hash = hash };
        return new Receipt(record.Entity, stream.Version, position, epoch, hash, draft.At);
    }

    ReadOnlySpan<byte> Encode(IReadOnlyList<Touch> touches, long position)
    {
        _code.ResetWrittenCount();
        var first = _touches.Count;
        foreach (var touch in touches)
        {
            var id = Intern(touch.Entity).Id;
            TouchCode.Write(_code, id, roles.IdOf(touch.Role));
            if (!Touches(first, id)) _touches.Add(new Touched(id, position));
        }
        return _code.WrittenSpan;
    }

    bool Touches(int first, long entity)
    {
        for (var i = first; i < _touches.Count; i++)
        {
            if (_touches[i].Entity == entity) return true;
        }
        return false;
    }

    StreamState Intern(string entity)
    {
        if (Find(entity) is { } known) return known;
        Tail = Tail with { LastEntity = Tail.LastEntity + 1 };
        _new.Add(entity);
        return _changed[entity] = new StreamState(Tail.LastEntity, 0, 0);
    }

    StreamState? Find(string entity)
    {
        if (_changed.TryGetValue(entity, out var stream) || cache.TryGet(entity, out stream)) return stream;
        var row = database["SELECT id, version, cause FROM entities WHERE ref = ?"].Bind(entity);
        if (!row.Step()) return null;
        stream = new StreamState(row.Int64(0), row.Int32(1), row.Int64(2));
        row.Reset();
        cache.Set(entity, stream);
        return stream;
    }

    AppendOutcome? Used(IReadOnlyList<OnceKey> keys)
    {
        AppendOutcome? replay = null;
        foreach (var key in keys)
        {
            var row = database["SELECT position, fingerprint FROM once WHERE key = ?"].Bind(OnceCode.Of(key.Key));
            if (!row.Step()) continue;
            var position = row.Int64(0);
            var same = row.Bytes(1).SequenceEqual(key.Fingerprint.Span);
            row.Reset();
            if (!same) return new KeyTaken(key, ReceiptAt(position));
            replay ??= new Replayed(ReceiptAt(position));
        }
        return replay;
    }

    Receipt ReceiptAt(long position)
    {
        var row = database["SELECT e.ref, r.version, r.hash, r.at FROM records r JOIN entities e ON e.id = r.entity WHERE r.position = ?"].Bind(position);
        if (!row.Step())
        {
            // Appended earlier in this very transaction: its stream is not flushed yet.
            var mine = Records.Find(record => record.Position == position) ?? throw new InvalidOperationException($"A once-key names position {position}, which is not there.");
            return new Receipt(mine.Entity, mine.Version, position, epoch, mine.Hash, mine.At);
        }
        var receipt = new Receipt(row.Text(0), row.Int32(1), position, epoch, row.Bytes(2).ToArray(), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(3)));
        row.Reset();
        return receipt;
    }

    void Replace(NameSet names)
    {
        var id = Intern(names.Entity).Id;
        database["DELETE FROM names WHERE entity = ?"].Bind(id).Run();
        foreach (var (normalized, name) in names.Names)
        {
            database["INSERT INTO names(normalized, entity, name) VALUES(?, ?, ?) ON CONFLICT DO NOTHING"].Bind(normalized).Bind(id).Bind(name).Run();
        }
    }
}
