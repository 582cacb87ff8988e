using System.Globalization;

namespace Tracker.Server;

/// <summary>The arguments that are Tracker's own; the rest is ASP.NET Core's.</summary>
/// <param name="Demo">Play the Istanbul scenario when ready; its speed (1 = within 120 s, 0 = at once), or null.</param>
/// <param name="Rest">What the host gets, with <c>--data DIR</c> said in its way.</param>
public sealed record StartArguments(double? Demo, IReadOnlyList<string> Rest)
{
    /// <exception cref="UsageException">One line: which argument is wrong.</exception>
    public static StartArguments Parse(IReadOnlyList<string> args)
    {
        double? demo = null;
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (args[i][..at], args[i][(at + 1)..]) : (args[i], null);
            switch (name)
            {
                case "--demo":
                    demo ??= 1;
                    break;
                case "--demo-speed":
                    value ??= i + 1 < args.Count ? args[++i] : "";
                    demo = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= 0 and <= 1_000
                        ? speed
                        : throw new UsageException("--demo-speed is a number from 0 (at once) to 1000; 1 plays within 120 s.");
                    break;
                case "--data":
                    value ??= i + 1 < args.Count ? args[++i] : throw new UsageException("--data needs a directory.");
                    rest.Add("--Tracker:Data=" + value);
                    break;
                default:
                    rest.Add(args[i]);
                    break;
            }
        }
        return new StartArguments(demo, rest);
    }
}
