namespace Tracker.Log.Tests;

public sealed class CursorTests
{
    [Theory]
    [InlineData("abcdefgh:0", "abcdefgh", 0)]
    [InlineData("0123456789abcdef0123456789abcdef:9007199254740991", "0123456789abcdef0123456789abcdef", 9_007_199_254_740_991)]
    public void A_cursor_reads_back_as_it_was_written(string text, string epoch, long position)
    {
        Assert.True(Cursor.TryParse(text, out var cursor));
        Assert.Equal(new Cursor(epoch, position), cursor);
        Assert.Equal(text, cursor.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("start")]
    [InlineData("abcdefg:1")]
    [InlineData("ABCDEFGH:1")]
    [InlineData("abcdefgh:")]
    [InlineData("abcdefgh:-1")]
    [InlineData("abcdefgh:01")]
    [InlineData("abcdefgh:9007199254740992")]
    [InlineData("abcdefgh:1:2")]
    [InlineData("abcdefgh:٣")]
    public void What_is_no_cursor_is_refused(string? text) => Assert.False(Cursor.TryParse(text, out _));
}
