using System.Buffers.Binary;
using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Log.Feed;
using Record = Tracker.Domain.Record;

namespace Tracker.Faults.Checking;

/// <summary>Jepsen's sets: what was tried and told against what is read. Takes the log once, from its first record, then judges.</summary>
sealed class Checker(History history, LogBook book, Verdict verdict)
{
    /// <summary>Ids of the load's statements are this and their number; others are not its business.</summary>
    public const string Prefix = "s";

    readonly Dictionary<long, long> _found = [];
    readonly HashSet<(long Cause, string Actor, string Topic)> _reactions = [];
    DateTimeOffset _at;

    /// <summary>Records taken: the position of the last.</summary>
    public long Records { get; private set; }

    public void Take(Record record)
    {
        if (record.Position != Records + 1) verdict.Holes.Add($"the log has {record.Position} after {Records}");
        if (record.At < _at) verdict.Regressions.Add($"the log's time at {record.Position} is {_at - record.At} before the record before it");
        if (!book.Agrees(record.Position, Digest.Of(WireItem.Of(record).Span))) verdict.Forks.Add($"the log has at {record.Position} what readers did not get");
        (Records, _at) = (record.Position, record.At);
        if (record.Kind == "statement.added" && NumberOf(record.Entity) is { } number) TakeStatement(number, record);
        if (record.Kind == "position.changed" && record.Event is PositionChanged moved && !_reactions.Add((moved.Cause, moved.Actor, moved.Topic)))
            verdict.Doubled.Add($"{record.Position} reacts a second time to {moved.Cause} ({moved.Actor}, {moved.Topic})");
    }

    /// <summary>What was acknowledged and is not there; to be asked once, after the last record.</summary>
    public void Finish()
    {
        for (var number = 1L; number <= history.Numbers; number++)
        {
            if (history[number] is { Told: not 0 } entry && !_found.ContainsKey(number))
                verdict.Lost.Add($"{Prefix}{number}, acknowledged at {entry.Position}");
        }
    }

    void TakeStatement(long number, Record record)
    {
        if (_found.TryGetValue(number, out var first))
        {
            verdict.Doubled.Add($"{Prefix}{number} at {first} and {record.Position}");
            return;
        }
        _found.Add(number, record.Position);
        var entry = history[number];
        var stored = 1 << ContentOf(record);
        if ((entry.Tried & stored) == 0) verdict.Phantoms.Add($"{Prefix}{number} at {record.Position} was never sent so");
        else if (entry is { Told: 0, Open: 0 }) verdict.Phantoms.Add($"{Prefix}{number} at {record.Position}, which everyone was told was not stored");
        if ((entry.Told & ~stored) != 0) verdict.Contradicted.Add($"{Prefix}{number} at {record.Position}: contents {entry.Told:b8} were acknowledged, {stored:b8} is stored");
        if ((entry.Conflicts & stored) != 0) verdict.Contradicted.Add($"{Prefix}{number} at {record.Position}: the stored content {stored:b8} was refused as another one");
        if (entry.Differs) verdict.Forks.Add($"{Prefix}{number} was given two receipts that are not the same");
        if (entry.Position != 0 && entry.Position != record.Position) verdict.Forks.Add($"{Prefix}{number} was acknowledged at {entry.Position} and is at {record.Position}");
        if (entry.Hash != 0 && entry.Hash != HashOf(record.Hash.Span)) verdict.Forks.Add($"{Prefix}{number} at {record.Position} has another hash than its receipt");
    }

    /// <summary>The beginning of a hash, as <see cref="Entry.Hash"/> keeps it.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt64BigEndian(hash);

    static long? NumberOf(string entity) =>
        entity.StartsWith("statement/" + Prefix, StringComparison.Ordinal)
        && long.TryParse(entity.AsSpan("statement/".Length + Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The load writes the content's number into the text: "[3] …".
    static int ContentOf(Record record)
    {
        var at = record.Body.Span.IndexOf("\"text\":\"["u8);
        return at < 0 ? 7 : record.Body.Span[at + "\"text\":\"[".Length] - '0';
    }
}
