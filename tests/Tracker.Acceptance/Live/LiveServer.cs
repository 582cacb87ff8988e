using System.Text.Json.Nodes;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

[assembly: AssemblyFixture(typeof(LiveServer))]

namespace Tracker.Acceptance.Live;

/// <summary>One server for the tests that only read and post, with a story, two actors, a topic and a meeting in it; started by the first that asks.</summary>
public sealed class LiveServer : IAsyncDisposable
{
    readonly SemaphoreSlim _gate = new(1);
    RunningServer? _server;
    int _posted;

    internal async Task<RunningServer> ServerAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_server is null)
            {
                var started = await RunningServer.StartAsync(new ServerOptions { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__HeartbeatSeconds"] = "2" } }, ct);
                await SmallWorld.CreateAsync(started.Api, ct);
                _server = started;
            }
            return _server;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Posts statements one after the other; returns their receipts when the feed has them too.</summary>
    internal async Task<IReadOnlyList<Reply>> PostAsync(int count, CancellationToken ct, string speaker = "ann")
    {
        var api = (await ServerAsync(ct)).Api;
        var receipts = new List<Reply>();
        for (var i = 0; i < count; i++)
            receipts.Add((await api.Post("/api/statements", SmallWorld.Statement($"word {Interlocked.Increment(ref _posted)}", speaker), ct)).Is(201));
        await Poll.ReachedAsync(api, receipts[^1], ct);
        return receipts;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _gate.Dispose();
    }
}

/// <summary>The least that a statement can refer to.</summary>
static class SmallWorld
{
    public const string Story = "small";

    public static async Task CreateAsync(ApiClient api, CancellationToken ct)
    {
        await Post("/api/stories", new JsonObject { ["id"] = Story, ["title"] = "A small story", ["tz"] = "Europe/Istanbul" });
        await Post("/api/actors", new JsonObject { ["id"] = "ann", ["name"] = "Ann Archer", ["kind"] = "person" });
        await Post("/api/actors", new JsonObject { ["id"] = "bob", ["name"] = "Bob Baker", ["kind"] = "person" });
        await Post("/api/topics", new JsonObject { ["id"] = "tea", ["story"] = Story, ["title"] = "Tea", ["proposition"] = "There should be tea" });
        await Post("/api/meetings", new JsonObject { ["id"] = "noon", ["story"] = Story, ["name"] = "The noon meeting" });

        async Task Post(string path, JsonObject body) => (await api.Post(path, body, ct)).Is(200, 201);
    }

    public static JsonObject Statement(string text, string speaker = "ann", string? id = null, string? stance = null)
    {
        var body = new JsonObject { ["story"] = Story, ["speakers"] = new JsonArray(speaker), ["text"] = text };
        if (id is not null)
            body["id"] = id;
        if (stance is not null)
            body["positions"] = new JsonArray(new JsonObject { ["topic"] = "tea", ["stance"] = stance });
        return body;
    }
}
