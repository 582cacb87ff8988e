using System.Globalization;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>socket.io 4 on Node.js: <c>io.emit</c>, nothing stored.</summary>
sealed class SocketIoPeer(string folder) : Peer
{
    Launched? _process;

    public override string Name => "socket.io";

    public override IReadOnlyList<Transport> Transports => [new(this, Name, (loop, arrivals, buffer) => new EngineReader(loop, Port, arrivals) { ReceiveBuffer = buffer })];

    protected override IEnumerable<int> Roots => [_process!.Id];

    public override async Task StartAsync()
    {
        Port = Launched.FreePort();
        _process = await Launched.StartAsync(Port, "node", [Path.Combine(folder, "socket-io/server.js"), Port.ToString(CultureInfo.InvariantCulture)], ("NODE_ENV", "production"));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}

/// <summary>nginx with nchan: a channel in shared memory, its newest ten messages kept for those who come back.</summary>
sealed class NchanPeer(string folder) : Peer
{
    readonly string _directory = Directory.CreateTempSubdirectory("tracker-bench-nchan-").FullName;
    Launched? _process;

    public override string Name => "nchan";

    public override IReadOnlyList<Transport> Transports =>
    [
        new(this, "nchan, SSE", (loop, arrivals, buffer) => new SseReader(loop, Port, arrivals, "/live", _ => null) { ReceiveBuffer = buffer }),
        new(this, "nchan, WebSocket", (loop, arrivals, buffer) => new SocketReader(loop, Port, arrivals, "/live") { ReceiveBuffer = buffer }),
    ];

    protected override IEnumerable<int> Roots => [_process!.Id];

    public override async Task StartAsync()
    {
        Port = Launched.FreePort();
        var settings = (await File.ReadAllTextAsync(Path.Combine(folder, "nchan/nginx.conf")))
            .Replace("CORES;", $"{Environment.ProcessorCount};", StringComparison.Ordinal).Replace(":PORT", $":{Port}", StringComparison.Ordinal).Replace("DIR/", _directory + "/", StringComparison.Ordinal);
        var file = Path.Combine(_directory, "nginx.conf");
        await File.WriteAllTextAsync(file, settings);
        _process = await Launched.StartAsync(Port, "nginx", ["-p", "/usr/share/nginx/", "-c", file, "-e", "stderr"]);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
