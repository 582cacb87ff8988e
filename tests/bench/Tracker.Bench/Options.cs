using System.Globalization;

namespace Tracker.Bench;

/// <param name="ServerFolder">The server's project folder; its Release build is measured.</param>
/// <param name="Seconds">How long each rate is measured. Default: 15.</param>
/// <param name="Statements">How many the log holds when the start is measured. Default: 100,000.</param>
/// <param name="Part">What is measured: <c>live</c> (posting and delivery; default), <c>record</c> (a large story), <c>rules</c> (what reactions cost a post), <c>growth</c> (a million on one cell), <c>cluster</c> (two silos instead of one, on PostgreSQL) or <c>peers</c> (side by side with others).</param>
/// <param name="Quick">Of peers: as little as shows that the command works.</param>
/// <param name="Rows">Of peers: letters of the rows that are measured (<c>abc</c>); null = all.</param>
/// <param name="Out">Of peers: the folder that table and plot are written to; null = <c>tests/bench</c>, or a temporary one when quick.</param>
sealed record Options(string ServerFolder, int Seconds, int Statements, string Part, bool Quick = false, string? Rows = null, string? Out = null)
{
    const string Usage = "usage: Tracker.Bench SERVER-FOLDER [--part live|record|rules|growth|cluster|peers] [--seconds N] [--statements N] [--quick] [--rows LETTERS] [--out DIR]";

    public string Dll => Path.Combine(ServerFolder, "bin/Release/net10.0/Tracker.Server.dll");

    /// <exception cref="ArgumentException">Wrong arguments.</exception>
    public static Options Parse(string[] args)
    {
        if (args.Length == 0) throw new ArgumentException(Usage, nameof(args));
        var options = new Options(Path.GetFullPath(args[0]), 15, 100_000, "live");
        for (var i = 1; i < args.Length; i++)
        {
            var value = args[i] == "--quick" || i + 1 == args.Length ? "" : args[i + 1];
            options = args[i] switch
            {
                "--quick" => options with { Quick = true },
                "--part" when value is "live" or "record" or "rules" or "growth" or "cluster" or "peers" => options with { Part = value },
                "--seconds" => options with { Seconds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--statements" => options with { Statements = int.Parse(value, CultureInfo.InvariantCulture) },
                "--rows" when value.Length > 0 && value.All("abcdefghik".Contains) => options with { Rows = value },
                "--out" when value.Length > 0 => options with { Out = value },
                _ => throw new ArgumentException($"{args[i]} is not known. {Usage}", nameof(args)),
            };
            if (args[i] != "--quick") i++;
        }
        return options is { Quick: true, Out: null } ? options with { Out = Directory.CreateTempSubdirectory("tracker-bench-peers-").FullName } : options;
    }
}
