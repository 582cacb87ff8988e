using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Tracker.Faults.Servers;

namespace Tracker.ClusterTests.Nodes;

/// <summary>The emulator of Azure storage, blobs and tables in a folder. Stopped, but never killed in a test: then it loses what it acknowledged.</summary>
sealed class Azurite : IAsyncDisposable
{
    // The emulator's well-known account: no secret.
    const string Account = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly string Program = Path.Combine(Programs.Root, "tests/Tracker.Cluster/npm/node_modules/azurite/dist/src/azurite.js");

    readonly string _folder = Directory.CreateTempSubdirectory("tracker-azurite-").FullName;
    readonly int _blobs = Ports.Free();
    readonly int _queues = Ports.Free();
    readonly int _tables = Ports.Free();
    Process? _process;

    /// <summary>Why there can be none here; null = there can.</summary>
    public static string? Missing => File.Exists(Program) ? null : "Azurite is not installed (npm ci in tests/Tracker.Cluster/npm)";

    public string ConnectionString => $"{Account};{Endpoints}";

    /// <summary>The part of a connection string that says where.</summary>
    public string Endpoints => string.Create(CultureInfo.InvariantCulture, $"BlobEndpoint=http://127.0.0.1:{_blobs}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{_tables}/devstoreaccount1;");

    public static async Task<Azurite> StartAsync(CancellationToken ct)
    {
        var azurite = new Azurite();
        await azurite.UpAsync(ct);
        return azurite;
    }

    /// <summary>Starts it (again), and returns when it answers.</summary>
    /// <param name="key">Another key than everybody has, Base64.</param>
    public async Task UpAsync(CancellationToken ct, string? key = null)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _folder };
        foreach (var argument in (string[])[Program, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", _folder, "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", Text(_blobs), "--queuePort", Text(_queues), "--tablePort", Text(_tables)]) start.ArgumentList.Add(argument);
        if (key is not null) start.Environment["AZURITE_ACCOUNTS"] = $"devstoreaccount1:{key}";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        foreach (var port in new[] { _blobs, _tables })
        {
            for (var began = Stopwatch.GetTimestamp(); !await AnswersAsync(port, ct); await Task.Delay(50, ct))
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(began) > Patience) throw new InvalidOperationException("Azurite does not start.");
            }
        }
    }

    /// <summary>Ends it as an operator does: what it has is on the disk when it returns.</summary>
    public async Task DownAsync(CancellationToken ct)
    {
        await Shell.RunAsync("kill", "-TERM", Text(_process!.Id));
        await _process.WaitForExitAsync(ct).WaitAsync(Patience, ct);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    static async Task<bool> AnswersAsync(int port, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
