using System.Globalization;

namespace Tracker.Bench.Peers;

/// <summary>One figure of each round, in the order of the rounds.</summary>
sealed record Series(IReadOnlyList<double> Values)
{
    public double Median => Values.Count == 0 ? double.NaN : Values.Order().ElementAt(Values.Count / 2);

    /// <summary>Round by round: what the machine does to one round it does to both.</summary>
    public static Series operator /(Series one, Series other) => new([.. one.Values.Zip(other.Values, (a, b) => a / b)]);

    /// <param name="format">Of a number, as "0.0".</param>
    public string Text(string format) => Values.Count == 1 ? Say(Median, format) : $"{Say(Median, format)} ({Say(Values.Min(), format)}–{Say(Values.Max(), format)})";

    static string Say(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

/// <param name="What">What is compared, as "SSE ÷ raw SignalR".</param>
/// <param name="Text">The figure as the table says it.</param>
/// <param name="AtLeast">Whether more is better.</param>
sealed record Verdict(string What, double Figure, string Text, double Limit, string Unit = "×", bool AtLeast = false)
{
    /// <summary>Ours divided by theirs, with the medians of both.</summary>
    public static Verdict Of(string what, Series ours, Series theirs, double limit, string format, string unit, bool atLeast = false)
    {
        var ratio = ours / theirs;
        return new Verdict(what, ratio.Median, $"**{ratio.Text("0.00")}**: {ours.Median.ToString(format, CultureInfo.InvariantCulture)} ÷ {theirs.Median.ToString(format, CultureInfo.InvariantCulture)} {unit}", limit, AtLeast: atLeast);
    }

    public bool IsMet => AtLeast ? Figure >= Limit : Figure <= Limit;

    public string Target => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "at least" : "at most")} {Limit:#,0.##} {Unit}");

    public string Outcome => IsMet ? "met" : double.IsNaN(Figure) ? "**RED**, not measured" : string.Create(CultureInfo.InvariantCulture, $"**RED**, by {Math.Abs((Figure / Limit) - 1):P0}");
}

/// <param name="Rows">Subject and figures.</param>
sealed record Sheet(string Title, string Text, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <param name="Bars">Name, value, and whether it is ours.</param>
sealed record Chart(string Title, string Unit, IReadOnlyList<(string Name, double Value, bool Ours)> Bars);

/// <summary>What the rows have found, in their order.</summary>
sealed class Findings
{
    public List<(string Row, Verdict Verdict)> Verdicts { get; } = [];

    public List<Sheet> Sheets { get; } = [];

    public List<Chart> Charts { get; } = [];

    /// <summary>Rows that could not be measured, and why.</summary>
    public List<string> Failures { get; } = [];
}
