using System.Diagnostics.CodeAnalysis;

namespace Tracker.Domain.Dates;

/// <summary>
/// A date as people give it: EDTF (ISO 8601-2:2019) level 1. Years (also negative, <c>Y</c>-years and <c>202X</c>), months, days, seasons 21–24,
/// <c>XX</c> for what is unspecified, date-times to the minute, second or a fraction with <c>Z</c>, an offset or none, the marks <c>~ ? %</c>, and
/// intervals with open (<c>..</c>) or unknown (empty) ends. Beyond level 1: date-times may be ends of intervals, lack seconds, and carry a mark.
/// </summary>
/// <remarks>Own code: no EDTF package for .NET restores (asked: Edtf.Net).</remarks>
public sealed record Edtf
{
    /// <summary>The date itself, or the start of an interval.</summary>
    public required EdtfEnd Start { get; init; }

    /// <summary>The end of an interval; null = no interval.</summary>
    public EdtfEnd? End { get; init; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Edtf? edtf) => TryParse(text, out edtf, out _);

    /// <summary>Parses exactly (no white space around); <paramref name="why"/> = one sentence for a person, null when it parsed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Edtf? edtf, [NotNullWhen(false)] out string? why)
    {
        if (_last is { } last && last.Text == text)
        {
            (edtf, why) = (last.Edtf, null);
            return true;
        }
        edtf = EdtfReader.Read(text ?? "", out why);
        if (edtf is not null) _last = (text!, edtf);
        return edtf is not null;
    }

    // A date is checked and then read, and most statements of an hour were said on one day.
    [ThreadStatic] static (string Text, Edtf Edtf)? _last;

    /// <summary>
    /// The first millisecond it can mean; what has no offset is read in <paramref name="zone"/>.
    /// Open or unknown start, or a year before 1: <see cref="DateTimeOffset.MinValue"/>.
    /// </summary>
    public DateTimeOffset FirstMillisecond(TimeZoneInfo zone) =>
        Start is EdtfEnd.At { Date: var date } ? WallClock.Earliest(date.FirstWall, date.Time?.Offset, zone) : DateTimeOffset.MinValue;

    /// <summary>
    /// The last millisecond it can mean, at its precision; what has no offset is read in <paramref name="zone"/>.
    /// Open or unknown end, or a year after 9999: <see cref="DateTimeOffset.MaxValue"/>.
    /// </summary>
    public DateTimeOffset LastMillisecond(TimeZoneInfo zone) =>
        (End ?? Start) is EdtfEnd.At { Date: var date } ? WallClock.Latest(date.LastWall, date.Time?.Offset, zone) : DateTimeOffset.MaxValue;

    /// <summary>The canonical text; reading it gives an equal value.</summary>
    public override string ToString() => End is null ? Start.ToString()! : $"{Start}/{End}";
}

/// <summary>One end of an interval, or the whole of a date.</summary>
public abstract record EdtfEnd
{
    public sealed record At(EdtfDate Date) : EdtfEnd
    {
        public override string ToString() => Date.ToString();
    }

    /// <summary><c>..</c>: it goes on.</summary>
    public sealed record Open : EdtfEnd
    {
        public override string ToString() => "..";
    }

    /// <summary>Empty: nobody knows.</summary>
    public sealed record Unknown : EdtfEnd
    {
        public override string ToString() => "";
    }
}
