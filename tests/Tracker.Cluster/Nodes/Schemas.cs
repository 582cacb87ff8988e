using Npgsql;
using Tracker.Grains.Membership;
using Tracker.Specs;

namespace Tracker.ClusterTests.Nodes;

static class Schemas
{
    public static async Task<object?> AskAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The cluster's tables in a schema of the test's own.</summary>
    public static async Task<ClusterTables> TablesAsync(PostgresServer server)
    {
        var schema = "t_" + Guid.NewGuid().ToString("n");
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var create = new NpgsqlCommand($"CREATE SCHEMA {schema}", connection);
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return ClusterTables.Of(server.ConnectionString(), schema);
    }
}
