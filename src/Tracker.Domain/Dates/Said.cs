namespace Tracker.Domain.Dates;

/// <summary>Said order: the one order of what was said, whenever it became known. Ties are broken by the log's position.</summary>
public static class Said
{
    /// <summary>
    /// The last millisecond that <paramref name="saidAt"/> can mean, in UTC, dates without offset read in <paramref name="zone"/>.
    /// Null stays null: a date that nobody gave is never invented. Text that is no EDTF gives null too; Decide refuses it.
    /// </summary>
    public static DateTimeOffset? Until(string? saidAt, TimeZoneInfo zone) => Edtf.TryParse(saidAt, out var edtf) ? edtf.LastMillisecond(zone) : null;

    /// <summary>min(last millisecond of what was said, when it was recorded); when it was recorded, if undated. The vocabulary's <c>saidKey</c>.</summary>
    public static DateTimeOffset Key(DateTimeOffset? saidUntil, DateTimeOffset recordedAt) =>
        saidUntil is { } until && until < recordedAt ? until : recordedAt;
}
