namespace Tracker.Log.Settings;

/// <summary>States of grains beside the log, for all processes that share it. Derived, never the truth: losing them costs time.</summary>
public interface ISnapshots
{
    /// <summary>What is kept under this name, and its version; null = nothing.</summary>
    ValueTask<(long Version, ReadOnlyMemory<byte> Body)?> ReadAsync(string grain, string name, CancellationToken ct);

    /// <summary>
    /// Keeps it under the next version, which it answers; null when what is kept has another version than <paramref name="version"/> (0 = nothing is kept),
    /// or when words were taken down after <paramref name="position"/>: what it was made of may have had them.
    /// </summary>
    ValueTask<long?> WriteAsync(string grain, string name, long version, long position, ReadOnlyMemory<byte> body, CancellationToken ct);

    ValueTask ClearAsync(string grain, string name, CancellationToken ct);
}
