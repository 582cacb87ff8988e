using System.Globalization;
using Npgsql;
using Tracker.Acceptance.Postgres;
using Tracker.Acceptance.Servers;
using Tracker.Specs;

[assembly: AssemblyFixture(typeof(OnPostgres))]

namespace Tracker.Acceptance.Postgres;

/// <summary>One PostgreSQL for the tests of this assembly, started when the first of them asks; each has a schema of its own.</summary>
public sealed class OnPostgres : IAsyncDisposable
{
    readonly Lock _gate = new();
    Task<PostgresServer>? _server;
    int _schemas;

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public Task<PostgresServer> Server
    {
        get
        {
            Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
            lock (_gate) return _server ??= PostgresServer.StartAsync();
        }
    }

    /// <summary>What a server needs to have its log there, in a schema that nobody has.</summary>
    internal async Task<ServerOptions> NewLogAsync() => Options(await Server, string.Create(CultureInfo.InvariantCulture, $"log_{Interlocked.Increment(ref _schemas)}"));

    internal static ServerOptions Options(PostgresServer server, string schema) => new()
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Tracker__Log"] = "postgres", ["Tracker__ConnectionString"] = server.ConnectionString(), ["Tracker__Schema"] = schema,
        },
    };

    public static async Task<object?> AskAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true } started) await (await started).DisposeAsync();
    }
}
