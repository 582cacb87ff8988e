using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracker.Domain.Dates;

/// <summary>Reads EDTF; the reason of a refusal names what is wrong and what is allowed.</summary>
static partial class EdtfReader
{
    const string Form =
        "It is not a date of EDTF (ISO 8601-2) level 1; dates look like 2025, 2025-05, 2025-05-16, 2025-05-16T13:00+03:00, 2022-21 (spring), 202X, 2025-05-16~, 2025-05-11/2025-05-15 or ../2025-05-16.";

    const int MaxLength = 100;

    [GeneratedRegex(
        """
        \A(Y(?<long>-?[1-9][0-9]{4,17})
          |(?<year>-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX))
           (-(?<month>[0-9]{2}|XX)
            (-(?<day>[0-9]{2}|XX)
             (T(?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?)?(?<offset>Z|[+-][0-9]{2}(:[0-9]{2})?)?)?
           )?)?
          )(?<mark>[~?%])?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex DateForm { get; }

    internal static Edtf? Read(string text, out string? why)
    {
        why = text.Length is 0 or > MaxLength ? Form : null;
        if (why is not null) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Date(text, out why) is { } date ? new Edtf { Start = new EdtfEnd.At(date) } : null;

        var start = End(text[..slash], out why);
        if (start is null) return null;
        var end = End(text[(slash + 1)..], out why);
        if (end is null) return null;
        why = Misordered(start, end);
        return why is null ? new Edtf { Start = start, End = end } : null;
    }

    static EdtfEnd? End(string text, out string? why)
    {
        why = null;
        if (text.Length == 0) return new EdtfEnd.Unknown();
        if (text == "..") return new EdtfEnd.Open();
        return Date(text, out why) is { } date ? new EdtfEnd.At(date) : null;
    }

    static string? Misordered(EdtfEnd start, EdtfEnd end)
    {
        if (start is not EdtfEnd.At { Date: var first })
            return end is EdtfEnd.At ? null : "An interval needs a date at one end at least.";
        if (end is not EdtfEnd.At { Date: var last }) return null;
        // Where only one end has an offset, the other may be up to 14 hours off: refuse only what is wrong in every zone.
        var (from, to) = (first.Time?.Offset, last.Time?.Offset);
        var slack = from is null == to is null ? TimeSpan.Zero : TimeSpan.FromHours(14);
        var backwards = last.LastWall - (to ?? default).TotalMilliseconds + slack.TotalMilliseconds < first.FirstWall - (from ?? default).TotalMilliseconds;
        return backwards ? "The interval ends before it starts." : null;
    }

    static EdtfDate? Date(string text, out string? why)
    {
        var match = DateForm.Match(text);
        why = match.Success ? Impossible(match) : Form;
        if (why is not null) return null;
        string? Part(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
        var (year, month, day) = (Part("year") ?? Part("long")!, Part("month"), Part("day"));
        return new EdtfDate
        {
            Year = long.Parse(year.Replace('X', '0'), CultureInfo.InvariantCulture),
            UnspecifiedYearDigits = year.Count(c => c == 'X'),
            Month = Number(month),
            MonthUnspecified = month == "XX",
            Day = Number(day),
            DayUnspecified = day == "XX",
            Time = Part("hour") is not { } hour ? null : new EdtfTime
            {
                Hour = Number(hour)!.Value,
                Minute = Number(Part("minute"))!.Value,
                Second = Number(Part("second")),
                Fraction = Part("fraction"),
                Offset = Part("offset") is { } offset ? Offset(offset) : null,
            },
            Mark = Part("mark") switch
            {
                "?" => EdtfMark.Uncertain,
                "~" => EdtfMark.Approximate,
                "%" => EdtfMark.UncertainAndApproximate,
                _ => EdtfMark.None,
            },
        };
    }

    static int? Number(string? digits) => digits is null or "XX" ? null : int.Parse(digits, CultureInfo.InvariantCulture);

    static TimeSpan Offset(string text) =>
        text == "Z" ? TimeSpan.Zero
        : (text[0] == '-' ? -1 : 1) * new TimeSpan(int.Parse(text.AsSpan(1, 2), CultureInfo.InvariantCulture), text.Length > 3 ? int.Parse(text.AsSpan(4, 2), CultureInfo.InvariantCulture) : 0, 0);

    static string? Impossible(Match match)
    {
        var (year, month, day) = (match.Groups["year"].Value, match.Groups["month"].Value, match.Groups["day"].Value);
        if (year == "-0000") return "There is no year -0000; write 0000 for 1 BC.";
        if (month.Length > 0 && year.EndsWith('X')) return "A year with unspecified digits has no month.";
        if (month == "XX") return day is "" or "XX" ? TimeOfUnknownDay(match) : "A day needs its month.";
        if (month.Length == 0) return null;
        var m = int.Parse(month, CultureInfo.InvariantCulture);
        if (m is >= 21 and <= 24) return day.Length == 0 ? null : "A season has no day.";
        if (m is < 1 or > 12) return $"There is no month {month}; months are 01 to 12, seasons 21 to 24.";
        if (day is "" or "XX") return TimeOfUnknownDay(match);
        var d = int.Parse(day, CultureInfo.InvariantCulture);
        var days = DaysIn(long.Parse(year, CultureInfo.InvariantCulture), m);
        return d < 1 || d > days ? $"There is no day {day} in {year}-{month}; it has {days} days." : ImpossibleTime(match);
    }

    static string? TimeOfUnknownDay(Match match) => match.Groups["hour"].Success ? "A time of day needs its day." : null;

    static long DaysIn(long year, int month) => (WallClock.Month(year, month + 1) - WallClock.Month(year, month)) / WallClock.MillisecondsADay;

    static string? ImpossibleTime(Match match)
    {
        bool Beyond(string name, int most) => match.Groups[name] is { Success: true, Value: var digits } && int.Parse(digits, CultureInfo.InvariantCulture) > most;
        if (Beyond("hour", 23)) return $"There is no hour {match.Groups["hour"].Value}; hours are 00 to 23.";
        if (Beyond("minute", 59)) return $"There is no minute {match.Groups["minute"].Value}; minutes are 00 to 59.";
        if (Beyond("second", 59)) return $"There is no second {match.Groups["second"].Value}; seconds are 00 to 59.";
        if (!match.Groups["offset"].Success) return null;
        var offset = match.Groups["offset"].Value;
        var minutesFit = offset.Length < 6 || string.CompareOrdinal(offset, 4, "60", 0, 2) < 0;
        return minutesFit && Offset(offset).Duration() <= TimeSpan.FromHours(14) ? null : "Offsets from UTC are -14:00 to +14:00.";
    }
}
