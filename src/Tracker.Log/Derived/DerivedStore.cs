using Tracker.Log.Sqlite;

namespace Tracker.Log.Derived;

/// <summary>A <see cref="DerivedFile"/> that is open: one connection that writes, some that read.</summary>
sealed class DerivedStore : IDisposable
{
    public DerivedStore(DerivedFile file, Database writer)
    {
        Writer = writer;
        Readers = new Readers(file.Path, file.Readers, file.Reading);
        var progress = writer["SELECT position, hash FROM progress"];
        progress.Step();
        (Position, Hash) = (progress.Int64(0), progress.Bytes(1).ToArray());
        progress.Reset();
    }

    /// <summary>For the one who follows the log; used by one thread at a time.</summary>
    public Database Writer { get; }

    public Readers Readers { get; }

    /// <summary>What it had taken in when it was opened.</summary>
    public long Position { get; }

    /// <summary>Chain hash of the record at <see cref="Position"/>.</summary>
    public ReadOnlyMemory<byte> Hash { get; }

    public void Dispose()
    {
        Readers.Dispose();
        Writer.Dispose();
    }
}
