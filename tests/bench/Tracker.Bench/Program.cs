using System.Diagnostics;
using System.Globalization;
using Tracker.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = Options.Parse(args);
var during = TimeSpan.FromSeconds(options.Seconds);
if (options.Part == "peers") return await Tracker.Bench.Peers.Comparison.RunAsync(options) ? 0 : 1;

if (options.Part == "cluster") return await Clustering.RunAsync(options, during) ? 0 : 1;

await using var server = new Server(options);
if (options.Part == "record")
{
    await server.StartAsync();
    Say($"loading {options.Statements:N0} statements");
    var rows = await new Recording(server, options.Statements).MeasureAsync();
    Console.WriteLine($"Machine: {Machine.Name}; client and server on it together; a story of 500 actors × 200 topics with {options.Statements:N0} statements.\n\n| measured | p50 | p95 |\n| --- | --- | --- |");
    foreach (var (measured, p50, p95) in rows) Console.WriteLine($"| {measured} | {p50:F1} ms | {p95:F1} ms |");
    return 0;
}

if (options.Part == "growth")
{
    await using var young = new Server(options);
    var rows = await new Growing(server, young, Math.Max(options.Statements, 200_000)).MeasureAsync();
    Console.WriteLine($"Machine: {Machine.Name}; clients and server on it together; all statements by one actor on one topic.\n\n| measured | figure |\n| --- | --- |");
    foreach (var (measured, figure) in rows) Console.WriteLine($"| {measured} | {figure} |");
    return 0;
}

if (options.Part == "rules")
{
    await server.StartAsync();
    var (without, looking, both) = await Reacting.MeasureAsync(server, TimeSpan.FromSeconds(Math.Max(3, options.Seconds / 3)));
    Console.WriteLine($"""
        Machine: {Machine.Name}; 32 clients and server on it together; medians of six rounds in turns.

        | a statement with a position and a source | statements/s | server CPU a post, reactions and index included | proposals a post |
        | --- | --- | --- | --- |
        | without proposals and without a look for second reports | {without.PerSecond:N0} | {without.CpuMicroseconds:N0} µs | {without.Proposals:F1} |
        | with the look | {looking.PerSecond:N0} ({looking.PerSecond / without.PerSecond:F2}) | {looking.CpuMicroseconds:N0} µs ({looking.CpuMicroseconds / without.CpuMicroseconds:F2}) | {looking.Proposals:F1} |
        | with both | {both.PerSecond:N0} ({both.PerSecond / without.PerSecond:F2}) | {both.CpuMicroseconds:N0} µs ({both.CpuMicroseconds / without.CpuMicroseconds:F2}) | {both.Proposals:F1} |
        """);
    return 0;
}

Say("starting an empty server");
var empty = await server.StartAsync();
await Task.Delay(TimeSpan.FromSeconds(5));
var idle = server.ResidentMb;
using (var http = server.Client())
    await World.CreateAsync(http);

Say("posting, 32 clients");
var posting = await Posting.MeasureAsync(server, TimeSpan.FromSeconds(10), during);
Say("100 SSE subscribers");
var sse = await FanOut.MeasureAsync(server, Readers.SseAsync, 100, 0, during);
Say("100 SignalR subscribers");
var hub = await FanOut.MeasureAsync(server, Readers.HubAsync, 100, 100_000, during);
Say("batch");
var batch = await Batching.MeasureAsync(server, "batch", options.Statements);
var busy = server.ResidentMb;

Say($"starting again with more than {options.Statements:N0} statements");
await server.StopAsync();
var full = await server.StartAsync();
var began = Stopwatch.GetTimestamp();
using (var http = server.Client())
{
    while (!(await http.GetAsync(new Uri("api/stories/bench/board", UriKind.Relative))).IsSuccessStatusCode && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
        await Task.Delay(20);
}
var board = full + Stopwatch.GetElapsedTime(began);

Console.WriteLine($"""
    Machine: {Machine.Name}; clients, subscribers and server on it together.

    | measured | figure |
    | --- | --- |
    | acknowledged, durable statements/s, 32 clients | {posting.PerSecond:N0} |
    | server CPU a post | {posting.CpuMicroseconds:N0} µs |
    | post to receipt, 32 clients, p50 / p99 | {posting.P50:F1} / {posting.P99:F1} ms |
    | batch (ndjson, one stream), statements/s | {batch.PerSecond:N0} |
    | server CPU a batch line | {batch.CpuMicroseconds:N0} µs |
    | post to subscriber, {sse.Subscribers} SSE, 20/s, p50 / p99 | {sse.P50:F1} / {sse.P99:F1} ms ({sse.Missing} missing) |
    | post to subscriber, {hub.Subscribers} SignalR, 20/s, p50 / p99 | {hub.P50:F1} / {hub.P99:F1} ms ({hub.Missing} missing) |
    | resident memory, idle / after all of this | {idle:N0} / {busy:N0} MB |
    | start to ready, empty / {options.Statements:N0} statements | {empty.TotalSeconds:F1} / {full.TotalSeconds:F1} s |
    | start to first board, {options.Statements:N0} statements | {board.TotalSeconds:F1} s |
    """);
return 0;

static void Say(string what) => Console.Error.WriteLine(what);
