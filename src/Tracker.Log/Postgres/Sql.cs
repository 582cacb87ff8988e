using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Tracker.Log.Postgres;

/// <summary>Commands with positional parameters, and text that lies as bytes.</summary>
static class Sql
{
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<(NpgsqlDbType Type, object Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (type, value) in parameters) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        batch.BatchCommands.Add(command);
    }

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<(NpgsqlDbType Type, object Value)> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (type, value) in parameters) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        return command;
    }

    /// <summary>A row's bytes: it is in memory when it is read, whatever is asked of it.</summary>
    public static byte[] Blob(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    /// <summary>A <c>bytea</c> that is UTF-8; U+0000 in it does not end it.</summary>
    public static string Text(this NpgsqlDataReader row, int column) => Encoding.UTF8.GetString(row.Blob(column));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
