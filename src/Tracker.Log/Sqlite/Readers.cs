using System.Collections.Concurrent;

namespace Tracker.Log.Sqlite;

/// <summary>Read-only connections, opened when needed, at most <paramref name="count"/>: no read ever waits for the writer.</summary>
/// <param name="opened">Prepares a connection when it is opened. Default: nothing.</param>
sealed class Readers(string file, int count, Action<Database>? opened = null) : IDisposable
{
    // Only a moment at a forced checkpoint or a recovery can make a reader wait.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly ConcurrentBag<Database> _free = [];
    readonly SemaphoreSlim _places = new(count, count);
    volatile bool _closed;

    public async ValueTask<Lease> RentAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(SqliteLog));
        await _places.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return new Lease(this, _free.TryTake(out var free) ? free : Open());
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_free.TryTake(out var free)) free.Dispose();
    }

    Database Open()
    {
        var database = Database.Open(file, write: false, Patience);
        try
        {
            opened?.Invoke(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    void Return(Database database)
    {
        _free.Add(database);
        if (_closed) Dispose();
        _places.Release();
    }

    public readonly struct Lease(Readers readers, Database database) : IDisposable
    {
        public Database Database { get; } = database;

        public void Dispose() => readers.Return(Database);
    }
}
