using System.Buffers.Text;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Single rows of the index, out of one snapshot.</summary>
static class SnapshotRows
{
    public static long? IdOf(this Snapshot from, string reference) => from.Database["SELECT id FROM entities WHERE ref = ?"].Bind(reference).Number();

    public static string RefOf(this Snapshot from, long id)
    {
        var row = from.Database["SELECT ref FROM entities WHERE id = ?"].Bind(id);
        row.Step();
        var reference = row.Text(0);
        row.Reset();
        return reference;
    }

    public static byte[] Body(this Snapshot from, long id)
    {
        var row = from.Database["SELECT body FROM bodies WHERE id = ?"].Bind(id);
        row.Step();
        var body = row.Bytes(0).ToArray();
        row.Reset();
        return body;
    }

    /// <summary>A stored document, whole: with its version and its end.</summary>
    public static byte[] Document(this Snapshot from, long body, int version)
    {
        var row = from.Database["SELECT body FROM bodies WHERE id = ?"].Bind(body);
        row.Step();
        var whole = Whole(row.Bytes(0), version);
        row.Reset();
        return whole;
    }

    /// <summary>The form in which documents are stored, with what it leaves out.</summary>
    public static byte[] Whole(ReadOnlySpan<byte> stored, int version)
    {
        Span<byte> end = stackalloc byte[24];
        ",\"version\":"u8.CopyTo(end);
        Utf8Formatter.TryFormat(version, end[11..], out var digits);
        end[11 + digits] = (byte)'}';
        return [.. stored, .. end[..(12 + digits)]];
    }
}
