using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

/// <summary>A directory with a log in it, for tests that look at the files.</summary>
sealed class Store : IDisposable
{
    readonly TestDirectory _directory = new(memory: true);

    public string Path => _directory.Path;

    public string File => System.IO.Path.Combine(Path, "log.db");

    public Task<SqliteLog> OpenAsync(Func<SqliteLogOptions, SqliteLogOptions>? with = null)
    {
        var options = new SqliteLogOptions { Directory = Path, Clock = new ManualClock(), TouchWindow = 1 };
        return SqliteLog.OpenAsync(with?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    /// <summary>Changes the closed store behind the log's back.</summary>
    public void Edit(string sql)
    {
        using var database = Database.Open(File, write: true, TimeSpan.FromSeconds(1));
        database.Execute(sql);
    }

    public long Ask(string sql)
    {
        using var database = Database.Open(File, write: true, TimeSpan.FromSeconds(1));
        return database[sql].Number() ?? 0;
    }

    public Task<Verification> VerifyAsync(Anchor? anchor = null) => LogVerifier.VerifyAsync(Path, anchor, TestContext.Current.CancellationToken);

    public void Dispose() => _directory.Dispose();
}
