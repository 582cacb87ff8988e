using Tracker.Log;
using Tracker.Log.Postgres;

namespace Tracker.Server.Commands;

/// <summary>The end of a restore in PostgreSQL: the same records under a new epoch.</summary>
static class NewEpochCommand
{
    static readonly string[] Sessions = ["sessions"];

    public static Command Command { get; } = new("new-epoch", "new-epoch [--drop-keys]", """
        Gives the log in PostgreSQL (Tracker__ConnectionString, Tracker__Schema) a new epoch: after a dump was restored, or after a standby took over that
        may lack what was acknowledged. The chain is walked first. Whoever comes with an older cursor is told `reset` and reads anew, so that nobody takes
        this log for the one that went on. Anchors that were kept before hold up to where it ends. Servers have to be stopped.

          --drop-keys  without the keys; the first start makes a new administrator's. Sessions of browsers always end

        Exit codes: 0 done, 1 the log was altered (nothing was changed), 2 not done.
        """, [], ["--drop-keys"], RunAsync);

    static async Task<int> RunAsync(Given given, TextWriter say, CancellationToken ct)
    {
        var options = ChosenLog.Postgres() ?? throw new UsageException("new-epoch is for a log in PostgreSQL (Tracker__Log=postgres); `restore` gives a file its new epoch itself.");
        var found = await Renewal.RunAsync(options, given.Has("--drop-keys") ? [.. Sessions, "keys"] : Sessions, ct);
        if (!found.Sound) return await VerifyCommand.AlteredAsync(found, say);
        await say.WriteLineAsync($"epoch {found.Head.Epoch} is new: whoever comes with an older cursor is told to read anew");
        await say.WriteLineAsync($"anchor {new Anchor(found.Head, found.Hash)}");
        return Command.Done;
    }
}
