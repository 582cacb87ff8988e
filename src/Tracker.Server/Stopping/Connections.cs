using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tracker.Server.Stopping;

/// <summary>The open connections of this process, for the one moment when those that do not end are cut.</summary>
sealed class Connections
{
    readonly ConcurrentDictionary<ConnectionContext, bool> _open = [];

    public void Watch(ListenOptions listening) => listening.Use(next => async connection =>
    {
        _open.TryAdd(connection, true);
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    });

    /// <summary>How many were cut.</summary>
    public int Cut()
    {
        var cut = 0;
        foreach (var connection in _open.Keys)
        {
            connection.Abort(new ConnectionAbortedException("The server stops."));
            cut++;
        }
        return cut;
    }
}
