using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>A program that a peer consists of: started, awaited until it listens, and ended by its id.</summary>
sealed class Launched : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    readonly Process _process;
    readonly Queue<string> _said = new();

    Launched(Process process) => _process = process;

    public int Id => _process.Id;

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static async Task<Launched> StartAsync(int port, string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var launched = new Launched(new Process { StartInfo = start });
        launched._process.OutputDataReceived += launched.Hear;
        launched._process.ErrorDataReceived += launched.Hear;
        launched._process.Start();
        launched._process.BeginOutputReadLine();
        launched._process.BeginErrorReadLine();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience && !launched._process.HasExited; await Task.Delay(20))
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return launched;
            }
            catch (SocketException)
            {
                // It does not listen yet.
            }
        }
        await launched.DisposeAsync();
        throw new InvalidOperationException($"{program} does not listen: {string.Join('\n', launched._said)}");
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await wrong}{await said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Libc.kill(_process.Id, Libc.Terminate);
            try
            {
                await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
            }
            catch (OperationCanceledException)
            {
                // It waits for its connections.
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }
        _process.Dispose();
    }

    /// <summary>Its last words, in case that it does not start.</summary>
    void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            if (line.Data is not null) _said.Enqueue(line.Data);
            if (_said.Count > 20) _said.Dequeue();
        }
    }
}
