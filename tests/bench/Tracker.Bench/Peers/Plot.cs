using System.Globalization;
using System.Security;
using System.Text;

namespace Tracker.Bench.Peers;

/// <summary>Bars as SVG, a group below the other, each with its own scale; readable on light and on dark ground.</summary>
static class Plot
{
    const int Width = 760, Names = 270, Numbers = 90, Bar = 16, Step = 22, Title = 34, Gap = 18;

    public static string Of(IReadOnlyList<Chart> charts)
    {
        var (body, y) = (new StringBuilder(), 8);
        foreach (var chart in charts)
        {
            Add($"<text class=\"title\" x=\"8\" y=\"{y + 16}\">{Safe(chart.Title)}{(chart.Unit.Length > 0 ? $", {chart.Unit}" : "")}</text>");
            y += Title - 6;
            var most = chart.Bars.Max(bar => double.IsFinite(bar.Value) ? bar.Value : 0);
            foreach (var (name, value, ours) in chart.Bars)
            {
                var length = most > 0 && double.IsFinite(value) ? Math.Max(1, value / most * (Width - Names - Numbers)) : 1;
                Add($"<text class=\"name\" x=\"{Names - 8}\" y=\"{y + 12}\">{Safe(name)}</text>");
                Add($"<rect class=\"{(ours ? "ours" : "peer")}\" x=\"{Names}\" y=\"{y}\" width=\"{length:F1}\" height=\"{Bar}\" rx=\"2\"/>");
                Add($"<text class=\"value\" x=\"{Names + length + 6:F1}\" y=\"{y + 12}\">{(value >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.0", CultureInfo.InvariantCulture))}</text>");
                y += Step;
            }
            y += Gap;
        }
        return $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{y}}" width="{{Width}}" height="{{y}}" role="img" aria-label="Tracker and its peers, bars a figure">
            <style>
            text { font: 12px system-ui, sans-serif; fill: #1f2328 }
            .title { font-weight: 600; font-size: 14px }
            .name { text-anchor: end }
            .ours { fill: #0b6e99 }
            .peer { fill: #a8b1bb }
            @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .ours { fill: #4cc2f1 } .peer { fill: #6e7781 } }
            </style>
            {{body}}</svg>

            """;

        void Add(FormattableString line) => body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    static string Safe(string text) => SecurityElement.Escape(text);
}
