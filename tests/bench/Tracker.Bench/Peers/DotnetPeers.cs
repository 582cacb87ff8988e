using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>Raw ASP.NET Core SignalR: <c>Clients.All.SendAsync</c>, nothing stored.</summary>
sealed class SignalRPeer(string folder) : Peer
{
    Launched? _process;

    public override string Name => "raw SignalR";

    public override IReadOnlyList<Transport> Transports => [new(this, Name, (loop, arrivals, buffer) => new HubReader(loop, Port, arrivals, "/hubs/live", null) { ReceiveBuffer = buffer })];

    protected override IEnumerable<int> Roots => [_process!.Id];

    public override async Task StartAsync()
    {
        Port = Launched.FreePort();
        _process = await Launched.StartAsync(Port, "dotnet", [Path.Combine(folder, "signalr/bin/Release/net10.0/Peer.SignalR.dll"), "--urls", $"http://127.0.0.1:{Port}"], ("Logging__LogLevel__Default", "Warning"));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}

/// <summary>Minimal API, one INSERT into PostgreSQL with its default settings (a commit is durable), SignalR to everybody. Database and application count together.</summary>
sealed class MinimalPostgresPeer(string folder) : Peer
{
    readonly Postgres _postgres = new();
    Launched? _process;

    public override string Name => "minimal API + PostgreSQL";

    public override IReadOnlyList<Transport> Transports => [new(this, Name, (loop, arrivals, buffer) => new HubReader(loop, Port, arrivals, "/hubs/live", null) { ReceiveBuffer = buffer })];

    protected override IEnumerable<int> Roots => [_process!.Id, _postgres.Id];

    public override async Task StartAsync()
    {
        await _postgres.StartAsync();
        Port = Launched.FreePort();
        _process = await Launched.StartAsync(Port, "dotnet", [Path.Combine(folder, "minimal-postgres/bin/Release/net10.0/Peer.MinimalPostgres.dll"), "--urls", $"http://127.0.0.1:{Port}"],
            ("Logging__LogLevel__Default", "Warning"), ("ConnectionStrings__Statements", _postgres.ConnectionString));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
