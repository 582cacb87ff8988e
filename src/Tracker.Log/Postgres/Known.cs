using System.Runtime.InteropServices;
using System.Text;

namespace Tracker.Log.Postgres;

/// <summary>The end of the log: what the next record continues.</summary>
sealed record Head(string Epoch, long Position, long At, byte[] Hash, long LastEntity);

/// <summary>A stream as it was when the transaction had the lock.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct StreamState(long Id, int Version, long Cause);

/// <summary>A once-key that was used.</summary>
sealed record Used(byte[] Fingerprint, Receipt Receipt);

/// <summary>All that the decisions of one transaction rest on, read after it had taken the lock.</summary>
/// <param name="Now">The database's clock, milliseconds.</param>
sealed record Known(Head Head, long Now, Dictionary<string, StreamState> Streams, Dictionary<string, Used> Once)
{
    /// <summary>A key as it is stored, as a key of a dictionary.</summary>
    public static string Code(byte[] stored) => Encoding.Latin1.GetString(stored);
}
