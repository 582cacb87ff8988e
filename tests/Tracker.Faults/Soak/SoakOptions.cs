using System.Globalization;

namespace Tracker.Faults.Soak;

/// <summary>What a soak is asked for.</summary>
sealed record SoakOptions
{
    public const string Usage = "soak [--cycles 300] [--minutes 60] [--readers 200] [--rate 2000] [--seed N] [--ledger FILE]";

    /// <summary>Kills at most. Beside them, one power cut for each thirty, and every kind of failing write for each sixty.</summary>
    public int Cycles { get; private init; } = 300;

    /// <summary>No new cycle begins after this.</summary>
    public TimeSpan Limit { get; private init; } = TimeSpan.FromMinutes(60);

    public int Readers { get; private init; } = 200;

    /// <summary>Lines of batches a second, where the machine gives it.</summary>
    public int Rate { get; private init; } = 2_000;

    public int Seed { get; private init; } = Environment.TickCount;

    /// <summary>The file that gets a row, or null.</summary>
    public string? Ledger { get; private init; }

    /// <exception cref="FormatException">An argument that there is not.</exception>
    public static SoakOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SoakOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} needs a value. {Usage}");
            options = args[i] switch
            {
                "--cycles" => options with { Cycles = Number(value) },
                "--minutes" => options with { Limit = TimeSpan.FromMinutes(Number(value)) },
                "--readers" => options with { Readers = Number(value) },
                "--rate" => options with { Rate = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--ledger" => options with { Ledger = value },
                _ => throw new FormatException($"There is no {args[i]}. {Usage}"),
            };
        }
        return options;
    }

    static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
