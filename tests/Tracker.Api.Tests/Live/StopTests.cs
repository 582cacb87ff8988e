using System.Text.Json;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Live;

[Collection(Alone.Name)]
public sealed class StopTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_are_told_to_come_back_when_the_server_stops()
    {
        await using var server = await LiveServer.StartAsync();
        using var stream = await server.OpenAsync("", Ct);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("retry: 2000", await lines.ReadLineAsync(Ct));
        using var watching = await server.ConnectAsync(Ct);
        await watching.ShakeHandsAsync(Ct);
        await watching.SayAsync("""{"type":1,"invocationId":"2","target":"Watch","arguments":[{}]}""", Ct);
        Assert.NotNull(await watching.HearAsync(3, Ct));
        using var connected = await server.ConnectAsync(Ct);
        await connected.ShakeHandsAsync(Ct);
        Assert.NotNull(await connected.HearAsync(Ct));

        var stopping = server.StopAsync();
        foreach (var socket in new[] { watching, connected })
        {
            var close = await socket.HearAsync(7, Ct);
            Assert.True(close!.Value.GetProperty("allowReconnect").GetBoolean());
        }
        var rest = await lines.ReadToEndAsync(Ct);
        Assert.Matches("(?m)^retry: [1-5][0-9]{3}$", rest);
        await stopping.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }
}
