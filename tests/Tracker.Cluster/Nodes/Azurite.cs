using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Tracker.Faults.Servers;

namespace Tracker.ClusterTests.Nodes;

/// <summary>The emulator of Azure storage, blobs and tables in memory. Never killed in a test: it loses what it acknowledged.</summary>
sealed class Azurite : IAsyncDisposable
{
    // The emulator's well-known account: no secret.
    const string Account = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly string Program = Path.Combine(Programs.Root, "tests/Tracker.Cluster/npm/node_modules/azurite/dist/src/azurite.js");

    readonly Process _process;
    readonly string _folder;

    Azurite(Process process, string folder, int blobs, int tables)
    {
        (_process, _folder) = (process, folder);
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"{Account};BlobEndpoint=http://127.0.0.1:{blobs}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{tables}/devstoreaccount1;");
    }

    /// <summary>Why there can be none here; null = there can.</summary>
    public static string? Missing => File.Exists(Program) ? null : "Azurite is not installed (npm ci in tests/Tracker.Cluster/npm)";

    public string ConnectionString { get; }

    public static async Task<Azurite> StartAsync(CancellationToken ct)
    {
        var (blobs, queues, tables) = (Ports.Free(), Ports.Free(), Ports.Free());
        var folder = Directory.CreateTempSubdirectory("tracker-azurite-").FullName;
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var argument in (string[])[Program, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", Text(blobs), "--queuePort", Text(queues), "--tablePort", Text(tables)]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var azurite = new Azurite(process, folder, blobs, tables);
        foreach (var port in new[] { blobs, tables })
        {
            for (var began = Stopwatch.GetTimestamp(); !await AnswersAsync(port, ct); await Task.Delay(50, ct))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience) throw new InvalidOperationException("Azurite does not start.");
            }
        }
        return azurite;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
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
