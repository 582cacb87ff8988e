using System.Globalization;

namespace Tracker.Domain.Dates;

/// <summary>How sure the giver is of the whole date.</summary>
public enum EdtfMark { None, Uncertain, Approximate, UncertainAndApproximate }

/// <summary>One date of EDTF at its precision.</summary>
public sealed record EdtfDate
{
    /// <summary>Astronomical: 0 = 1 BC. With unspecified digits: those digits as 0.</summary>
    public required long Year { get; init; }

    /// <summary>How many of the year's last digits are <c>X</c>: 0 to 2.</summary>
    public int UnspecifiedYearDigits { get; init; }

    /// <summary>1–12, a season 21–24 (spring, summer, autumn, winter), or null.</summary>
    public int? Month { get; init; }

    public bool MonthUnspecified { get; init; }

    public int? Day { get; init; }

    public bool DayUnspecified { get; init; }

    public EdtfTime? Time { get; init; }

    public EdtfMark Mark { get; init; }

    bool Season => Month >= 21;

    /// <summary>First millisecond on the wall clock, counted from 1970-01-01.</summary>
    internal long FirstWall => (Time, Season) switch
    {
        ({ } time, _) => WallClock.Day(Year, Month!.Value, Day!.Value) + time.FirstOfDay,
        // Seasons as the northern calendar has them, three whole months; winter begins in December of its year (the standard leaves it open).
        (_, true) => WallClock.Month(Year, 3 * (Month!.Value - 20)),
        _ => Day is { } day ? WallClock.Day(Year, Month!.Value, day) : WallClock.Month(FirstYear, Month ?? 1),
    };

    /// <summary>Last millisecond on the wall clock.</summary>
    internal long LastWall => (Time, Season) switch
    {
        ({ } time, _) => WallClock.Day(Year, Month!.Value, Day!.Value) + time.LastOfDay,
        (_, true) => WallClock.Month(Year, 3 * (Month!.Value - 20) + 3) - 1,
        _ when Day is { } day => WallClock.Day(Year, Month!.Value, day) + WallClock.MillisecondsADay - 1,
        _ when Month is { } month => WallClock.Month(Year, month + 1) - 1,
        _ => WallClock.Month(LastYear + 1, 1) - 1,
    };

    int YearSpan => UnspecifiedYearDigits switch { 0 => 1, 1 => 10, _ => 100 };

    // 202X = 2020…2029, −202X = −2029…−2020: the digits that are given stay.
    long FirstYear => Year < 0 ? Year - (YearSpan - 1) : Year;

    long LastYear => Year < 0 ? Year : Year + (YearSpan - 1);

    public override string ToString()
    {
        var month = MonthUnspecified ? "-XX" : Month is { } m ? string.Create(CultureInfo.InvariantCulture, $"-{m:00}") : "";
        var day = DayUnspecified ? "-XX" : Day is { } d ? string.Create(CultureInfo.InvariantCulture, $"-{d:00}") : "";
        return YearText + month + day + (Time is null ? "" : "T" + Time) + Mark switch
        {
            EdtfMark.Uncertain => "?",
            EdtfMark.Approximate => "~",
            EdtfMark.UncertainAndApproximate => "%",
            _ => "",
        };
    }

    string YearText
    {
        get
        {
            if (Math.Abs(Year) > 9999) return string.Create(CultureInfo.InvariantCulture, $"Y{Year}");
            var digits = Math.Abs(Year).ToString("0000", CultureInfo.InvariantCulture);
            return (Year < 0 ? "-" : "") + digits[..(4 - UnspecifiedYearDigits)] + new string('X', UnspecifiedYearDigits);
        }
    }
}

/// <summary>Time of day to the minute, the second or a fraction of it.</summary>
public sealed record EdtfTime
{
    public required int Hour { get; init; }
    public required int Minute { get; init; }
    public int? Second { get; init; }
    /// <summary>Digits after the point, or null.</summary>
    public string? Fraction { get; init; }
    /// <summary>From UTC; null = the zone in which it is read.</summary>
    public TimeSpan? Offset { get; init; }

    internal long FirstOfDay => ((((Hour * 60L) + Minute) * 60) + (Second ?? 0)) * 1000 + FractionMilliseconds;

    internal long LastOfDay => FirstOfDay + (Second is null ? 60_000 : Fraction?.Length switch { null => 1000, 1 => 100, 2 => 10, _ => 1 }) - 1;

    int FractionMilliseconds => Fraction is null ? 0 : int.Parse(Fraction.PadRight(3, '0')[..3], CultureInfo.InvariantCulture);

    public override string ToString()
    {
        var seconds = Second is { } s ? string.Create(CultureInfo.InvariantCulture, $":{s:00}") + (Fraction is null ? "" : "." + Fraction) : "";
        var offset = Offset switch
        {
            null => "",
            { Ticks: 0 } => "Z",
            { } o => (o < TimeSpan.Zero ? "-" : "+") + o.ToString("hh\\:mm", CultureInfo.InvariantCulture),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}") + seconds + offset;
    }
}
