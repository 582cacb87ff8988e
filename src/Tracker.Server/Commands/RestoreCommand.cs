using Tracker.Log;
using Tracker.Log.Sqlite;

namespace Tracker.Server.Commands;

/// <summary>Makes a data directory out of a backup: the same records under a new epoch.</summary>
static class RestoreCommand
{
    static readonly string[] Sessions = ["sessions"];

    public static Command Command { get; } = new("restore", "restore --from FILE [--data DIR] [--drop-keys]", """
        Makes the data directory DIR (default ./data, or Tracker__Data) out of a backup. DIR is new or empty. The backup's chain is walked first. The log
        gets a new epoch: whoever comes with an older cursor is told `reset` and reads anew, so that nobody takes this log for the one that went on.
        Index, search and snapshots are made anew at the first start. Anchors that were kept before hold up to where the backup ends.

          --from FILE  the backup
          --data DIR   the data directory to make
          --drop-keys  without the keys; the first start makes a new administrator's. By default keys are as they were when the backup was made:
                       one that was taken back since then is valid again. Sessions of browsers are never restored

        Exit codes: 0 done, 1 the backup was altered (nothing was made), 2 not done.
        """, ["--from", "--data"], ["--drop-keys"], RunAsync);

    static async Task<int> RunAsync(Given given, TextWriter say, CancellationToken ct)
    {
        if (!given.Has("--data")) ChosenLog.RefusePostgres("pg_restore, and then `tracker new-epoch`");
        var directory = Path.GetFullPath(given["--data"] ?? Command.DefaultData);
        var found = await LogCopy.RestoreAsync(given.Required(Command, "--from"), directory, given.Has("--drop-keys") ? [.. Sessions, "keys"] : Sessions, TimeProvider.System, ct);
        if (!found.Sound) return await VerifyCommand.AlteredAsync(found, say);
        await say.WriteLineAsync($"restored in {directory}: every record up to {found.Head.Position} is as it was written");
        await say.WriteLineAsync($"epoch {found.Head.Epoch} is new: whoever comes with an older cursor is told to read anew");
        await say.WriteLineAsync($"anchor {new Anchor(found.Head, found.Hash)}");
        return Command.Done;
    }
}
