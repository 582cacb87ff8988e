using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

public sealed class FramingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task A_text_frame_is_what_a_client_reads_as_one_message(int length)
    {
        var text = Encoding.ASCII.GetBytes(new string('x', length));
        using var client = WebSocket.CreateFromStream(new MemoryStream(Framing.Text(text).ToArray()), new WebSocketCreationOptions { IsServer = false });
        var buffer = new byte[length + 1];
        var (read, ended) = (0, false);
        while (!ended)
        {
            var part = await client.ReceiveAsync(buffer.AsMemory(read), TestContext.Current.CancellationToken);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            (read, ended) = (read + part.Count, part.EndOfMessage);
        }
        Assert.Equal(text, buffer[..read]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100_000)]
    public void A_chunk_says_its_size_in_hexadecimal(int length)
    {
        var chunk = Encoding.ASCII.GetString(Framing.Chunk(Encoding.ASCII.GetBytes(new string('x', length))).Span);
        Assert.Equal(length.ToString("x", CultureInfo.InvariantCulture) + "\r\n" + new string('x', length) + "\r\n", chunk);
    }

    [Fact]
    public void Nothing_is_no_chunk_for_that_would_end_the_body() => Assert.True(Framing.Chunk([]).IsEmpty);
}
