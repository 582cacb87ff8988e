using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>All words that the index holds; see <see cref="IndexStore"/> for why rows are never deleted and never change their length.</summary>
sealed class BodyRows(Database database)
{
    long _next;

    public long Add(ReadOnlySpan<byte> body)
    {
        if (_next == 0) _next = (database["SELECT max(id) FROM bodies"].Number() ?? 0) + 1;
        database["INSERT INTO bodies(id, body) VALUES(?, ?)"].Bind(_next).Bind(body).Run();
        return _next++;
    }

    public byte[]? Read(long id)
    {
        var row = database["SELECT body FROM bodies WHERE id = ?"].Bind(id);
        if (!row.Step()) return null;
        var body = row.Bytes(0).ToArray();
        row.Reset();
        return body;
    }

    public void Erase(long id) => database["UPDATE bodies SET body = zeroblob(length(body)) WHERE id = ?"].Bind(id).Run();

    public void Forget() => _next = 0;
}
