using System.Globalization;

namespace Tracker.Bench.Peers;

/// <summary>Debian's PostgreSQL with its default settings, in a directory of its own. It refuses to run as root, so root runs it as postgres.</summary>
sealed class Postgres : IAsyncDisposable
{
    /// <summary>Connections of the application. 90 cost it more CPU a post than 20 did; 45 told no difference from 20.</summary>
    const int Pool = 20;
    readonly string _directory = Directory.CreateTempSubdirectory("tracker-bench-postgres-").FullName;
    readonly int _port = Launched.FreePort();
    Launched? _process;

    public int Id => _process!.Id;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=bench;Database=postgres;Maximum Pool Size={Pool};Max Auto Prepare=10");

    static string Programs => Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/";

    public async Task StartAsync()
    {
        if (Environment.UserName == "root") await Launched.RunAsync("chown", "postgres", _directory);
        var (program, arguments) = AsPostgres("initdb", "-D", _directory + "/data", "-U", "bench", "--auth=trust", "-E", "UTF8");
        await Launched.RunAsync(program, arguments);
        (program, arguments) = AsPostgres("postgres", "-D", _directory + "/data", "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-k", _directory);
        _process = await Launched.StartAsync(_port, program, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>setpriv becomes the program, so its id is the program's.</summary>
    static (string Program, string[] Arguments) AsPostgres(string program, params string[] arguments) => Environment.UserName == "root"
        ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Programs + program, .. arguments])
        : (Programs + program, arguments);
}
