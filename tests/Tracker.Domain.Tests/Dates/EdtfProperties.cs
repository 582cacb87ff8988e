using System.Globalization;
using CsCheck;
using Tracker.Domain.Dates;

namespace Tracker.DomainTests.Dates;

public sealed class EdtfProperties
{
    static readonly string[] ZoneNames = ["UTC", "Europe/Istanbul", "America/Sao_Paulo", "Pacific/Kiritimati", "Asia/Kathmandu", "America/St_Johns"];

    static readonly Gen<TimeZoneInfo> AnyZone = Gen.OneOf(ZoneNames).Select(TimeZoneInfo.FindSystemTimeZoneById);

    static readonly Gen<string> AnyYear = Gen.Frequency(
        (6, Gen.Int[1900, 2100].Select(year => year.ToString("0000", CultureInfo.InvariantCulture))),
        (1, Gen.Int[1, 9999].Select(year => year.ToString("0000", CultureInfo.InvariantCulture))),
        (1, Gen.Int[1, 9999].Select(year => "-" + year.ToString("0000", CultureInfo.InvariantCulture))));

    static readonly Gen<string> AnyMonth = Gen.Select(AnyYear, Gen.Int[1, 12], (year, month) => $"{year}-{month:00}");

    static readonly Gen<string> AnyDay = Gen.Select(AnyMonth, Gen.Int[1, 28], (month, day) => $"{month}-{day:00}");

    static readonly Gen<string> AnyTime = Gen.Select(
        Gen.Int[0, 23], Gen.Int[0, 59], Gen.OneOf("", ":07", ":59.5", ":00.125"), Gen.OneOf("", "Z", "+03:00", "-09:30", "+14"),
        (hour, minute, second, offset) => $"T{hour:00}:{minute:00}{second}{offset}");

    static readonly Gen<string> AnyDate = Gen.Select(
        Gen.OneOf(
            AnyYear, AnyMonth, AnyDay, Gen.Select(AnyDay, AnyTime, string.Concat),
            Gen.Select(AnyYear, Gen.Int[21, 24], (year, season) => $"{year}-{season}"),
            AnyYear.Select(year => year[..^1] + "X"), AnyYear.Select(year => year[..^2] + "XX"),
            AnyYear.Select(year => year + "-XX"), AnyMonth.Select(month => month + "-XX"),
            Gen.Long[10_000, 999_999_999].Select(year => "Y" + year.ToString(CultureInfo.InvariantCulture))),
        Gen.OneOf("", "", "~", "?", "%"),
        string.Concat);

    static readonly Gen<string> AnyText = Gen.OneOf(
        AnyDate, Gen.Select(AnyDate, Gen.OneOf("../", "/"), (date, open) => open + date), Gen.Select(AnyDate, Gen.OneOf("/..", "/"), string.Concat),
        Gen.Select(AnyDate, AnyDate, (a, b) => $"{a}/{b}"));

    [Fact]
    public void What_is_written_reads_back_equal() => AnyText.Sample(text =>
    {
        if (!Edtf.TryParse(text, out var edtf)) return text.Contains('/', StringComparison.Ordinal); // only an interval can be backwards here
        return Edtf.TryParse(edtf.ToString(), out var again) && again == edtf && again.ToString() == edtf.ToString();
    });

    [Fact]
    public void The_first_millisecond_is_never_after_the_last() => Gen.Select(AnyText, AnyZone).Sample((text, zone) =>
        !Edtf.TryParse(text, out var edtf) || edtf.FirstMillisecond(zone) <= edtf.LastMillisecond(zone));

    [Fact]
    public void A_coarser_date_contains_the_finer() => Gen.Select(AnyDay, AnyZone).Sample((day, zone) =>
    {
        var (year, month) = (day[..^6], day[..^3]);
        return Contains(year, month, zone) && Contains(month, day, zone) && Contains(day, day + "T12:30", zone);
    });

    [Fact]
    public void Days_follow_each_other_without_hole_or_overlap() => Gen.Select(Gen.Date[new DateTime(1, 1, 3), new DateTime(9999, 12, 28)], AnyZone).Sample((date, zone) =>
        Day(date).LastMillisecond(zone).AddMilliseconds(1) == Day(date.AddDays(1)).FirstMillisecond(zone) || CrossesTransition(date, zone));

    [Fact]
    public void No_text_makes_it_throw() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789-/X.~?%TZ:+Y"], 0, 40]).Sample(text =>
        Edtf.TryParse(text, out _, out var why) || why.Length > 0);

    static bool Contains(string coarse, string fine, TimeZoneInfo zone) =>
        Parsed(coarse).FirstMillisecond(zone) <= Parsed(fine).FirstMillisecond(zone) && Parsed(fine).LastMillisecond(zone) <= Parsed(coarse).LastMillisecond(zone);

    // Where a zone skips or repeats midnight itself, one wall time stands for two instants or none.
    static bool CrossesTransition(DateTime date, TimeZoneInfo zone) =>
        zone.IsInvalidTime(date.AddDays(1)) || zone.IsAmbiguousTime(date.AddDays(1)) || zone.IsAmbiguousTime(date.AddDays(1).AddMilliseconds(-1)) || zone.IsInvalidTime(date.AddDays(1).AddMilliseconds(-1));

    static Edtf Day(DateTime date) => Parsed(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    static Edtf Parsed(string text) => Edtf.TryParse(text, out var edtf, out var why) ? edtf : throw new FormatException($"{text}: {why}");
}
