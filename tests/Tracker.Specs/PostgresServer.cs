using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tracker.Specs;

/// <summary>
/// A PostgreSQL server of the test's own: Debian's program, a data directory below the temporary one, a free loopback port. It refuses to run as root, so
/// root runs it as <c>postgres</c>. Stopped by its process id. Without fsync: these tests cut no power.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The account that owns everything.</summary>
    public const string User = "tracker";

    public const string Password = "only-for-tests-4711";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Where(version => File.Exists(version + "/bin/postgres")).OrderByDescending(version => version, StringComparer.Ordinal).FirstOrDefault() + "/bin/"
        : null;

    readonly string _directory;
    readonly List<string> _said = [];
    Process? _process;

    PostgresServer(string directory, int port) => (_directory, Port) = (directory, port);

    /// <summary>Why there can be none here; null = there can.</summary>
    public static string? Missing =>
        Programs is not { Length: > 5 } ? "PostgreSQL is not installed (/usr/lib/postgresql)"
        : Environment.UserName == "root" && !File.Exists("/usr/bin/setpriv") ? "PostgreSQL does not run as root, and there is no setpriv"
        : null;

    public int Port { get; }

    /// <summary>Where its tables, its log and everything else lies.</summary>
    public string Data => _directory + "/data";

    /// <param name="port">Another port of this machine that leads to it: a proxy's.</param>
    public string ConnectionString(int? port = null, string user = User, string password = Password, string database = "postgres") =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port ?? Port};Username={user};Password={password};Database={database}");

    public static async Task<PostgresServer> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("tracker-postgres-").FullName;
        var server = new PostgresServer(directory, FreePort());
        try
        {
            var secret = directory + "/secret";
            await File.WriteAllTextAsync(secret, Password);
            if (Environment.UserName == "root") await RunAsync("chown", "-R", "postgres", directory);
            await RunAsync(As("initdb", "-D", server.Data, "-U", User, "--pwfile", secret, "--auth=scram-sha-256", "-E", "UTF8", "--no-sync"));
            await server.UpAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it (again), and returns when it answers.</summary>
    public async Task UpAsync()
    {
        var command = As("postgres", "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _directory, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB");
        _process = new Process { StartInfo = Quiet(command) };
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience && !_process.HasExited; await Task.Delay(25))
        {
            if (await AnswersAsync()) return;
        }
        lock (_said) throw new InvalidOperationException($"PostgreSQL does not start: {string.Join('\n', _said)}");
    }

    /// <summary>Ends it. By default as an operator does (sessions are told); with <paramref name="crash"/> at once, as a crash does.</summary>
    public async Task DownAsync(bool crash = false)
    {
        if (_process is not { HasExited: false }) return;
        await RunAsync("kill", crash ? "-QUIT" : "-INT", _process.Id.ToString(CultureInfo.InvariantCulture));
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await DownAsync(crash: true);
        Directory.Delete(_directory, recursive: true);
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    async Task<bool> AnswersAsync()
    {
        using var process = Process.Start(Quiet([Programs + "pg_isready", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-q"]))!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    /// <summary>setpriv becomes the program, so its process id is the program's.</summary>
    static string[] As(string program, params string[] arguments) =>
        Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Programs + program, .. arguments] : [Programs + program, .. arguments];

    static ProcessStartInfo Quiet(string[] command) => new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

    /// <summary>One of PostgreSQL's own programs, as the account that owns everything; it must succeed.</summary>
    public Task RunToolAsync(string program, params string[] arguments)
    {
        var start = Quiet([Programs + program, "--host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), "--username=" + User, .. arguments]);
        start.Environment["PGPASSWORD"] = Password;
        return RunAsync(start);
    }

    static Task RunAsync(params string[] command) => RunAsync(Quiet(command));

    static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {await wrong}{await said}");
    }

    void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            if (line.Data is not null) _said.Add(line.Data);
            if (_said.Count > 50) _said.RemoveAt(0);
        }
    }
}
