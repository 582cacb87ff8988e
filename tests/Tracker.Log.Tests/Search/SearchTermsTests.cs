using System.Text.Json;
using Tracker.Log.Search;

namespace Tracker.Log.Tests.Searches;

public sealed class SearchTermsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   \t ", "")]
    [InlineData("мир", "мир")]
    [InlineData("Мир  Truce", "мир|truce")]
    [InlineData("\"the truce\" first", "the truce|first")]
    [InlineData("«про перемир’я» -“на Сході” -час", "про перемирʼя|-на сході|-час")]
    [InlineData("зеленськ* -пут*", "зеленськ*|-пут*")]
    [InlineData("cease-fire cease-fire*", "cease fire|cease fire*")]
    [InlineData("\"never closed", "never closed")]
    [InlineData("ארה\"ב", "ארה ב")]
    [InlineData("停火* 停", "停 火|停")]
    [InlineData("- -- word - *", "word")]
    [InlineData("\"star* inside\"", "star inside")]
    [InlineData("OR AND NOT NEAR(a b) {text}: ^x", "or|and|not|near a|b|text|x")]
    [InlineData("words : \"a\" marks:\"st:s0\"", "words|a|marks st s0")]
    [InlineData("a-b \"\" c", "a b|c")]
    public void What_was_typed_is_terms_and_nothing_else(string text, string terms)
    {
        var (parsed, refusal) = SearchTerms.Parse(text);
        Assert.Null(refusal);
        Assert.Equal(terms, string.Join('|', parsed.Select(term => (term.Excluded ? "-" : "") + string.Join(' ', term.Words) + (term.Prefix ? "*" : ""))));
    }

    [Theory]
    [InlineData("!!! ...", "no letter or digit")]
    [InlineData("-", "no letter or digit")]
    [InlineData("\"\"", "no letter or digit")]
    [InlineData("😀", "no letter or digit")]
    [InlineData("а*", "2 letters")]
    [InlineData("cease-fi*", "4 where")]
    [InlineData("-x*", "2 letters")]
    public void What_cannot_be_searched_is_refused_and_says_what_is_needed(string text, string needed)
    {
        var (terms, refusal) = SearchTerms.Parse(text);
        Assert.Empty(terms);
        Assert.Equal(("invalid", "q"), (refusal!.Code, refusal.Field));
        Assert.Contains(needed, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Length_and_number_have_a_limit()
    {
        Assert.Null(SearchTerms.Parse(new string('x', SearchTerms.MaxLength)).Refusal);
        Assert.Contains("300", SearchTerms.Parse(new string('x', SearchTerms.MaxLength + 1)).Refusal!.Detail, StringComparison.Ordinal);
        Assert.Null(SearchTerms.Parse(string.Join(' ', Enumerable.Repeat("x", SearchTerms.MaxTerms))).Refusal);
        Assert.Contains("16", SearchTerms.Parse(string.Join(' ', Enumerable.Repeat("x", SearchTerms.MaxTerms + 1))).Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void No_hostile_string_throws()
    {
        var strings = JsonSerializer.Deserialize<List<string>>(File.ReadAllText(Shared.Path("data/hostile/blns.json")))!;
        foreach (var text in strings) Assert.True(SearchTerms.Parse(text) is var (terms, refusal) && (refusal is null || terms.Count == 0));
    }
}
