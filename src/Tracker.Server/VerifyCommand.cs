using Tracker.Log;
using Tracker.Log.Sqlite;

namespace Tracker.Server;

/// <summary><c>verify [--data DIR] [--anchor CURSOR:HASH]</c>: walks the chain of the log, also beside a running server. Exit code 0 = sound, 1 = altered.</summary>
static class VerifyCommand
{
    const int Altered = 1;

    /// <exception cref="UsageException">One line: which argument is wrong.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter say)
    {
        var (data, anchor) = Parse(args);
        var found = await LogVerifier.VerifyAsync(Path.GetFullPath(data), anchor, CancellationToken.None);
        if (found.First is { } first)
        {
            await say.WriteLineAsync($"altered at position {first.Position}: {first.What}");
            await say.WriteLineAsync($"sound up to {found.Head}");
            return Altered;
        }
        await say.WriteLineAsync($"sound: every record up to {found.Head} is as it was written");
        await say.WriteLineAsync($"anchor {new Anchor(found.Head, found.Hash)}");
        if (anchor is null) await say.WriteLineAsync("Without an anchor a cut tail cannot be seen: keep a receipt's cursor and hash outside the store and pass it as --anchor CURSOR:HASH.");
        return 0;
    }

    static (string Data, Anchor? Anchor) Parse(IReadOnlyList<string> args)
    {
        var data = Environment.GetEnvironmentVariable("Tracker__Data") ?? "data";
        Anchor? anchor = null;
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : throw new UsageException($"{args[i]} needs a value. Usage: verify [--data DIR] [--anchor CURSOR:HASH]");
            switch (args[i++])
            {
                case "--data":
                    data = value;
                    break;
                case "--anchor":
                    anchor = Anchor.TryParse(value, out var parsed) ? parsed : throw new UsageException("--anchor is <epoch>:<position>:<hash>, as in a receipt's cursor and hash.");
                    break;
                default:
                    throw new UsageException("Usage: verify [--data DIR] [--anchor CURSOR:HASH]");
            }
        }
        return (data, anchor);
    }
}
