using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tracker.Domain;
using Tracker.Log.Writing;

namespace Tracker.Log.Postgres;

/// <summary>
/// One transaction as it will be written: checks each append against what was read under the lock and against everything before it in this very transaction.
/// Touches nothing: what is not written leaves no trace, and the same works can be drafted again.
/// </summary>
/// <param name="clock">Null = the database's.</param>
sealed class Draft(Known known, Roles roles, TimeProvider? clock) : ILedger
{
    readonly Dictionary<string, StreamState> _streams = new(StringComparer.Ordinal);
    readonly Dictionary<string, Used> _once = new(StringComparer.Ordinal);
    readonly ArrayBufferWriter<byte> _code = new();

    /// <summary>The end of the log if this is committed.</summary>
    public Head Head { get; private set; } = known.Head;

    /// <summary>Where it begins.</summary>
    public Head Before => known.Head;

    /// <summary>What it appends, in order.</summary>
    public List<Record> Records { get; } = [];

    /// <summary>The rest of each record's row.</summary>
    public List<(long Entity, byte[] Touches, byte[] Salt, byte[] Digest, byte[] Hash)> Rows { get; } = [];

    public HashSet<(long Entity, long Position)> Touches { get; } = [];

    public List<(byte[] Key, long Position, byte[] Fingerprint)> Once { get; } = [];

    /// <summary>Names by the number of their entity; they replace those that it had.</summary>
    public Dictionary<long, NameSet> Names { get; } = [];

    /// <summary>What is taken down, and by which record.</summary>
    public List<(long Position, long By)> Redacted { get; } = [];

    /// <summary>Streams that it began or moved, and whether they are new.</summary>
    public IEnumerable<(string Entity, StreamState Stream, bool New)> Streams => _streams.Select(pair => (pair.Key, pair.Value, !known.Streams.ContainsKey(pair.Key)));

    public AppendOutcome Append(Append append)
    {
        if (AlreadyUsed(append.Once) is { } used) return used;
        foreach (var expected in append.Expected)
        {
            var actual = Find(expected.Entity)?.Version ?? 0;
            if (actual != expected.Version) return new VersionConflict(expected.Entity, expected.Version, actual);
        }
        // Whoever was first keeps what is after it from being earlier, also where a clock was set back.
        var at = Math.Max(Head.At, clock?.GetUtcNow().ToUnixTimeMilliseconds() ?? known.Now);
        var receipts = new List<Receipt>(append.Records.Count);
        foreach (var record in append.Records) receipts.Add(Insert(record, at));
        foreach (var once in append.Once)
        {
            var stored = OnceCode.Of(once.Key);
            var fingerprint = Bytes(once.Fingerprint);
            if (_once.TryAdd(Known.Code(stored), new Used(fingerprint, receipts[^1]))) Once.Add((stored, receipts[^1].Position, fingerprint));
        }
        foreach (var names in append.Names) Names[Intern(names.Entity).Id] = names;
        return new Appended(receipts);
    }

    public AppendOutcome Redact(IReadOnlyList<long> positions, Append redaction)
    {
        var outcome = Append(redaction);
        if (outcome is not Appended appended) return outcome;
        var by = appended.Receipts[redaction.Records.ToList().FindIndex(record => record.Kind == "record.redacted")].Position;
        Redacted.AddRange(positions.Select(position => (position, by)));
        return outcome;
    }

    Receipt Insert(NewRecord record, long at)
    {
        var stream = Intern(record.Entity);
        stream = _streams[record.Entity] = stream with { Version = stream.Version + 1, Cause = record.Cause ?? stream.Cause };
        var draft = new Record
        {
            Position = Head.Position + 1, At = DateTimeOffset.FromUnixTimeMilliseconds(at), Entity = record.Entity, Version = stream.Version, Kind = record.Kind,
            Touches = record.Touches, Body = record.Body, Cause = record.Cause,
        };
        var salt = RandomNumberGenerator.GetBytes(Chain.SaltSize);
        var digest = Chain.Digest(salt, record.Body.Span);
        var hash = Chain.Hash(Head.Hash, draft, digest);
        Rows.Add((stream.Id, Encode(record.Touches, draft.Position), salt, digest, hash));
        Records.Add(draft with { Hash = hash });
        Head = Head with { Position = draft.Position, At = at, Hash = hash };
        return new Receipt(record.Entity, stream.Version, draft.Position, Head.Epoch, hash, draft.At);
    }

    byte[] Encode(IReadOnlyList<Touch> touches, long position)
    {
        _code.ResetWrittenCount();
        foreach (var touch in touches)
        {
            var id = Intern(touch.Entity).Id;
            TouchCode.Write(_code, id, roles.IdOf(touch.Role));
            Touches.Add((id, position));
        }
        return _code.WrittenSpan.ToArray();
    }

    StreamState Intern(string entity)
    {
        if (Find(entity) is { } there) return there;
        Head = Head with { LastEntity = Head.LastEntity + 1 };
        return _streams[entity] = new StreamState(Head.LastEntity, 0, 0);
    }

    StreamState? Find(string entity) =>
        _streams.TryGetValue(entity, out var stream) || known.Streams.TryGetValue(entity, out stream) ? stream : null;

    AppendOutcome? AlreadyUsed(IReadOnlyList<OnceKey> keys)
    {
        AppendOutcome? replay = null;
        foreach (var key in keys)
        {
            var code = Known.Code(OnceCode.Of(key.Key));
            if (!_once.TryGetValue(code, out var used) && !known.Once.TryGetValue(code, out used)) continue;
            if (!used.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint.Span)) return new KeyTaken(key, used.Receipt);
            replay ??= new Replayed(used.Receipt);
        }
        return replay;
    }

    /// <summary>The bytes themselves where the memory is a whole array, which a body nearly always is.</summary>
    public static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var part) && part.Offset == 0 && part.Array!.Length == part.Count ? part.Array : memory.ToArray();
}
