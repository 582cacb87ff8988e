namespace Tracker.Domain.Dates;

/// <summary>Milliseconds from 1970-01-01T00:00 on a wall clock of the proleptic Gregorian calendar, and the instants that they can be.</summary>
static class WallClock
{
    internal const long MillisecondsADay = 86_400_000;

    static readonly long First = Day(1, 1, 1);
    static readonly long Last = Day(10_000, 1, 1) - 1;

    // Years far outside DateTimeOffset are all clamped later; this only keeps the arithmetic in range.
    const long FarYear = 1_000_000;

    internal static long Day(long year, int month, int day) => (Month(year, month) / MillisecondsADay + day - 1) * MillisecondsADay;

    /// <summary>Start of a month; months beyond 12 run into the next year.</summary>
    internal static long Month(long year, int month)
    {
        year = Math.Clamp(year, -FarYear, FarYear) + ((month - 1) / 12);
        month = ((month - 1) % 12) + 1;
        // Count years from March, so that the leap day is the last of its year.
        if (month <= 2) year--;
        var era = Math.DivRem(year, 400, out var yearOfEra);
        if (yearOfEra < 0) (era, yearOfEra) = (era - 1, yearOfEra + 400);
        var dayOfYear = ((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return ((era * 146_097) + dayOfEra - 719_468) * MillisecondsADay;
    }

    internal static DateTimeOffset Earliest(long wall, TimeSpan? offset, TimeZoneInfo zone) => Instant(wall, offset, zone, later: false);

    internal static DateTimeOffset Latest(long wall, TimeSpan? offset, TimeZoneInfo zone) => Instant(wall, offset, zone, later: true);

    static DateTimeOffset Instant(long wall, TimeSpan? offset, TimeZoneInfo zone, bool later)
    {
        if (wall < First) return DateTimeOffset.MinValue;
        if (wall > Last) return DateTimeOffset.MaxValue;
        var time = DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(wall * TimeSpan.TicksPerMillisecond), DateTimeKind.Unspecified);
        var utc = wall - (long)(offset ?? OffsetAt(time, zone, later)).TotalMilliseconds;
        return utc < First ? DateTimeOffset.MinValue : utc > Last ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeMilliseconds(utc);
    }

    // A time that the clock shows twice is both; one that it skips is read with the offset before the gap, so it falls just after it.
    static TimeSpan OffsetAt(DateTime time, TimeZoneInfo zone, bool later)
    {
        if (!zone.IsAmbiguousTime(time)) return zone.GetUtcOffset(time);
        var offsets = zone.GetAmbiguousTimeOffsets(time);
        return later ? offsets.Min() : offsets.Max();
    }
}
