using System.Net;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Crash;

/// <summary>Eight clients post, each statement until it is acknowledged; the server is killed at random and started on the same data, ten times.</summary>
sealed class KillRun(int seed)
{
    const string End = "the-end";
    const int Clients = 8;
    const int Kills = 10;
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);
    readonly Random _random = new(seed);
    readonly TaskCompletionSource<long> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool _stop;

    public History History { get; } = new();
    public int Connections { get; private set; }

    public async Task<Verdict> PlayAsync(ServerOptions options, CancellationToken outer)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(outer);
        limit.CancelAfter(Limit);
        var ct = limit.Token;
        await using var server = await RunningServer.StartAsync(options, ct);
        await SmallWorld.CreateAsync(server.Api, ct);
        var reader = new ResumingReader(server.Address);
        var reading = reader.RunAsync(_end.Task, ct);
        var posting = Enumerable.Range(0, Clients).Select(client => PostAsync(server, client, ct)).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            await UnderLoadAsync(reader, kill + 1, ct);
            await Task.Delay(_random.Next(0, 500), ct);
            await server.KillAsync();
            await server.UpAsync(ct);
        }
        await UnderLoadAsync(reader, Kills + 1, ct);
        _stop = true;
        await Task.WhenAll(posting);

        var last = (await server.Api.Post("/api/statements", SmallWorld.Statement("the end", id: End), ct)).Is(201);
        var (items, cursor) = await Poll.AllAsync(server.Api, "start", ct, atLeast: last.Position);
        var head = Poll.PositionOf(cursor);
        _end.SetResult(head);
        await reading;
        Connections = reader.Connections;
        return History.Judge([.. items.Where(item => item.Kind == "statement.added" && item.Entity != "statement/" + End).Select(item => (item.Entity["statement/".Length..], item.Position))], reader, head);
    }

    /// <summary>Since the last start the clients have been acknowledged something, and the subscriber is back.</summary>
    async Task UnderLoadAsync(ResumingReader reader, int connections, CancellationToken ct)
    {
        for (var before = History.Acknowledged; History.Acknowledged < before + Clients || reader.Connections < connections;)
            await Task.Delay(5, ct);
    }

    async Task PostAsync(RunningServer server, int client, CancellationToken ct)
    {
        using var api = new ApiClient(server.Address, RunningServer.AdminKey);
        for (var n = 0; !_stop; n++)
        {
            var id = $"c{client}-{n}";
            while (!await TryAsync(api, id, ct))
                await Task.Delay(50, ct);
        }
    }

    /// <summary>True when it was acknowledged. Whatever else happened, the outcome is not known, and the same is sent again.</summary>
    async Task<bool> TryAsync(ApiClient api, string id, CancellationToken ct)
    {
        History.Tried(id);
        try
        {
            var reply = await api.Post("/api/statements", SmallWorld.Statement("said by " + id, id: id), ct);
            if (reply.Status is not (HttpStatusCode.Created or HttpStatusCode.OK))
            {
                Assert.True(reply.Code == 503, $"{id}: {reply.Code} {reply.Text}");
                return false;
            }
            History.Told(id, reply.Position);
            return true;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException || (cut is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
