using Tracker.Log.Search;

namespace Tracker.Log.Tests.Searches;

public sealed class HighlightsTests
{
    [Theory]
    [InlineData("Peace, at last: peace.", "peace", "[Peace], at last: [peace].")]
    [InlineData("Zelenskyy’s peaceful words", "zelenskyy peace*", "[Zelenskyy]’s [peaceful] words")]
    [InlineData("no such thing", "peace -thing", "no such thing")]
    [InlineData("a full cease-fire", "\"full cease fire\"", "a [full cease-fire]")]
    [InlineData("停火协定", "停火", "[停火]协定")]
    [InlineData("🕊️ café ÉCOLE", "ecole cafe", "🕊️ [café] [ÉCOLE]")]
    [InlineData("one two one two", "\"one two\"", "[one two] [one two]")]
    public void What_was_looked_for_is_marked_where_it_stands(string text, string query, string marked)
    {
        var (terms, refusal) = SearchTerms.Parse(query);
        Assert.Null(refusal);
        foreach (var (start, length) in Highlights.Of(text, terms).Reverse())
            text = text[..start] + "[" + text.Substring(start, length) + "]" + text[(start + length)..];
        Assert.Equal(marked, text);
    }

    [Fact]
    public void There_are_so_many_and_no_more() =>
        Assert.Equal(Highlights.Most, Highlights.Of(string.Join(' ', Enumerable.Repeat("word other", 1000)), SearchTerms.Parse("word").Terms).Count);
}
