using CsCheck;
using Tracker.Log.Search;

namespace Tracker.Log.Tests.Searches;

public sealed class SaidMarksTests
{
    const long Day = 86_400_000;

    [Fact]
    public void Everything_in_a_span_has_one_of_its_marks_and_little_else_has() =>
        Gen.Select(Gen.Long[-62_000_000, 252_000_000], Gen.OneOf(Gen.Long[0, 3], Gen.Long[0, 500], Gen.Long[0, 5_000], Gen.Long[0, 900_000]), Gen.Long[-2_000_000, 2_000_000]).Sample((from, days, at) =>
        {
            (from, var until) = (from * 1_000_000, (from * 1_000_000) + (days * Day));
            var cover = SaidMarks.Cover(from, until);
            var edge = days > 5_000 ? 366 : days > 200 ? 31 : 1;
            foreach (var moment in (long[])[from, until, from + (long)(days * Day * 0.37), until + (at * 1_000), from - (at * 1_000)])
            {
                var marked = SaidMarks.Of(moment).Intersect(cover, StringComparer.Ordinal).Any();
                if (moment >= from && moment <= until) Assert.True(marked, $"{moment} is in {from} to {until}.");
                if (moment < from - (edge * Day) || moment > until + (edge * Day)) Assert.False(marked, $"{moment} is not in {from} to {until}.");
            }
            Assert.True(cover.Count <= 130, $"{cover.Count} marks.");
            Assert.Equal(cover.Distinct(StringComparer.Ordinal), cover);
        }, iter: 20_000);

    [Theory]
    [InlineData("2025-05-16", "2025-05-16", "da:20250516")]
    [InlineData("2025-05-01", "2025-05-31", "mo:202505")]
    [InlineData("2024-12-31", "2025-03-02", "da:20241231 mo:202501 mo:202502 da:20250301 da:20250302")]
    [InlineData("2024-12-31", "2025-12-05", "mo:202412 ye:2025")]
    [InlineData("1990-01-01", "2009-12-31", "de:199 de:200")]
    [InlineData("1900-06-01", "2025-01-01", "ce:19 de:200 de:201 ye:2020 ye:2021 ye:2022 ye:2023 ye:2024 ye:2025")]
    public void A_span_is_the_largest_parts_of_the_calendar(string from, string until, string marks) =>
        Assert.Equal(marks, string.Join(' ', SaidMarks.Cover(Milliseconds(from), Milliseconds(until) + Day - 1)));

    [Fact]
    public void The_ends_of_the_calendar_are_days_like_others()
    {
        Assert.Equal("ye:0001", Assert.Single(SaidMarks.Of(long.MinValue), mark => mark.StartsWith("ye:", StringComparison.Ordinal)));
        Assert.Contains("da:99991231", SaidMarks.Of(long.MaxValue));
        Assert.Contains("ce:20", SaidMarks.Cover(long.MinValue, long.MaxValue));
    }

    static long Milliseconds(string day) => DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
