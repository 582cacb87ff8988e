using Tracker.Log.Sqlite;

namespace Tracker.Log.Derived;

/// <summary>One consistent view of a derived store: everything that is read through it is of one position.</summary>
sealed class Snapshot : IDisposable
{
    readonly Readers.Lease _lease;

    Snapshot(Readers.Lease lease)
    {
        _lease = lease;
        Database["BEGIN"].Run();
        Position = Database["SELECT position FROM progress"].Number() ?? 0;
    }

    public static async ValueTask<Snapshot> OpenAsync(Readers readers, CancellationToken ct)
    {
        var lease = await readers.RentAsync(ct);
        try
        {
            return new Snapshot(lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public Database Database => _lease.Database;

    /// <summary>What the store had taken in.</summary>
    public long Position { get; }

    public void Dispose()
    {
        Database["COMMIT"].Run();
        _lease.Dispose();
    }
}
