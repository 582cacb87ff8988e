using System.Collections.Concurrent;
using System.Text;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>This project's server, as <c>dotnet Tracker.Server.dll</c> starts it; its readers want the statements of one story.</summary>
class TrackerPeer : Peer
{
    readonly ConcurrentDictionary<int, string> _cursors = new();

    public TrackerPeer(Options options, params (string Name, string Value)[] settings)
    {
        Server = new Server(options, settings);
        Port = Server.Address.Port;
        Sse = new Transport(this, "Tracker, SSE", (loop, arrivals, buffer) =>
            new SseReader(loop, Port, arrivals, "/api/live?after=now&touches=story/bench&kinds=statement.added", Cursor) { ReceiveBuffer = buffer });
        Hub = new Transport(this, "Tracker, SignalR", (loop, arrivals, buffer) => new HubReader(loop, Port, arrivals, "/hubs/live",
            reader => $$"""{"type":1,"invocationId":"1","target":"Watch","arguments":[{"after":"{{Cursor(reader) ?? "now"}}","touches":["story/bench"],"kinds":["statement.added"]}]}""") { ReceiveBuffer = buffer });
    }

    public override string Name => "Tracker";

    public Server Server { get; }

    public Transport Sse { get; }

    public Transport Hub { get; }

    public override IReadOnlyList<Transport> Transports => [Sse, Hub];

    protected override IEnumerable<int> Roots => [Server.Id];

    public override ReadOnlyMemory<byte> Request(int number) => Statements.Request("/api/statements", Server.Key, Statements.Json(number));

    public ReadOnlyMemory<byte> AsideRequest(int number) => Statements.Request("/api/statements", Server.Key, Statements.Json(number, "aside"));

    /// <summary>Keeps the receipt's cursor, so that a reader which had this statement last can go on after it.</summary>
    public void Keep(int number, ReadOnlyMemory<byte> answer)
    {
        var text = Encoding.UTF8.GetString(answer.Span);
        var at = text.IndexOf("\"cursor\":\"", StringComparison.Ordinal) + 10;
        _cursors[number] = text[at..text.IndexOf('"', at)];
    }

    public override async Task StartAsync()
    {
        await Server.StartAsync();
        using var http = Server.Client();
        await World.CreateAsync(http);
        await World.PostAsync(http, "api/stories", """{"id":"aside","title":"Another story"}""");
    }

    public override async Task SettleAsync()
    {
        using var http = Server.Client();
        await World.SettledAsync(http);
    }

    public override ValueTask DisposeAsync() => Server.DisposeAsync();

    string? Cursor(Reader reader) => _cursors.GetValueOrDefault(reader.Last);
}
