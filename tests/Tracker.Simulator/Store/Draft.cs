using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Store;

/// <summary>One transaction: checks each append against the image and what this transaction has already, and adds all of it or nothing.</summary>
sealed class Draft(Image image, string epoch, TimeProvider clock, Chance salts, Plant plant)
{
    readonly Dictionary<string, StreamHead> _streams = new(StringComparer.Ordinal);
    readonly Dictionary<string, UsedKey> _keys = new(StringComparer.Ordinal);
    long _position = image.Head;
    long _at = image.LastAt;
    ReadOnlyMemory<byte> _hash = image.Hash;

    public Batch Batch { get; } = new();

    /// <summary>The planted hole: a position that was drawn for an append which was then refused.</summary>
    public void Lose(long position) => _position = Math.Max(_position, position);

    public AppendOutcome Append(Append append)
    {
        if (plant != Plant.SkipsOnce && Used(append.Once) is { } used) return used;
        foreach (var expected in append.Expected)
        {
            var actual = Stream(expected.Entity).Version;
            if (actual != expected.Version)
            {
                if (plant == Plant.LeavesHoles) _position++;
                return new VersionConflict(expected.Entity, expected.Version, actual);
            }
        }
        _at = Math.Max(_at, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var receipts = append.Records.Select(Insert).ToList();
        foreach (var once in append.Once)
        {
            var key = new UsedKey(once.Key, once.Fingerprint.ToArray(), receipts[^1].Position);
            _keys.TryAdd(key.Key, key);
            Batch.Keys.Add(key);
        }
        Batch.Names.AddRange(append.Names);
        return new Appended(receipts);
    }

    public AppendOutcome Redact(IReadOnlyList<long> positions, Append redaction)
    {
        var outcome = Append(redaction);
        if (outcome is Appended) Batch.Redacted.AddRange(positions);
        return outcome;
    }

    Receipt Insert(NewRecord record)
    {
        var before = Stream(record.Entity);
        var stream = _streams[record.Entity] = new StreamHead(before.Version + 1, record.Cause ?? before.Cause);
        var draft = new Record
        {
            Position = ++_position, At = DateTimeOffset.FromUnixTimeMilliseconds(_at), Entity = record.Entity, Version = stream.Version, Kind = record.Kind,
            Touches = record.Touches, Body = record.Body.ToArray(), Cause = record.Cause,
        };
        var salt = new byte[Chain.SaltSize];
        salts.Fill(salt);
        var digest = Chain.Digest(salt, record.Body.Span);
        _hash = Chain.Hash(_hash.Span, draft, digest);
        Batch.Records.Add(new StoredRecord(draft with { Hash = _hash }, salt, digest) { BodyLength = record.Body.Length });
        return Receipt(draft with { Hash = _hash });
    }

    AppendOutcome? Used(IReadOnlyList<OnceKey> keys)
    {
        AppendOutcome? replay = null;
        foreach (var key in keys)
        {
            if (!_keys.TryGetValue(key.Key, out var used) && !image.Keys.TryGetValue(key.Key, out used)) continue;
            var first = Receipt(Batch.Records.Find(one => one.Record.Position == used.Position)?.Record ?? image.Records[(int)used.Position - 1].Record);
            if (!used.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint.Span)) return new KeyTaken(key, first);
            replay ??= new Replayed(first);
        }
        return replay;
    }

    StreamHead Stream(string entity) => _streams.TryGetValue(entity, out var stream) ? stream : image.Streams.GetValueOrDefault(entity);

    Receipt Receipt(Record record) => new(record.Entity, record.Version, record.Position, epoch, record.Hash, record.At);
}
