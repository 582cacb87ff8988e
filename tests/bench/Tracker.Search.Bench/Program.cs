// What a search costs, without API and grains:
//   dotnet run -c Release --project tests/bench/Tracker.Search.Bench -- [--directory DIR] [--statements N] [--rounds N]
// Makes a log of N statements (a million) with its search in DIR, or takes the one that is there; then asks each kind of question N times (50), all different, one at a
// time. Making takes some minutes and 5 GB a million; the directory is deleted unless it was given.
using System.Diagnostics;
using System.Globalization;
using Tracker.Log.Search;
using Tracker.Log.Sqlite;
using Tracker.Search.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Given(string name) => Array.IndexOf(args, name) is var at && at >= 0 ? args[at + 1] : null;
var directory = Given("--directory") ?? Path.Combine(Path.GetTempPath(), $"tracker-search-bench-{Guid.NewGuid():n}");
var statements = int.Parse(Given("--statements") ?? "1000000");
var rounds = int.Parse(Given("--rounds") ?? "50");
var only = Given("--only");

try
{
    Console.WriteLine($"{Environment.ProcessorCount} cores, {Environment.OSVersion}, .NET {Environment.Version}, {directory}");
    if (!File.Exists(Path.Combine(directory, "search.db"))) await Make();
    await Ask();
}
finally
{
    if (Given("--directory") is null) Directory.Delete(directory, recursive: true);
}

async Task Make()
{
    var clock = new CorpusClock();
    await using var log = await SqliteLog.OpenAsync(new SqliteLogOptions { Directory = directory, Clock = clock, Durable = false }, default);
    var filling = new Filling(log, clock, directory);
    Console.WriteLine("| statements | records/s when catching up | CPU µs a record then | CPU µs a statement, 20 at a time | file MB |\n| --- | --- | --- | --- | --- |");
    foreach (var size in log.Head > 0 ? [] : new[] { statements / 10, statements })
    {
        await filling.ToAsync(size);
        var (perSecond, microseconds) = await filling.CatchUpAsync();
        Console.WriteLine($"| {size:n0} | {perSecond:n0} | {microseconds:n0} | {await filling.LiveAsync():n0} | {new FileInfo(Path.Combine(directory, "search.db")).Length >> 20:n0} |");
    }
}

async Task Ask()
{
    await using var log = await SqliteLog.OpenAsync(new SqliteLogOptions { Directory = directory, Clock = TimeProvider.System }, default);
    await using var search = await SqliteSearch.OpenAsync(new SqliteSearchOptions { Directory = directory }, log, default);
    var behind = log.Head - search.Position;
    var watch = Stopwatch.StartNew();
    await search.WaitAsync(log.Head, default);
    if (behind > 0) Console.WriteLine($"caught up with {behind:n0} records in {watch.Elapsed.TotalSeconds:n0} s");
    var mix = new Mix(statements, log.Head);
    var before = Resident();
    foreach (var (_, draw) in mix.Kinds) await search.FindAsync(draw(), default);
    Console.WriteLine("\n| question | hits on the page | p50 ms | p95 ms | p99 ms | most ms | CPU p50 ms | CPU p95 ms |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
    var all = (Wall: new List<double>(), Cpu: new List<double>());
    foreach (var (name, draw) in mix.Kinds)
    {
        if (only is not null && !name.Contains(only, StringComparison.Ordinal)) continue;
        var (wall, cpu, hits) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < rounds; round++)
        {
            var query = draw();
            var (began, spent) = (Stopwatch.GetTimestamp(), ThreadTime.Milliseconds);
            var answering = search.FindAsync(query, default);
            // It answers on the thread that asks: what others do on this machine is not in its CPU time.
            if (!answering.IsCompleted) throw new InvalidOperationException("The answer came from another thread.");
            cpu.Add(ThreadTime.Milliseconds - spent);
            wall.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            hits += (await answering).Hits.Count;
        }
        Say($"{name} | {hits / (double)rounds:n0}", wall, cpu);
        all.Wall.AddRange(wall);
        all.Cpu.AddRange(cpu);
    }
    Say($"**all {all.Wall.Count:n0}** | ", all.Wall, all.Cpu);
    Console.WriteLine($"\nResident: {before} MB before, {Resident()} MB after; search.db {new FileInfo(Path.Combine(directory, "search.db")).Length >> 20:n0} MB.");
}

static void Say(string name, List<double> wall, List<double> cpu)
{
    wall.Sort();
    cpu.Sort();
    Console.WriteLine($"| {name} | {wall[wall.Count / 2]:n1} | {wall[wall.Count * 95 / 100]:n1} | {wall[wall.Count * 99 / 100]:n1} | {wall[^1]:n1} | {cpu[cpu.Count / 2]:n1} | {cpu[cpu.Count * 95 / 100]:n1} |");
}

static long Resident() => Process.GetCurrentProcess().WorkingSet64 >> 20;
