using Tracker.Log;

namespace Tracker.Grains.Snapshots;

/// <summary>
/// A fold kept so that activation need not read the whole life. Never the truth: another epoch, a hash that the log does not have at
/// <see cref="Position"/>, or another fold version means that it is ignored.
/// </summary>
public sealed record Snapshot
{
    public string Epoch { get; init; } = "";
    public long Position { get; init; }
    /// <summary>Chain hash at <see cref="Position"/>, lower-case hex.</summary>
    public string Hash { get; init; } = "";
    public int FoldVersion { get; init; }
    /// <summary>The state as stored JSON.</summary>
    public byte[] State { get; init; } = [];
    public Receipt? Newest { get; init; }
}
