using System.Globalization;

namespace Tracker.Bench;

/// <param name="ServerFolder">The server's project folder; its Release build is measured.</param>
/// <param name="Seconds">How long each rate is measured. Default: 15.</param>
/// <param name="Statements">How many the log holds when the start is measured. Default: 100,000.</param>
/// <param name="Part">What is measured: <c>live</c> (posting and delivery; default), <c>record</c> (a large story) <c>rules</c> (what reactions cost a post) or <c>growth</c> (a million on one cell).</param>
sealed record Options(string ServerFolder, int Seconds, int Statements, string Part)
{
    public string Dll => Path.Combine(ServerFolder, "bin/Release/net10.0/Tracker.Server.dll");

    /// <exception cref="ArgumentException">Wrong arguments.</exception>
    public static Options Parse(string[] args)
    {
        if (args.Length == 0)
            throw new ArgumentException("usage: Tracker.Bench SERVER-FOLDER [--part live|record|rules|growth] [--seconds N] [--statements N]", nameof(args));
        var options = new Options(Path.GetFullPath(args[0]), 15, 100_000, "live");
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--part" when args[i + 1] is "live" or "record" or "rules" or "growth" => options with { Part = args[i + 1] },
                "--seconds" => options with { Seconds = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--statements" => options with { Statements = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"{args[i]} is not known.", nameof(args)),
            };
        }
        return options;
    }
}
