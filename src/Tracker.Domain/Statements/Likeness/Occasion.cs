using Tracker.Domain.Dates;

namespace Tracker.Domain.Statements.Likeness;

/// <summary>When something was said, as far as two reports of it can be held against each other.</summary>
readonly record struct Occasion
{
    static readonly TimeSpan Apart = TimeSpan.FromHours(12);
    /// <summary>How long after each other two reports are recorded when the date does not tell.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromDays(2);
    /// <summary>How far back "not later than" is taken to reach.</summary>
    static readonly TimeSpan Back = TimeSpan.FromDays(7);
    static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    enum Precision { None, Wide, Day, Time }

    Precision How { get; init; }
    DateTimeOffset From { get; init; }
    DateTimeOffset Until { get; init; }
    /// <summary>The day as it is written, and the one that it is in UTC.</summary>
    DateOnly Written { get; init; }
    DateTimeOffset Recorded { get; init; }

    /// <param name="until">Last millisecond of <paramref name="saidAt"/> in the story's zone.</param>
    public static Occasion Of(string? saidAt, DateTimeOffset? until, DateTimeOffset recorded)
    {
        if (!Edtf.TryParse(saidAt, out var edtf)) return new Occasion { Recorded = recorded };
        var last = until ?? edtf.LastMillisecond(TimeZoneInfo.Utc);
        if (last == DateTimeOffset.MaxValue) return new Occasion { Recorded = recorded };
        if (edtf is { End: null, Start: EdtfEnd.At { Date: { Day: { } day, Month: { } month, Year: > 0 and < 10_000, Mark: EdtfMark.None } date } })
        {
            return new Occasion
            {
                How = date.Time is null ? Precision.Day : Precision.Time, From = last, Until = last, Written = new DateOnly((int)date.Year, month, day), Recorded = recorded,
            };
        }
        var first = edtf.FirstMillisecond(TimeZoneInfo.Utc);
        return new Occasion { How = Precision.Wide, From = first == DateTimeOffset.MinValue ? Before(last, Back) : first, Until = last, Recorded = recorded };
    }

    /// <summary>
    /// Whether both may be one occasion: the same day, or, where one of them does not name a day, days that do not exclude each other and recorded within
    /// <see cref="Fresh"/>. An outlet elsewhere may date by its own calendar: a time is on the day that is written and on the one that it is in UTC.
    /// </summary>
    public bool Fits(Occasion other) => (How, other.How) switch
    {
        (Precision.Time, Precision.Time) => (Until - other.Until).Duration() <= Apart,
        (Precision.Day, Precision.Day) => Written == other.Written,
        (Precision.Time, Precision.Day) => IsOn(other.Written),
        (Precision.Day, Precision.Time) => other.IsOn(Written),
        (Precision.None, _) or (_, Precision.None) => FreshWith(other),
        _ => FreshWith(other) && Before(From, Slack) <= other.Until && Before(other.From, Slack) <= Until,
    };

    /// <summary>Minutes between them where both name the time; else null.</summary>
    public double? Minutes(Occasion other) => (How, other.How) is (Precision.Time, Precision.Time) ? (Until - other.Until).Duration().TotalMinutes : null;

    bool IsOn(DateOnly day) => Written == day || DateOnly.FromDateTime(Until.UtcDateTime) == day;

    bool FreshWith(Occasion other) => (Recorded - other.Recorded).Duration() <= Fresh;

    static DateTimeOffset Before(DateTimeOffset time, TimeSpan by) => time - DateTimeOffset.MinValue > by ? time - by : DateTimeOffset.MinValue;
}
