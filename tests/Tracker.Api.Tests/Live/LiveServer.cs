using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Tracker.ApiTests.Http;
using Tracker.Server;
using Xunit;

namespace Tracker.ApiTests.Live;

/// <summary>A server in this process with settings of its own, which takes this machine for its proxy: a test says who calls.</summary>
sealed class LiveServer : IAsyncDisposable
{
    public const string Story = """{"id":"talks","title":"Talks"}""";

    readonly string _directory = Directory.CreateTempSubdirectory("tracker-live-").FullName;
    readonly TrackerApp _app;
    bool _stopped;

    LiveServer(TrackerApp app, string directory)
    {
        (_app, _directory) = (app, directory);
        Address = new Uri(app.Address);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        Admin = new HttpClient { BaseAddress = Address };
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Host.AdminKey);
    }

    public Uri Address { get; }
    public HttpClient Http { get; }
    public HttpClient Admin { get; }

    public static async Task<LiveServer> StartAsync(params string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("tracker-live-").FullName;
        var app = await TrackerApp.BuildAsync(StartArguments.Parse(
            ["--data", directory, "--urls", "http://127.0.0.1:0", "--Tracker:AdminKey=" + Host.AdminKey, "--Tracker:HeartbeatSeconds=1", "--Tracker:ForwardedFrom=127.0.0.1", "--Tracker:Origins=https://desk.example", .. settings]), CancellationToken.None);
        await app.StartAsync();
        return new LiveServer(app, directory);
    }

    public Task<HttpResponseMessage> OpenAsync(string query, CancellationToken ct, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/live" + query);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    /// <summary>A WebSocket on the hub, without a handshake yet.</summary>
    public async Task<ClientWebSocket> ConnectAsync(CancellationToken ct, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
        await socket.ConnectAsync(new Uri($"ws://{Address.Authority}/hubs/live"), ct);
        return socket;
    }

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        Admin.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>SignalR's JSON protocol by hand.</summary>
static class HubTalk
{
    public static Task SayAsync(this ClientWebSocket socket, string message, CancellationToken ct) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, ct);

    public static Task ShakeHandsAsync(this ClientWebSocket socket, CancellationToken ct) => socket.SayAsync("""{"protocol":"json","version":1}""", ct);

    /// <summary>The next message that is no ping; null when the server has closed, or cut.</summary>
    public static async Task<JsonElement?> HearAsync(this ClientWebSocket socket, CancellationToken ct)
    {
        var (bytes, buffer) = (new MemoryStream(), new byte[64 * 1024]);
        while (true)
        {
            try
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), ct);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                await bytes.WriteAsync(buffer.AsMemory(0, part.Count), ct);
                if (!part.EndOfMessage) continue;
            }
            catch (WebSocketException)
            {
                return null;
            }
            var message = JsonDocument.Parse(Encoding.UTF8.GetString(bytes.ToArray()).TrimEnd('\u001e')).RootElement;
            if (!message.TryGetProperty("type", out var type) || type.GetInt32() != 6) return message;
            bytes.SetLength(0);
        }
    }

    /// <summary>The first message of this type; null when the server closes before.</summary>
    public static async Task<JsonElement?> HearAsync(this ClientWebSocket socket, int type, CancellationToken ct)
    {
        while (await socket.HearAsync(ct) is { } message)
        {
            if (message.TryGetProperty("type", out var its) && its.GetInt32() == type) return message;
        }
        return null;
    }
}

/// <summary>What the meter <c>Tracker.Live</c> has counted since this began, whoever counted in this process.</summary>
sealed class Counted : IDisposable
{
    readonly MeterListener _listener = new();
    readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);

    public Counted()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Tracker.Live") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <param name="name">The instrument without <c>tracker.live.</c>, and the tag's value after a slash.</param>
    public long this[string name] { get { lock (_sums) return _sums.GetValueOrDefault(name); } }

    public async Task Reaches(string name, long value, CancellationToken ct)
    {
        while (this[name] < value) await Task.Delay(20, ct);
    }

    public IEnumerable<string> Names { get { _listener.RecordObservableInstruments(); lock (_sums) return [.. _sums.Keys]; } }

    public void Dispose() => _listener.Dispose();

    void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name["tracker.live.".Length..] + (tags.Length > 0 ? "/" + tags[0].Value : "");
        lock (_sums) _sums[name] = _sums.GetValueOrDefault(name) + value;
    }
}
