using System.Globalization;

namespace Tracker.Log.Search;

/// <summary>
/// When something was said, as marks: the UTC day, month, year, decade and century of its said key, so that a span of time is a few of them.
/// </summary>
static class SaidMarks
{
    const long Day = 86_400_000;
    const int FineDays = 200, MonthlyDays = 5_000;

    static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <param name="saidKey">Milliseconds since 1970, UTC.</param>
    public static string[] Of(long saidKey)
    {
        var day = DayOf(saidKey);
        return [OfDay(day), OfMonth(day), OfYear(day), OfDecade(day), OfCentury(day)];
    }

    /// <summary>
    /// Marks of which everything that was said in the span has one. What has one may lie outside by a day, in a span of years by a month, in one of decades
    /// by a year: the edges are checked on the rows.
    /// </summary>
    public static List<string> Cover(long from, long until)
    {
        var (day, end) = (DayOf(from), DayOf(until));
        var days = (end - day).TotalDays;
        if (days > MonthlyDays) (day, end) = (new DateTime(day.Year, 1, 1), new DateTime(end.Year, 12, 31));
        else if (days > FineDays) (day, end) = (day.AddDays(1 - day.Day), LastOfMonth(end));
        var marks = new List<string>();
        while (true)
        {
            var (mark, last) = Largest(day, end);
            marks.Add(mark);
            if (last >= end) return marks;
            day = last.AddDays(1);
        }
    }

    public static long BeginOfYear(long milliseconds) => Milliseconds(new DateTime(DayOf(milliseconds).Year, 1, 1));

    public static long EndOfYear(long milliseconds) => Milliseconds(new DateTime(DayOf(milliseconds).Year, 12, 31));

    static long Milliseconds(DateTime day) => (long)(day - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>The largest span of the calendar that begins on the day and does not go beyond the end.</summary>
    static (string Mark, DateTime Last) Largest(DateTime day, DateTime end)
    {
        if (day.Day == 1 && LastOfMonth(day) <= end)
        {
            if (day.Month == 1 && EndOfYears(day, 1) <= end)
            {
                if (day.Year % 100 == 0 && EndOfYears(day, 100) is var century && century <= end) return (OfCentury(day), century);
                if (day.Year % 10 == 0 && EndOfYears(day, 10) is var decade && decade <= end) return (OfDecade(day), decade);
                return (OfYear(day), EndOfYears(day, 1));
            }
            return (OfMonth(day), LastOfMonth(day));
        }
        return (OfDay(day), day);
    }

    static DateTime DayOf(long milliseconds) =>
        DateTime.UnixEpoch.AddDays(Math.Floor(Math.Clamp(milliseconds, First, Last) / (double)Day)).Date;

    static DateTime LastOfMonth(DateTime day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    static DateTime EndOfYears(DateTime day, int years) => new(day.Year + years - 1, 12, 31);

    static string OfDay(DateTime day) => "da:" + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    static string OfMonth(DateTime day) => "mo:" + day.ToString("yyyyMM", CultureInfo.InvariantCulture);

    static string OfYear(DateTime day) => "ye:" + day.ToString("yyyy", CultureInfo.InvariantCulture);

    static string OfDecade(DateTime day) => "de:" + (day.Year / 10).ToString(CultureInfo.InvariantCulture);

    static string OfCentury(DateTime day) => "ce:" + (day.Year / 100).ToString(CultureInfo.InvariantCulture);
}
