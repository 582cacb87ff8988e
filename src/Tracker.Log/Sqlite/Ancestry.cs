using System.Globalization;

namespace Tracker.Log.Sqlite;

/// <summary>
/// The logs that this one was restored from: rows <c>was:&lt;epoch&gt;</c> of <c>meta</c> with the last position that is the same in both. The chain does not
/// hash the epoch, so anchors that were kept of an older log go on holding.
/// </summary>
static class Ancestry
{
    const string Prefix = "was:";

    /// <summary>Up to where the log of this epoch and this one are the same; null = they have nothing in common.</summary>
    public static long? Reach(Database database, string epoch)
    {
        var row = database["SELECT value FROM meta WHERE name = ?"].Bind(Prefix + epoch);
        if (!row.Step()) return null;
        var reach = long.Parse(row.Text(0), NumberStyles.None, CultureInfo.InvariantCulture);
        row.Reset();
        return reach;
    }

    /// <summary>Gives the log a new epoch and keeps the old one as its ancestor up to <paramref name="head"/>. Inside a transaction of the caller.</summary>
    public static string Renew(Database database, long head)
    {
        var text = head.ToString(CultureInfo.InvariantCulture);
        database["UPDATE meta SET value = ? WHERE substr(name, 1, 4) = 'was:' AND CAST(value AS INTEGER) > ?"].Bind(text).Bind(head).Run();
        database["INSERT INTO meta(name, value) VALUES(?, ?)"].Bind(Prefix + Schema.Meta(database, "epoch")).Bind(text).Run();
        var epoch = Cursor.NewEpoch();
        database["UPDATE meta SET value = ? WHERE name = 'epoch'"].Bind(epoch).Run();
        return epoch;
    }
}
