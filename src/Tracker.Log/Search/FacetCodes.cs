using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Log.Search;

/// <summary>What is counted of what was found.</summary>
public enum Facet { Actor, Meeting, Topic, Kind, Language, Source }

/// <summary>
/// The values that a statement is counted under, six bytes each: which facet, and 45 bits of a hash of the value. Counting ten thousand statements must not
/// read their texts; the few values that are shown are looked up by an example afterwards. An actor is counted once that speaks or is spoken for.
/// </summary>
static class FacetCodes
{
    const int Bytes = 6, HashBits = 45;

    static readonly (string Mark, Facet Facet)[] Counted =
    [
        (Marks.Role(Domain.TouchRole.Speaker), Facet.Actor), (Marks.Role(Domain.TouchRole.OnBehalf), Facet.Actor), (Marks.Meeting, Facet.Meeting),
        (Marks.Topic, Facet.Topic), (Marks.Kind, Facet.Kind), (Marks.Language, Facet.Language), (Marks.Source, Facet.Source),
    ];

    /// <param name="marks">Between single spaces.</param>
    /// <returns>Each code once, ascending.</returns>
    public static byte[] Of(string marks)
    {
        var codes = new List<ulong>();
        foreach (var range in marks.AsSpan().Split(' '))
        {
            if (Facing(marks.AsSpan(range)) is var (facet, start)) codes.Add(Code(facet, marks.AsSpan(range)[start..]));
        }
        codes.Sort();
        var bytes = new byte[codes.Count * Bytes];
        Span<byte> whole = stackalloc byte[8];
        var at = 0;
        for (var i = 0; i < codes.Count; i++)
        {
            if (i > 0 && codes[i] == codes[i - 1]) continue;
            BinaryPrimitives.WriteUInt64LittleEndian(whole, codes[i]);
            whole[..Bytes].CopyTo(bytes.AsSpan(at));
            at += Bytes;
        }
        return at == bytes.Length ? bytes : bytes[..at];
    }

    public static int Count(ReadOnlySpan<byte> codes) => codes.Length / Bytes;

    public static ulong At(ReadOnlySpan<byte> codes, int n) =>
        BinaryPrimitives.ReadUInt32LittleEndian(codes[(n * Bytes)..]) | ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(codes[((n * Bytes) + 4)..]) << 32);

    public static Facet FacetOf(ulong code) => (Facet)(code >> HashBits);

    /// <summary>The facet and value that a mark counts for; null for marks that are not counted.</summary>
    public static (Facet Facet, string Value)? Read(string mark) => Facing(mark) is var (facet, start) ? (facet, mark[start..]) : null;

    static (Facet Facet, int Start)? Facing(ReadOnlySpan<char> mark)
    {
        foreach (var (prefix, facet) in Counted)
        {
            // A language with its region counts for the language alone.
            if (mark.StartsWith(prefix, StringComparison.Ordinal)) return facet == Facet.Language && mark.Contains('-') ? null : (facet, prefix.Length);
        }
        return null;
    }

    public static ulong Code(Facet facet, ReadOnlySpan<char> value)
    {
        Span<byte> small = stackalloc byte[256];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetByteCount(value);
        var bytes = length <= small.Length ? small[..length] : new byte[length];
        Encoding.UTF8.GetBytes(value, bytes);
        SHA256.HashData(bytes, digest);
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        return ((ulong)facet << HashBits) | (hash & ((1UL << HashBits) - 1));
    }
}
