using System.Buffers.Binary;
using System.Text;

namespace Tracker.Simulator.Store;

/// <summary>A record as it lies in the store. <see cref="SaltAt"/> is where salt and body begin in the file, so that they can be overwritten.</summary>
sealed record StoredRecord(Record Record, byte[] Salt, byte[] Digest)
{
    public int SaltAt { get; set; }

    public int BodyLength { get; init; }

    public bool WordsFit => Chain.Digest(Salt, Record.Body.Span).AsSpan().SequenceEqual(Digest);
}

readonly record struct UsedKey(string Key, byte[] Fingerprint, long Position);

/// <summary>
/// What one transaction adds, and its bytes: mark, length, check, the parts, mark. The check is of everything but salts and bodies, which a takedown
/// overwrites; those have their digests. A batch that was not written whole does not fit its check or its digests.
/// </summary>
sealed class Batch
{
    const int Mark = 0x5442_4C31;
    const int Head = 16;

    public List<StoredRecord> Records { get; } = [];
    public List<UsedKey> Keys { get; } = [];
    public List<NameSet> Names { get; } = [];
    public List<long> Redacted { get; } = [];

    /// <summary>Sets each record's <see cref="StoredRecord.SaltAt"/> for a batch at this offset.</summary>
    public byte[] Write(int offset)
    {
        using var stream = new MemoryStream(2048);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(new byte[Head]);
        writer.Write(Records.Count);
        foreach (var one in Records) Write(writer, one, offset);
        writer.Write(Keys.Count);
        foreach (var key in Keys)
        {
            writer.Write(key.Key);
            writer.Write(key.Fingerprint);
            writer.Write(key.Position);
        }
        writer.Write(Names.Count);
        foreach (var names in Names)
        {
            writer.Write(names.Entity);
            writer.Write(names.Names.Count);
            foreach (var (normalized, name) in names.Names)
            {
                writer.Write(normalized);
                writer.Write(name);
            }
        }
        writer.Write(Redacted.Count);
        foreach (var position in Redacted) writer.Write(position);
        // Without it a batch that ends in zeros would be whole before its last page is written.
        writer.Write(Mark);
        writer.Flush();
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Check(bytes, Records.Select(one => (one.SaltAt - offset, one.Salt.Length + one.BodyLength))));
        return bytes;
    }

    /// <summary>The batch at this offset of the file and its length, or null when there is none that is whole.</summary>
    public static (Batch Batch, int Length)? Read(SimulatedDisk disk, int offset)
    {
        var head = disk.Read(offset, Head);
        if (head.Length < Head || BinaryPrimitives.ReadInt32LittleEndian(head) != Mark) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        var bytes = length < Head ? [] : disk.Read(offset, length).ToArray();
        if (bytes.Length != length) return null;
        try
        {
            var batch = Read(bytes, offset);
            var check = Check(bytes, batch.Records.Select(one => (one.SaltAt - offset, one.Salt.Length + one.BodyLength)));
            return check == BinaryPrimitives.ReadUInt64LittleEndian(head[8..]) ? (batch, length) : null;
        }
        catch (Exception torn) when (torn is IOException or ArgumentException or OverflowException or FormatException)
        {
            return null;
        }
    }

    static void Write(BinaryWriter writer, StoredRecord one, int offset)
    {
        var record = one.Record;
        writer.Write(record.Position);
        writer.Write(record.At.ToUnixTimeMilliseconds());
        writer.Write(record.Entity);
        writer.Write(record.Version);
        writer.Write(record.Kind);
        writer.Write(record.Touches.Count);
        foreach (var touch in record.Touches)
        {
            writer.Write(touch.Entity);
            writer.Write((int)touch.Role);
        }
        writer.Write(record.Cause ?? 0);
        writer.Write(record.Hash.Span);
        writer.Write(one.Digest);
        writer.Write(one.BodyLength);
        writer.Flush();
        one.SaltAt = offset + (int)writer.BaseStream.Position;
        writer.Write(one.Salt);
        writer.Write(record.Body.IsEmpty ? new byte[one.BodyLength] : record.Body.Span);
    }

    static Batch Read(byte[] bytes, int offset)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, Head, bytes.Length - Head), Encoding.UTF8);
        var batch = new Batch();
        for (var n = Count(reader, bytes.Length); n > 0; n--) batch.Records.Add(ReadRecord(reader, bytes.Length, offset + Head));
        for (var n = Count(reader, bytes.Length); n > 0; n--) batch.Keys.Add(new UsedKey(reader.ReadString(), reader.ReadBytes(32), reader.ReadInt64()));
        for (var n = Count(reader, bytes.Length); n > 0; n--)
        {
            var entity = reader.ReadString();
            batch.Names.Add(new NameSet(entity, [.. Enumerable.Range(0, Count(reader, bytes.Length)).Select(_ => KeyValuePair.Create(reader.ReadString(), reader.ReadString()))]));
        }
        for (var n = Count(reader, bytes.Length); n > 0; n--) batch.Redacted.Add(reader.ReadInt64());
        return reader.ReadInt32() == Mark ? batch : throw new FormatException("Torn.");
    }

    static StoredRecord ReadRecord(BinaryReader reader, int most, int offset)
    {
        var record = new Record
        {
            Position = reader.ReadInt64(), At = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()), Entity = reader.ReadString(), Version = reader.ReadInt32(), Kind = reader.ReadString(),
            Touches = [.. Enumerable.Range(0, Count(reader, most)).Select(_ => new Touch(reader.ReadString(), (TouchRole)reader.ReadInt32()))],
            Body = default, Cause = reader.ReadInt64() is > 0 and var cause ? cause : null, Hash = reader.ReadBytes(Chain.HashSize),
        };
        var (digest, length) = (reader.ReadBytes(32), Count(reader, most));
        var at = offset + (int)reader.BaseStream.Position;
        var salt = reader.ReadBytes(Chain.SaltSize);
        return new StoredRecord(record with { Body = reader.ReadBytes(length) }, salt, digest) { SaltAt = at, BodyLength = length };
    }

    static int Count(BinaryReader reader, int most) => reader.ReadInt32() is >= 0 and var count && count <= most ? count : throw new FormatException("Torn.");

    static ulong Check(byte[] bytes, IEnumerable<(int At, int Count)> words)
    {
        var (check, at) = (14695981039346656037UL, Head);
        foreach (var (from, count) in words.Append((bytes.Length, 0)))
        {
            for (; at < from; at++) check = (check ^ bytes[at]) * 1099511628211;
            at = from + count;
        }
        return check;
    }
}
