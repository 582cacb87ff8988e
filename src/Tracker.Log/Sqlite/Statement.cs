using System.Text;
using SQLitePCL;

namespace Tracker.Log.Sqlite;

/// <summary>A prepared statement: bind in order, then step through its rows or run it. Reset when its rows end, by <see cref="Run"/>, and by <see cref="Reset"/>.</summary>
sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    int _next = 1;
    bool _open;

    public Statement Bind(long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, _next++, value));
        return this;
    }

    public Statement Bind(long? value)
    {
        if (value is { } there) return Bind(there);
        database.Check(raw.sqlite3_bind_null(handle, _next++));
        return this;
    }

    public Statement Bind(string text)
    {
        Span<byte> small = stackalloc byte[512];
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = length <= small.Length ? small[..length] : new byte[length];
        Encoding.UTF8.GetBytes(text, bytes);
        database.Check(length == 0 ? raw.sqlite3_bind_text(handle, _next++, "") : raw.sqlite3_bind_text(handle, _next++, bytes));
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> bytes)
    {
        database.Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, _next++, 0) : raw.sqlite3_bind_blob(handle, _next++, bytes));
        return this;
    }

    /// <summary>True while there is a row. When there is none, the statement is ready to be bound again.</summary>
    public bool Step()
    {
        _open = true;
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        try
        {
            database.Check(code);
        }
        finally
        {
            Reset();
        }
        return false;
    }

    /// <summary>To the end, whatever it answers; how many rows the last INSERT, UPDATE or DELETE changed.</summary>
    public int Run(Moment moment = Moment.Write)
    {
        if (moment == Moment.Write) database.Faults?.Invoke(moment);
        while (Step())
        {
        }
        return raw.sqlite3_changes(database.Handle);
    }

    /// <summary>The first column of the only row, or null without a row.</summary>
    public long? Number()
    {
        if (!Step()) return null;
        long? number = IsNull(0) ? null : Int64(0);
        Reset();
        return number;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>The whole text: a U+0000 in it does not end it.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>Lets go of its rows (an open one would hold back the write-ahead log).</summary>
    public void Reset()
    {
        _next = 1;
        if (!_open) return;
        _open = false;
        raw.sqlite3_reset(handle);
    }

    public void Dispose() => handle.Dispose();
}
