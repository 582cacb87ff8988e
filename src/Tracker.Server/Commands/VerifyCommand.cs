using Tracker.Log;
using Tracker.Log.Postgres;
using Tracker.Log.Sqlite;

namespace Tracker.Server.Commands;

/// <summary>Walks the chain of a log or of a backup, also beside a running server.</summary>
static class VerifyCommand
{
    public static Command Command { get; } = new("verify", "verify [--data DIR | --file FILE] [--anchor CURSOR:HASH]", """
        Walks the chain of the log in DIR (default ./data, or Tracker__Data), or of the backup FILE, from its first record, and names the first
        position where something is not as it was written. It only reads, and may run beside the server. With Tracker__Log=postgres, and without
        --data and --file, it is the log in the database of Tracker__ConnectionString.

          --data DIR            the data directory
          --file FILE           a backup instead
          --anchor CURSOR:HASH  cursor and hash of any receipt, kept outside the store: without one, a cut tail cannot be seen

        Exit codes: 0 sound, 1 altered, 2 it could not be read.
        """, ["--data", "--file", "--anchor"], [], RunAsync);

    static async Task<int> RunAsync(Given given, TextWriter say, CancellationToken ct)
    {
        if (given.Has("--data") && given.Has("--file")) throw new UsageException($"Either --data or --file. Usage: {Command.Usage}");
        var anchor = given["--anchor"] is not { } text ? null
            : Anchor.TryParse(text, out var parsed) ? parsed
            : throw new UsageException("--anchor is <epoch>:<position>:<hash>, as in a receipt's cursor and hash.");
        var found = given["--file"] is { } file
            ? await LogVerifier.VerifyFileAsync(file, anchor, ct)
            : !given.Has("--data") && ChosenLog.Postgres() is { } postgres ? await PostgresVerifier.VerifyAsync(postgres, anchor, ct)
            : await LogVerifier.VerifyAsync(given["--data"] ?? Command.DefaultData, anchor, ct);
        if (!found.Sound) return await AlteredAsync(found, say);
        await say.WriteLineAsync($"sound: every record up to {found.Head} is as it was written");
        await say.WriteLineAsync($"anchor {new Anchor(found.Head, found.Hash)}");
        if (anchor is null) await say.WriteLineAsync("Without an anchor a cut tail cannot be seen: keep a receipt's cursor and hash outside the store and pass it as --anchor CURSOR:HASH.");
        return Command.Done;
    }

    public static async Task<int> AlteredAsync(Verification found, TextWriter say)
    {
        await say.WriteLineAsync($"altered at position {found.First!.Position}: {found.First.What}");
        await say.WriteLineAsync($"sound up to {found.Head}");
        return Command.Unsound;
    }
}
