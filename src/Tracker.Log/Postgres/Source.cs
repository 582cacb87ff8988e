using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Tracker.Log.Postgres;

/// <summary>Where the database is, how every session is set up, and how it is called in a line for a person: never by its password.</summary>
sealed partial class Source : IAsyncDisposable
{
    const string Example = "Host=db.example;Username=tracker;Password=…;Database=tracker";

    // Reads are by key or by a range of positions: with plans of any other kind a read grows with the log. What the planner thinks of a table that it has
    // never analyzed must not decide that.
    const string Plans = "-c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan";

    // A peer that is gone without a word (its machine lost power, its network was cut) is noticed within ten seconds and its transaction ends.
    const string Gone = "-c tcp_user_timeout=10000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    // What a server has beyond "on" (remote_apply) stays.
    const string Durable = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    readonly NpgsqlDataSource _database;

    readonly NpgsqlDataSource _telling;

    Source(NpgsqlDataSource database, NpgsqlDataSource telling, string schema, string name, string application) =>
        (_database, _telling, Schema, Name, Application) = (database, telling, schema, name, application);

    /// <summary>The schema, quoted for SQL.</summary>
    public string Schema { get; }

    /// <summary>For example <c>tracker@db.example:5432/tracker, schema tracker</c>.</summary>
    public string Name { get; }

    /// <exception cref="LogOpenException"><c>bad-setting</c>.</exception>
    public static Source Of(PostgresLogOptions options)
    {
        if (!SchemaName.IsMatch(options.Schema) || options.Schema.StartsWith("pg_", StringComparison.Ordinal))
            throw new LogOpenException("bad-setting", "Tracker:Schema is a to z, 0 to 9 and underscore, begins with a letter, has at most 48 characters and does not begin with pg_.");
        var settings = Parse(options.ConnectionString);
        if (string.IsNullOrEmpty(settings.Host)) throw new LogOpenException("bad-setting", $"Tracker:ConnectionString names no host; it looks like {Example}.");
        var held = Milliseconds(options.HeldAtMost);
        settings.Options = $"{Plans} {Gone} -c idle_in_transaction_session_timeout={held} -c lock_timeout={held} {settings.Options}".TrimEnd();
        settings.ApplicationName ??= "tracker " + options.Schema;
        settings.Pooling = true;
        settings.Enlist = false;
        settings.Multiplexing = false;
        // Nothing is changed in a session that is not set back, and prepared statements are to stay.
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        // A wait for notifications that is cancelled is not to be waited for in turn.
        settings.CancellationTimeout = 500;
        if (settings.MaxPoolSize == 100) settings.MaxPoolSize = 20;
        if (settings.Timeout == 15) settings.Timeout = 5;
        var name = string.Create(CultureInfo.InvariantCulture, $"{settings.Username ?? "?"}@{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}, schema {options.Schema}");
        var database = Build(settings);
        settings.IncludeErrorDetail = true;
        settings.Pooling = false;
        return new Source(database, Build(settings), $"\"{options.Schema}\"", name, settings.ApplicationName);
    }

    /// <summary>How its sessions call themselves.</summary>
    public string Application { get; }

    public NpgsqlConnection Open() => _database.OpenConnection();

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => _database.OpenConnectionAsync(ct);

    /// <summary>A session of its own that tells the details of what it does; elsewhere they are left out, for they may repeat what was posted.</summary>
    public ValueTask<NpgsqlConnection> OpenTellingAsync(CancellationToken ct) => _telling.OpenConnectionAsync(ct);

    /// <summary>Connections that rest are closed: after one was found dead, the others are.</summary>
    public void Clear() => _database.Clear();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _telling.DisposeAsync();
    }

    static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings)
    {
        try
        {
            var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString).UsePhysicalConnectionInitializer(
                connection => { using var command = new NpgsqlCommand(Durable, connection); command.ExecuteNonQuery(); },
                async connection => { await using var command = new NpgsqlCommand(Durable, connection); await command.ExecuteNonQueryAsync(); });
            // Of several hosts the primary is meant: a standby may lack what was acknowledged.
            return settings.Host!.Contains(',', StringComparison.Ordinal) ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build();
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw Unreadable();
        }
    }

    // The exception's own words may quote a part of the password.
    static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException)
        {
            throw Unreadable();
        }
    }

    static LogOpenException Unreadable() => new("bad-setting", $"Tracker:ConnectionString cannot be read. It is pairs of Name=value with semicolons between them and names that Npgsql knows, for example {Example}.");

    static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-z][a-z0-9_]{0,47}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName { get; }
}
