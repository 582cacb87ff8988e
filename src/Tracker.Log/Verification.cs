using System.Security.Cryptography;

namespace Tracker.Log;

/// <summary>A place in a log and the hash that it had there, kept outside the store: any receipt is one. Text form <c>epoch:position:hash</c>, hash in hex.</summary>
public sealed record Anchor(Cursor Cursor, ReadOnlyMemory<byte> Hash)
{
    public override string ToString() => $"{Cursor}:{Convert.ToHexStringLower(Hash.Span)}";

    public static bool TryParse(string? text, out Anchor anchor)
    {
        anchor = new Anchor(default, default);
        var end = text?.LastIndexOf(':') ?? -1;
        if (end < 0 || text!.Length - end - 1 != 2 * SHA256.HashSizeInBytes || !Cursor.TryParse(text[..end], out var cursor)) return false;
        var hash = new byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(text.AsSpan(end + 1), hash, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        anchor = new Anchor(cursor, hash);
        return true;
    }
}

/// <summary>What a walk along the chain found.</summary>
/// <param name="Head">The last position up to which everything is sound.</param>
/// <param name="Hash">The hash there: with <paramref name="Head"/> an anchor for the next time.</param>
/// <param name="First">The first thing that is not as it was written, or null.</param>
public sealed record Verification(Cursor Head, ReadOnlyMemory<byte> Hash, Alteration? First)
{
    public bool Sound => First is null;
}

/// <param name="What">One sentence for a person.</param>
public sealed record Alteration(long Position, string What);
