using Tracker.Log;
using Tracker.Log.Sqlite;

namespace Tracker.Server.Commands;

/// <summary>Copies the log to one file, beside a running server and without stopping a post.</summary>
static class BackupCommand
{
    public static Command Command { get; } = new("backup", "backup [--data DIR] --to FILE", """
        Copies the log in DIR (default ./data, or Tracker__Data) to FILE, also while a server works on it: posts go on meanwhile. The copy is of one
        moment; its chain is walked before FILE gets its name, and what is printed as anchor belongs outside the store. It has the record and, as
        hashes, the keys; index, search and snapshots are made anew from it. Nothing is overwritten. Only this user may read FILE.

          --data DIR  the data directory
          --to FILE   a name that is free, in a directory that is there

        Exit codes: 0 done, 1 the log was altered (nothing was kept), 2 not done.
        """, ["--data", "--to"], [], RunAsync);

    static async Task<int> RunAsync(Given given, TextWriter say, CancellationToken ct)
    {
        if (!given.Has("--data")) ChosenLog.RefusePostgres("pg_dump with --schema");
        var to = Path.GetFullPath(given.Required(Command, "--to"));
        var found = await LogCopy.BackUpAsync(given["--data"] ?? Command.DefaultData, to, ct);
        if (!found.Sound) return await VerifyCommand.AlteredAsync(found, say);
        await say.WriteLineAsync($"backup {to}: every record up to {found.Head}, {new FileInfo(to).Length} bytes");
        await say.WriteLineAsync($"anchor {new Anchor(found.Head, found.Hash)}");
        return Command.Done;
    }
}
