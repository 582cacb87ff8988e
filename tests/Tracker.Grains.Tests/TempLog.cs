using Tracker.Log.Sqlite;

namespace Tracker.GrainsTests;

/// <summary>A real log in a directory of its own, which can be closed and opened again.</summary>
sealed class TempLog : IAsyncDisposable
{
    TempLog(string directory, SqliteLog log) => (Directory, Log) = (directory, log);

    public string Directory { get; }

    public SqliteLog Log { get; private set; }

    public static async Task<TempLog> OpenAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("tracker-grains-").FullName;
        return new TempLog(directory, await SqliteLog.OpenAsync(Options(directory), TestContext.Current.CancellationToken));
    }

    public async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        Log = await SqliteLog.OpenAsync(Options(Directory), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    static SqliteLogOptions Options(string directory) => new() { Directory = directory, Clock = TimeProvider.System };
}
