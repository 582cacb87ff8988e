using Npgsql;
using Tracker.Log.Postgres;
using Tracker.Log.Tests.Postgres;
using Tracker.Specs;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Tracker.Log.Tests.Postgres;

/// <summary>One PostgreSQL for all tests that neither stop nor break it, started when the first of them asks.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    readonly Lock _gate = new();
    Task<PostgresServer>? _server;

    public Task<PostgresServer> Server
    {
        get { lock (_gate) return _server ??= PostgresServer.StartAsync(); }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true } started) await (await started).DisposeAsync();
    }
}

/// <summary>A schema of this test's own, for one log or several.</summary>
sealed class Database(PostgresServer server) : IAsyncDisposable
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public PostgresServer Server => server;

    public string Schema { get; } = "t_" + Guid.NewGuid().ToString("n");

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public static async Task<Database> OfAsync(SharedServer shared)
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return new Database(await shared.Server);
    }

    public PostgresLogOptions Options(Func<PostgresLogOptions, PostgresLogOptions>? with = null)
    {
        var options = new PostgresLogOptions { ConnectionString = server.ConnectionString(), Schema = Schema, Clock = new ManualClock(), FailStop = _ => { } };
        return with?.Invoke(options) ?? options;
    }

    public Task<PostgresLog> OpenAsync(Func<PostgresLogOptions, PostgresLogOptions>? with = null) => PostgresLog.OpenAsync(Options(with), Ct);

    public Task<Verification> VerifyAsync(Anchor? anchor = null) => PostgresVerifier.VerifyAsync(Options(), anchor, Ct);

    /// <summary>Behind the log's back; the schema is in the search path.</summary>
    public async Task<object?> AskAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(server.ConnectionString() + $";Search Path={Schema};Pooling=false");
        await connection.OpenAsync(Ct);
        return connection;
    }

    public async ValueTask DisposeAsync() => await AskAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
}
