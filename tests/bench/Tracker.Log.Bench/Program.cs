// What the record costs on this machine's disk, without API and grains:
//   dotnet run -c Release --project tests/bench/Tracker.Log.Bench -- [directory] [seconds a step]
// Each append is one statement: a body of about 350 bytes, 8 touches, a once-key, on condition that it is new; durable (fsync) when it counts.
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Sqlite;

var directory = Path.Combine(args.Length > 0 ? args[0] : Path.GetTempPath(), $"tracker-log-bench-{Guid.NewGuid():n}");
var seconds = args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5;
var options = new SqliteLogOptions { Directory = directory, Clock = TimeProvider.System };
var body = Encoding.UTF8.GetBytes($"{{\"speakers\":[\"actor-1\"],\"text\":\"{new string('x', 310)}\"}}");
var fingerprint = SHA256.HashData(body);
long made = 0;

try
{
    await Measure();
}
finally
{
    Directory.Delete(directory, recursive: true);
}

async Task Measure()
{
    Console.WriteLine($"{Environment.ProcessorCount} cores, {Environment.OSVersion}, .NET {Environment.Version}, {directory}");
    await using (var log = await SqliteLog.OpenAsync(options, default))
    {
        await Run(log, 32, 1);   // warm
        Console.WriteLine("callers  appends/s  CPU µs/append  p50 ms  p99 ms  KiB written/append");
        foreach (var callers in (int[])[1, 32, 256]) await Run(log, callers, seconds, print: true);
        while (log.Head < 100_000) await Run(log, 256, 1);
    }
    var bytes = new FileInfo(Path.Combine(directory, "log.db")).Length;
    var watch = Stopwatch.StartNew();
    await using var again = await SqliteLog.OpenAsync(options, default);
    Console.WriteLine($"{again.Head} records, {bytes / again.Head} bytes a record on disk, opened again in {watch.ElapsedMilliseconds} ms");
    watch.Restart();
    for (long after = 0; after < again.Head;) after = (await again.ReadAsync(after, 1000, default))[^1].Position;
    Console.WriteLine($"read all: {again.Head / watch.Elapsed.TotalSeconds:n0} records/s");
    watch.Restart();
    var verified = await LogVerifier.VerifyAsync(directory, again.Anchor, default);
    Console.WriteLine($"verified: {verified.Head.Position / watch.Elapsed.TotalSeconds:n0} records/s, {(verified.Sound ? "sound" : verified.First!.What)}");
}

async Task Run(SqliteLog log, int callers, double time, bool print = false)
{
    var written = Written();
    var (head, cpu, watch) = (log.Head, Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
    var waits = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
    {
        var mine = new List<double>();
        while (watch.Elapsed.TotalSeconds < time)
        {
            var began = Stopwatch.GetTimestamp();
            if (await log.AppendAsync(Statement(), default) is not Appended) throw new InvalidOperationException("An append was refused.");
            mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return mine;
    })));
    if (!print) return;
    var all = waits.SelectMany(wait => wait).Order().ToList();
    var count = log.Head - head;
    var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
    Console.WriteLine($"{callers,7}  {count / watch.Elapsed.TotalSeconds,9:n0}  {spent.TotalMicroseconds / count,13:n1}  {all[all.Count / 2],6:n2}  {all[all.Count * 99 / 100],6:n2}  {(Written() - written) / 1024.0 / count,13:n1}");
}

// Bytes given to write(2) by this process, where the system tells.
static long Written() => File.Exists("/proc/self/io")
    ? long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("wchar", StringComparison.Ordinal))[7..], System.Globalization.CultureInfo.InvariantCulture)
    : 0;

Append Statement()
{
    var n = Interlocked.Increment(ref made);
    var id = $"statement/{Guid.CreateVersion7():n}";
    Touch[] touches =
    [
        new(id, TouchRole.Self), new("story/ukraine", TouchRole.Story), new($"actor/{n % 200}", TouchRole.Speaker), new($"actor/{n % 37}", TouchRole.To),
        new($"meeting/{n % 50}", TouchRole.Occasion), new($"topic/{n % 60}", TouchRole.Position), new($"actor/{n % 11}", TouchRole.AboutActor),
        new($"cell/ukraine/{n % 200}/{n % 60}", TouchRole.Cell),
    ];
    return new Append { Records = [new NewRecord(id, "statement.added", touches, body)], Expected = [new(id, 0)], Once = [new OnceKey(id, fingerprint, "id-taken")] };
}
