using System.Net.Sockets;
using Npgsql;

namespace Tracker.Log.Postgres;

/// <summary>
/// What an error of the database means, and whether the log can be read and written there: told once when it cannot and once when it can again. Reading and
/// writing are two things: an account may have lost the right to one of them.
/// </summary>
sealed class Reach(string name, Action<string>? trouble)
{
    // Npgsql has no name for it: the session stood still in a transaction and was ended.
    const string IdleInTransaction = "25P03";

    readonly Lock _gate = new();
    string? _away;
    bool _barred;

    /// <summary>Why nothing can be read from it now, for anybody: without names of hosts and accounts. Null = it can be, as far as is known.</summary>
    public string? Away
    {
        get
        {
            lock (_gate) return _away;
        }
    }

    /// <summary>The refusal for what could not be done because of it.</summary>
    public static Unavailable Refusal(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new("storage-full", "The disk of the database is full; nothing was stored. Reading goes on; try again later."),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => new("busy", "Others hold the log for too long; nothing was stored. Try again later."),
        _ when IsBarred(error) => new("unavailable", "The database does not let Tracker write; nothing was stored. Try again later."),
        _ when IsBare(error) => new("unavailable", "The database has no log of Tracker where it was; nothing was stored. Try again later."),
        _ => new("unavailable", "The database cannot be reached; nothing was stored. Try again later."),
    };

    /// <summary>The refusal for what could not be read, or not be known to be written.</summary>
    public static Unavailable Unread(Exception error) => Refusal(error) with
    {
        Detail = IsBarred(error) ? "The database does not let Tracker read; try again later."
            : IsBare(error) ? "The database has no log of Tracker where it was; try again later."
            : "The database cannot be reached or does not answer; try again later.",
    };

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
        PostgresException said => said.IsTransient || IsAway(said) || IsBarred(said) || IsBare(said) || said.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled,
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

    /// <summary>Whether it does not let the account in or does not let it do this: no start is worth waiting for, but who runs goes on when the rights are back.</summary>
    public static bool IsBarred(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName,
    };

    /// <summary>Whether the tables that this program made are not there: somebody dropped the schema, or a backup is being restored.</summary>
    public static bool IsBare(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName };

    /// <summary>Nothing can be read there.</summary>
    public void Lost(Exception error)
    {
        var (why, line) = error switch
        {
            PostgresException said when IsBarred(said) => ($"the database does not let Tracker in or read, SQLSTATE {said.SqlState}",
                $"The database {name} does not let Tracker in or read ({Reason(said)}): look at the account's rights and at Tracker:ConnectionString. Posts are refused until it does; nothing acknowledged is lost."),
            PostgresException said when IsBare(said) => ($"the database has no log of Tracker where it was, SQLSTATE {said.SqlState}",
                $"The database {name} has no log of Tracker where it was ({Reason(said)}): was its schema dropped or renamed, or is a backup being restored? Look at Tracker:Schema. Posts are refused until the log is there again."),
            _ => ("the database cannot be reached", $"The database {name} cannot be reached ({Reason(error)}): look at it and at Tracker:ConnectionString. Posts are refused until it can be; nothing acknowledged is lost."),
        };
        lock (_gate)
        {
            if (_away == why) return;
            _away = why;
        }
        trouble?.Invoke(line);
    }

    /// <summary>It was read from.</summary>
    public void Found()
    {
        lock (_gate)
        {
            if (_away is null) return;
            _away = null;
        }
        trouble?.Invoke($"The database {name} can be reached again.");
    }

    /// <summary>It does not take what is posted, and perhaps it can be read.</summary>
    public void Barred(Exception error)
    {
        lock (_gate)
        {
            if (_barred) return;
            _barred = true;
        }
        trouble?.Invoke($"The database {name} does not let Tracker write ({Reason(error)}): look at the account's rights and at Tracker:ConnectionString. Posts are refused until it does; nothing acknowledged is lost.");
    }

    /// <summary>Something was written.</summary>
    public void Written()
    {
        Found();
        lock (_gate)
        {
            if (!_barred) return;
            _barred = false;
        }
        trouble?.Invoke($"The database {name} lets Tracker write again.");
    }
}
