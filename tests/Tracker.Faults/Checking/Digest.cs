using System.Buffers.Binary;

namespace Tracker.Faults.Checking;

/// <summary>Sixty-four bits of an item's bytes, cheap enough for every delivery: readers that got other bytes at one position are told apart, not attackers.</summary>
static class Digest
{
    const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Never zero.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var sum = (ulong)bytes.Length * Prime;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) sum = Mix(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var last in bytes) sum = Mix(sum, last);
        return sum | 1;
    }

    static ulong Mix(ulong sum, ulong word)
    {
        sum = (sum ^ word) * Prime;
        return sum ^ (sum >> 29);
    }
}
