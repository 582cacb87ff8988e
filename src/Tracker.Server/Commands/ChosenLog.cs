using Tracker.Log.Postgres;

namespace Tracker.Server.Commands;

/// <summary>Which log a command is about when it is not told: the server's, by the same settings of the environment.</summary>
static class ChosenLog
{
    /// <summary>How the log in PostgreSQL is opened; null when the log is a file.</summary>
    /// <exception cref="UsageException">It is in PostgreSQL, and the environment does not say where.</exception>
    public static PostgresLogOptions? Postgres()
    {
        if (Environment.GetEnvironmentVariable("Tracker__Log") != "postgres") return null;
        var options = new ServerOptions { ConnectionString = Environment.GetEnvironmentVariable("Tracker__ConnectionString") };
        if (Environment.GetEnvironmentVariable("Tracker__Schema") is { Length: > 0 } schema) options.Schema = schema;
        return Stores.Postgres(options) with { WaitsAtStart = false };
    }

    /// <exception cref="UsageException">The log is in PostgreSQL.</exception>
    public static void RefusePostgres(string instead)
    {
        if (Environment.GetEnvironmentVariable("Tracker__Log") == "postgres") throw new UsageException($"The log is in PostgreSQL (Tracker__Log), whose own tools do this: {instead}. See deploy/OPERATIONS.md.");
    }
}
