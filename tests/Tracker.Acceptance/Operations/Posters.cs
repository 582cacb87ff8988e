using System.Collections.Concurrent;
using System.Net;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Operations;

/// <summary>Clients that post without a pause until they are stopped, and keep what they were told.</summary>
sealed class Posters(RunningServer server, string name)
{
    readonly ConcurrentDictionary<string, Receipt> _acknowledged = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);
    readonly List<Task> _clients = [];
    volatile bool _stop;

    public sealed record Receipt(long Position, string Hash);

    /// <summary>Statement id → what its 201 said.</summary>
    public IReadOnlyDictionary<string, Receipt> Acknowledged => _acknowledged;

    /// <summary>Code of a refusal → how often.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    public void Start(int clients, CancellationToken ct)
    {
        for (var client = 0; client < clients; client++)
        {
            var mine = client;
            _clients.Add(Task.Run(() => PostAsync(mine, ct), ct));
        }
    }

    public async Task UntilAsync(int acknowledged, CancellationToken ct)
    {
        while (_acknowledged.Count < acknowledged) await Task.Delay(10, ct);
    }

    public async Task StopAsync()
    {
        _stop = true;
        await Task.WhenAll(_clients);
    }

    async Task PostAsync(int client, CancellationToken ct)
    {
        using var api = new ApiClient(server.Address, RunningServer.AdminKey);
        for (var n = 0; !_stop; n++)
        {
            var id = $"{name}{client}-{n}";
            try
            {
                var reply = await api.Post("/api/statements", SmallWorld.Statement("said by " + id, id: id), ct);
                if (reply.Status == HttpStatusCode.Created) _acknowledged[id] = new Receipt(reply.Position, (string)reply.Json["hash"]!);
                else _refused.AddOrUpdate((string)reply.Json["type"]!, 1, static (_, count) => count + 1);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                // The server is gone: nobody was told anything.
                return;
            }
        }
    }
}
