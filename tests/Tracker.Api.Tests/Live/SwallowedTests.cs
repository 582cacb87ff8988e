using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Tracker.ApiTests.Http;
using Xunit;

namespace Tracker.ApiTests.Live;

/// <summary>A proxy on the way loses one message of a stream: the next heartbeat counts more items than the reader has, which then resumes where it was sure.</summary>
[Collection(Alone.Name)]
public sealed class SwallowedTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_notices_what_was_swallowed_and_has_everything_after_it_resumed()
    {
        await using var server = await LiveServer.StartAsync();
        await using var proxy = new Proxy(server.Address.Port, swallow: "story/second");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{proxy.Port}") };
        var (kept, sure, losses) = (new List<string>(), "start", 0);
        foreach (var id in new[] { "first", "second", "third" }) await server.Admin.Make("/api/stories", new { id, title = id });
        for (var opened = 0; kept.Count < 3; opened++)
        {
            Assert.InRange(opened, 0, 3);
            using var stream = await http.GetStreamAsync(new Uri($"/api/live?after={sure}&kinds=story.created", UriKind.Relative), Ct).AsReader();
            var since = new List<string>();
            string? name = null;
            while (await stream.ReadLineAsync(Ct) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
                var data = JsonDocument.Parse(line[6..]).RootElement;
                if (name == "change") since.Add(data.Text("entity"));
                if (name != "heartbeat" || (data.Int("items") == 0 && since.Count == 0)) continue;
                if (data.Int("items") == since.Count)
                {
                    kept.AddRange(since);
                    sure = data.Text("cursor");
                    break;
                }
                Assert.True(data.Int("items") > since.Count);
                losses++;
                break;
            }
        }
        Assert.Equal(1, losses);
        Assert.Equal(["story/first", "story/second", "story/third"], kept);
    }

    /// <summary>Passes HTTP on chunk by chunk, but for the first chunk of an answer that holds a word: of that, the message with it is cut out.</summary>
    sealed class Proxy : IAsyncDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        readonly CancellationTokenSource _stop = new();
        readonly Task _running;
        int _swallowed;

        public Proxy(int to, string swallow)
        {
            _listener.Start();
            _running = Task.Run(async () =>
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    _ = PassAsync(client, to, swallow);
                }
            });
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        async Task PassAsync(TcpClient client, int to, string swallow)
        {
            using var near = client;
            using var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, to, _stop.Token);
            var up = near.GetStream().CopyToAsync(far.GetStream(), _stop.Token);
            try
            {
                var (from, back) = (far.GetStream(), near.GetStream());
                await back.WriteAsync(Encoding.ASCII.GetBytes(await UntilAsync(from, "\r\n\r\n")), _stop.Token);
                while (true)
                {
                    var size = int.Parse((await UntilAsync(from, "\r\n")).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    var chunk = new byte[size + 2];
                    await from.ReadExactlyAsync(chunk, _stop.Token);
                    var text = Encoding.UTF8.GetString(chunk, 0, size);
                    if (text.Contains(swallow, StringComparison.Ordinal) && Interlocked.Exchange(ref _swallowed, 1) == 0)
                        text = string.Concat(text.Split("\n\n").Where(message => message.Length > 0 && !message.Contains(swallow, StringComparison.Ordinal)).Select(message => message + "\n\n"));
                    if (text.Length > 0) await back.WriteAsync(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n"), _stop.Token);
                    if (size == 0) return;
                }
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // One side has gone.
            }
            await up.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<string> UntilAsync(NetworkStream stream, string end)
        {
            var (text, one) = (new StringBuilder(), new byte[1]);
            while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
            {
                await stream.ReadExactlyAsync(one, _stop.Token);
                text.Append((char)one[0]);
            }
            return text.ToString();
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}

static class StreamReading
{
    public static async Task<StreamReader> AsReader(this Task<Stream> stream) => new(await stream);
}
