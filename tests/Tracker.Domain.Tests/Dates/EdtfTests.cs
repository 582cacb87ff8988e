using Tracker.Domain.Dates;

namespace Tracker.DomainTests.Dates;

public sealed class EdtfTests
{
    static readonly TimeZoneInfo Istanbul = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");

    // Text · first millisecond · last millisecond, both as UTC, dates without offset read in Istanbul (UTC+3).
    [Theory]
    [InlineData("2025-05-16", "2025-05-15T21:00:00.000", "2025-05-16T20:59:59.999")]
    [InlineData("2025-05", "2025-04-30T21:00:00.000", "2025-05-31T20:59:59.999")]
    [InlineData("2025", "2024-12-31T21:00:00.000", "2025-12-31T20:59:59.999")]
    [InlineData("2024-02", "2024-01-31T21:00:00.000", "2024-02-29T20:59:59.999")]
    [InlineData("2025-05-16T13:00+03:00", "2025-05-16T10:00:00.000", "2025-05-16T10:00:59.999")]
    [InlineData("2025-05-16T13:00", "2025-05-16T10:00:00.000", "2025-05-16T10:00:59.999")]
    [InlineData("2025-05-16T13:00:05Z", "2025-05-16T13:00:05.000", "2025-05-16T13:00:05.999")]
    [InlineData("2025-05-16T13:00:05.25Z", "2025-05-16T13:00:05.250", "2025-05-16T13:00:05.259")]
    [InlineData("2025-05-16T13:00:05.1234567-04", "2025-05-16T17:00:05.123", "2025-05-16T17:00:05.123")]
    [InlineData("2025-05-16~", "2025-05-15T21:00:00.000", "2025-05-16T20:59:59.999")]
    [InlineData("2025-05?", "2025-04-30T21:00:00.000", "2025-05-31T20:59:59.999")]
    [InlineData("2025%", "2024-12-31T21:00:00.000", "2025-12-31T20:59:59.999")]
    [InlineData("2022-21", "2022-02-28T21:00:00.000", "2022-05-31T20:59:59.999")]
    [InlineData("2022-22", "2022-05-31T21:00:00.000", "2022-08-31T20:59:59.999")]
    [InlineData("2022-23", "2022-08-31T21:00:00.000", "2022-11-30T20:59:59.999")]
    [InlineData("2022-24", "2022-11-30T21:00:00.000", "2023-02-28T20:59:59.999")]
    [InlineData("202X", "2019-12-31T21:00:00.000", "2029-12-31T20:59:59.999")]
    [InlineData("20XX", "1999-12-31T22:00:00.000", "2099-12-31T20:59:59.999")]
    [InlineData("2025-XX", "2024-12-31T21:00:00.000", "2025-12-31T20:59:59.999")]
    [InlineData("2025-05-XX", "2025-04-30T21:00:00.000", "2025-05-31T20:59:59.999")]
    [InlineData("2025-XX-XX", "2024-12-31T21:00:00.000", "2025-12-31T20:59:59.999")]
    [InlineData("2025-05-11/2025-05-15", "2025-05-10T21:00:00.000", "2025-05-15T20:59:59.999")]
    [InlineData("2025-05-16T13:00/2025-05-16T14:30:10", "2025-05-16T10:00:00.000", "2025-05-16T11:30:10.999")]
    [InlineData("2025-05-16/2025-05", "2025-05-15T21:00:00.000", "2025-05-31T20:59:59.999")]
    [InlineData("../2025-05-16", "min", "2025-05-16T20:59:59.999")]
    [InlineData("/2025-05-16", "min", "2025-05-16T20:59:59.999")]
    [InlineData("2025-05-16/..", "2025-05-15T21:00:00.000", "max")]
    [InlineData("2025-05-16/", "2025-05-15T21:00:00.000", "max")]
    [InlineData("-0044-03-15", "min", "min")]
    [InlineData("-004X", "min", "min")]
    [InlineData("0000", "min", "min")]
    [InlineData("Y12025", "max", "max")]
    [InlineData("Y-170000002", "min", "min")]
    public void A_date_means_its_first_to_its_last_millisecond(string text, string first, string last)
    {
        Assert.True(Edtf.TryParse(text, out var edtf, out var why), why);
        Assert.Equal(Instant(first), edtf.FirstMillisecond(Istanbul));
        Assert.Equal(Instant(last), edtf.LastMillisecond(Istanbul));
    }

    [Theory]
    [InlineData("2025-02-30", "There is no day 30 in 2025-02; it has 28 days.")]
    [InlineData("2100-02-29", "There is no day 29 in 2100-02; it has 28 days.")]
    [InlineData("2025-04-00", "There is no day 00 in 2025-04; it has 30 days.")]
    [InlineData("2025-13", "There is no month 13; months are 01 to 12, seasons 21 to 24.")]
    [InlineData("2025-00", "There is no month 00; months are 01 to 12, seasons 21 to 24.")]
    [InlineData("2025-21-05", "A season has no day.")]
    [InlineData("2025-05-16T25:00", "There is no hour 25; hours are 00 to 23.")]
    [InlineData("2025-05-16T24:00", "There is no hour 24; hours are 00 to 23.")]
    [InlineData("2025-05-16T13:60", "There is no minute 60; minutes are 00 to 59.")]
    [InlineData("2025-05-16T13:00:60Z", "There is no second 60; seconds are 00 to 59.")]
    [InlineData("2025-05-16T13:00+15:00", "Offsets from UTC are -14:00 to +14:00.")]
    [InlineData("2025-05-16T13:00+02:75", "Offsets from UTC are -14:00 to +14:00.")]
    [InlineData("2025-05-XXT13:00", "A time of day needs its day.")]
    [InlineData("2025-XX-05", "A day needs its month.")]
    [InlineData("202X-05", "A year with unspecified digits has no month.")]
    [InlineData("-0000", "There is no year -0000; write 0000 for 1 BC.")]
    [InlineData("2025-05-16/2025-05-15", "The interval ends before it starts.")]
    [InlineData("2025-05-16T13:00Z/2025-05-16T13:00+03:00", "The interval ends before it starts.")]
    [InlineData("../..", "An interval needs a date at one end at least.")]
    [InlineData("/", "An interval needs a date at one end at least.")]
    [InlineData("../", "An interval needs a date at one end at least.")]
    public void What_cannot_be_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(Edtf.TryParse(text, out var edtf, out var why));
        Assert.Null(edtf);
        Assert.Equal(reason, why);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("yesterday")]
    [InlineData("16.05.2025")]
    [InlineData("2025-5-16")]
    [InlineData("25-05-16")]
    [InlineData("2025-05-16 13:00")]
    [InlineData("2025-05-16T13")]
    [InlineData(" 2025")]
    [InlineData("2025\n")]
    [InlineData("2XXX")]
    [InlineData("Y2025")]
    [InlineData("Y12025-05")]
    [InlineData("2025-05-16?~")]
    [InlineData("2025/2026/2027")]
    [InlineData("٢٠٢٥")]
    [InlineData("[2025,2026]")]
    [InlineData("2025-05-16T13:00:05.Z")]
    public void What_is_no_date_is_refused_with_examples(string text)
    {
        Assert.False(Edtf.TryParse(text, out _, out var why));
        Assert.Contains("EDTF", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_and_over_long_text_are_no_dates()
    {
        Assert.False(Edtf.TryParse(null, out _));
        Assert.False(Edtf.TryParse(new string('2', 100_000), out _));
    }

    [Fact]
    public void An_interval_with_one_offset_is_refused_only_when_it_is_backwards_in_every_zone()
    {
        Assert.True(Edtf.TryParse("2025-05-16T13:00/2025-05-16T12:00Z", out _));
        Assert.False(Edtf.TryParse("2025-05-16T13:00/2025-05-15T12:00Z", out _));
    }

    [Fact]
    public void The_hour_that_a_clock_shows_twice_lasts_from_its_first_to_its_second_time()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.True(Edtf.TryParse("2025-10-26T02:30", out var twice));
        Assert.Equal(Instant("2025-10-26T00:30:00.000"), twice.FirstMillisecond(berlin));
        Assert.Equal(Instant("2025-10-26T01:30:59.999"), twice.LastMillisecond(berlin));
    }

    [Fact]
    public void The_hour_that_a_clock_skips_falls_after_the_gap()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.True(Edtf.TryParse("2025-03-30T02:30", out var skipped));
        Assert.Equal(Instant("2025-03-30T01:30:00.000"), skipped.FirstMillisecond(berlin));
    }

    [Theory]
    [InlineData("../2025-05-16", "2025-05-16T20:59:59.999")]
    [InlineData("2022", "2022-12-31T20:59:59.999")]
    [InlineData("2025-05-17T09:00Z", "2025-05-17T08:00:00.000")]
    [InlineData("2026", "2025-05-17T08:00:00.000")]
    [InlineData("2025-05-01/..", "2025-05-17T08:00:00.000")]
    [InlineData(null, "2025-05-17T08:00:00.000")]
    public void The_said_key_is_the_last_millisecond_but_never_after_it_was_recorded(string? saidAt, string key) =>
        Assert.Equal(Instant(key), Said.Key(Said.Until(saidAt, Istanbul), Instant("2025-05-17T08:00:00.000")));

    [Fact]
    public void An_absent_date_stays_absent() => Assert.Null(Said.Until(null, Istanbul));

    [Theory]
    [InlineData("Europe/Istanbul", true)]
    [InlineData("UTC", true)]
    [InlineData("Etc/GMT+3", true)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("/etc/localtime", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_zone_is_known_by_its_name_alone(string? name, bool known) => Assert.Equal(known, Zones.TryFind(name, out _));

    internal static DateTimeOffset Instant(string text) => text switch
    {
        "min" => DateTimeOffset.MinValue,
        "max" => DateTimeOffset.MaxValue,
        _ => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture),
    };
}
