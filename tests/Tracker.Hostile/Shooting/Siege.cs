using System.Text;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Hostile.Shooting;

/// <summary>
/// One server, with little memory, that all families fire at; beside them two readers of good conduct. It begins with the first family that asks.
/// </summary>
public sealed class Siege : IAsyncDisposable
{
    // What is allocated beyond it ends the process: memory that grows with what strangers send would be seen as a crash.
    const string HeapLimit = "0x18000000"; // 384 MiB

    static readonly string[] Signs = ["Bug in", "OutOfMemory", "Unhandled exception", "crit:"];

    readonly SemaphoreSlim _gate = new(1);
    RunningServer? _server;
    SseSubscriber? _events;
    HubSubscriber? _hub;
    bool _readers;
    int _bugs;
    IReadOnlyList<(string Name, string Real)> _names = [];

    internal Plan Plan { get; } = Plan.FromEnvironment();
    internal RunningServer Server => _server!;
    internal Meter Meter { get; private set; } = null!;
    internal ApiRoutes Routes { get; private set; } = null!;

    /// <summary>Starts it when nobody has yet.</summary>
    internal async Task BeginAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_readers) return;
            Assert.True(_server is null, "It could not begin; see the first family.");
            var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = HeapLimit, ["Tracker__HeartbeatSeconds"] = "2" };
            var server = _server = await RunningServer.StartAsync(new ServerOptions { Settings = settings }, ct);
            await World.CreateAsync(server.Api, ct);
            await NameAsync(server.Api, ct);
            Routes = ApiRoutes.Read((await server.Api.Get("/openapi/v1.json", ct)).Is(200).Json);
            _events = await SseSubscriber.OpenAsync(server.Address, "?touches=actor/canary", ct);
            _hub = await HubSubscriber.OpenAsync(server.Address, new { touches = new[] { "actor/canary" } }, ct);
            Meter = new Meter(server.Pid);
            _readers = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What the world calls things for what the generators call them.</summary>
    internal Shot Aimed(Shot shot)
    {
        var bytes = Encoding.Latin1.GetString(shot.Bytes);
        foreach (var (name, real) in _names) bytes = bytes.Replace(name, real, StringComparison.Ordinal);
        return shot with { Bytes = Encoding.Latin1.GetBytes(bytes) };
    }

    /// <summary>After each family: the process is there and ready, has not grown, found no bug in itself, its log is sound, and its readers get what is posted.</summary>
    internal async Task StandsAsync(CancellationToken ct)
    {
        Assert.True((await Server.Api.Get("/health/ready", ct)).Code == 200, "It is not ready any more:\n" + Server.Output);
        var bugs = Server.Output.Split('\n').Where(line => Signs.Any(sign => line.Contains(sign, StringComparison.Ordinal))).ToList();
        // Told once, by the family that found them.
        var had = Interlocked.Exchange(ref _bugs, bugs.Count);
        Assert.True(bugs.Count == had, $"The server's log has {bugs.Count - had} bugs more:\n{string.Join('\n', bugs.Skip(had).Take(5).Select(line => line.Length > 3_000 ? line[..3_000] : line))}");
        Meter.IsBounded();
        var posted = (await Server.Api.Post("/api/statements", World.Canary($"canary {Guid.NewGuid():N}"), ct)).Is(201);
        await _events!.Received.Until(posted.Position, ct);
        await _hub!.Received.Until(posted.Position, ct);
        await Server.Api.Get($"/api/statements/{(string)posted.Json["id"]!}?atLeast={posted.Cursor}", ct);
        await Verification.SoundAsync(Server, ct);
    }

    async Task NameAsync(ApiClient api, CancellationToken ct)
    {
        var head = await Poll.HeadAsync(api, ct);
        var conditions = (await api.Get($"/api/conditions?atLeast={head}", ct)).Is(200).Json["items"]!.AsArray();
        var links = (await api.Get($"/api/links?atLeast={head}", ct)).Is(200).Json["items"]!.AsArray();
        _names = [(World.Epoch, head.Split(':')[0]), .. World.Conditions.Select((name, at) => (name, (string)conditions[at]!["id"]!)), .. World.Links.Select((name, at) => (name, (string)links[at]!["id"]!))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_events is not null) await _events.DisposeAsync();
        if (_hub is not null) await _hub.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        _gate.Dispose();
    }
}
