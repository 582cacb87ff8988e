using System.Globalization;
using Tracker.Domain.Dates;

namespace Tracker.Api.Pages;

/// <summary>Dates as they are known, in words: nothing is added that the text does not say, and what is not EDTF stays as it is.</summary>
internal static class DateWords
{
    public static string Show(this PageWords words, string edtf)
    {
        if (!Edtf.TryParse(edtf, out var date)) return edtf;
        var from = date.Start is EdtfEnd.At start ? One(words, start.Date) : null;
        if (date.End is null) return from ?? edtf;
        var to = date.End is EdtfEnd.At end ? One(words, end.Date) : null;
        return (from, to) switch
        {
            (null, null) => edtf,
            (null, { } last) => words.Of("date.notAfter", last),
            ({ } first, null) => words.Of("date.notBefore", first),
            var (first, last) => words.Of("date.between", first, last),
        };
    }

    /// <summary>A moment that the desk knew, UTC.</summary>
    public static string Show(this PageWords words, DateTimeOffset at) =>
        words.Of("date.at", at.UtcDateTime.ToString(words["date.day"], words.Culture), at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture) + " UTC");

    static string? One(PageWords words, EdtfDate date)
    {
        if (date.Year is < 1 or > 9999 || date.UnspecifiedYearDigits > 0 || date.MonthUnspecified || date.DayUnspecified) return null;
        var shown = Plain(words, date);
        return date.Mark switch
        {
            EdtfMark.Approximate => words.Of("date.about", shown),
            EdtfMark.Uncertain => words.Of("date.uncertain", shown),
            EdtfMark.UncertainAndApproximate => words.Of("date.aboutUncertain", shown),
            _ => shown,
        };
    }

    static string Plain(PageWords words, EdtfDate date)
    {
        var year = (int)date.Year;
        if (date.Month is null) return year.ToString(CultureInfo.InvariantCulture);
        if (date.Month >= 21) return words.Of($"date.season{date.Month}", year.ToString(CultureInfo.InvariantCulture));
        if (date.Day is not { } day) return new DateTime(year, date.Month.Value, 1).ToString(words["date.month"], words.Culture);
        var shown = new DateTime(year, date.Month.Value, day).ToString(words["date.day"], words.Culture);
        return date.Time is null ? shown : words.Of("date.at", shown, Time(date.Time));
    }

    static string Time(EdtfTime time)
    {
        var clock = string.Create(CultureInfo.InvariantCulture, $"{time.Hour:00}:{time.Minute:00}");
        if (time.Offset is not { } offset) return clock;
        if (offset == TimeSpan.Zero) return clock + " UTC";
        return string.Create(CultureInfo.InvariantCulture, $"{clock} UTC{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}")}");
    }
}
