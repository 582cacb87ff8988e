using System.Net.Sockets;
using Npgsql;

namespace Tracker.Log.Postgres;

/// <summary>What an error of the database means, and whether it can be reached: told once when it goes away and once when it is back.</summary>
sealed class Reach(string name, Action<string>? trouble)
{
    // Npgsql has no name for it: the session stood still in a transaction and was ended.
    const string IdleInTransaction = "25P03";

    readonly Lock _gate = new();
    bool _away;

    /// <summary>The refusal for what could not be done because of it.</summary>
    public static Unavailable Refusal(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new("storage-full", "The disk of the database is full; nothing was stored. Reading goes on; try again later."),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => new("busy", "Others hold the log for too long; nothing was stored. Try again later."),
        _ => new("unavailable", "The database cannot be reached; nothing was stored. Try again later."),
    };

    /// <summary>The refusal for what could not be read, or not be known to be written.</summary>
    public static Unavailable Unread(Exception error) => Refusal(error) with { Detail = "The database cannot be reached or does not answer; try again later." };

    /// <summary>One line without secrets.</summary>
    public static string Reason(Exception error) => (error switch
    {
        PostgresException said => $"{said.MessageText}, SQLSTATE {said.SqlState}",
        { InnerException: SocketException socket } => socket.Message,
        { InnerException: TimeoutException } => "no answer in time",
        _ => error.Message,
    }).ReplaceLineEndings(" ");

    /// <summary>Whether the database, and not this program, is the cause: everything but an SQL that is wrong.</summary>
    public static bool IsTrouble(Exception error) => error switch
    {
        PostgresException said => said.IsTransient || IsAway(said) || said.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled,
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Whether it cannot be worked with now and can perhaps later.</summary>
    public static bool IsAway(Exception error) => error switch
    {
        // Connection exceptions, shutdown, start, recovery, idle in a transaction for too long, too many connections, and a standby where the primary was.
        PostgresException said => said.SqlState[..2] is "08" or "57" || said.SqlState is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction,
        NpgsqlException or SocketException or IOException or TimeoutException => !IsUnknownHost(error),
        _ => false,
    };

    public static bool IsUnknownHost(Exception error) =>
        error is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } || error.InnerException is { } inner && IsUnknownHost(inner);

    public void Lost(Exception error)
    {
        lock (_gate)
        {
            if (_away) return;
            _away = true;
        }
        trouble?.Invoke($"The database {name} cannot be reached ({Reason(error)}): look at it and at Tracker:ConnectionString. Posts are refused until it can be; nothing acknowledged is lost.");
    }

    public void Found()
    {
        lock (_gate)
        {
            if (!_away) return;
            _away = false;
        }
        trouble?.Invoke($"The database {name} can be reached again.");
    }
}
