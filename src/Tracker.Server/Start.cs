using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Tracker.Log;
using Tracker.Server.Commands;

namespace Tracker.Server;

/// <summary>From arguments to exit code. What a person can put right is one line on standard error; exit code 2 = it did not start.</summary>
public static class Start
{
    public const int DidNotStart = 2;

    static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (await CommandAsync(args) is { } code) return code;
            var arguments = StartArguments.Parse(args);
            var app = await TrackerApp.BuildAsync(arguments, CancellationToken.None);
            try
            {
                await app.StartAsync();
                await app.GreetAsync(arguments.Demo);
                await app.WaitForShutdownAsync();
            }
            finally
            {
                await CloseAsync(app);
            }
            return Environment.ExitCode;
        }
        catch (Exception failed) when (Reason(failed) is { } reason)
        {
            await Console.Error.WriteLineAsync("tracker: " + reason);
            return DidNotStart;
        }
    }

    /// <summary>What is acknowledged is durable already: closing moves the log's write-ahead file, and a disk that hangs must not keep the process for ever.</summary>
    static async Task CloseAsync(TrackerApp app)
    {
        try
        {
            await app.DisposeAsync().AsTask().WaitAsync(CloseWithin);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"tracker: The files could not be closed within {CloseWithin.TotalSeconds} s; the process ends without. Nothing acknowledged is lost.");
            Environment.ExitCode = 1;
        }
    }

    /// <summary>The exit code of a command, or null when the server is asked for. Ctrl+C and SIGTERM stop a command, which leaves nothing half done.</summary>
    static async Task<int?> CommandAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await CommandLine.RunAsync(args, Console.Out, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    static string? Reason(Exception failed) => failed switch
    {
        LogOpenException refused => refused.Message,
        StoreUnavailableException away => away.Message,
        UsageException wrong => wrong.Message,
        OperationCanceledException => "It was stopped before it was done.",
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        InvalidOperationException { Message: var message } when message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal) => Unknown(message),
        AddressInUseException busy => Busy(busy.Message),
        IOException { InnerException: AddressInUseException } busy => Busy(busy.Message),
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "A port that it needs is in use; choose others with --urls and Tracker:SiloPort.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "This user may not listen on that port; choose one above 1023 with --urls.",
        AggregateException { InnerExceptions: [var only] } => Reason(only),
        _ => null,
    };

    static string Busy(string message) => $"{message.TrimEnd('.')}. Stop what uses it, or choose another: --urls http://localhost:5081";

    static string Unknown(string message) =>
        $"Section Tracker of the configuration has no setting {message[(message.LastIndexOf(':') + 1)..].Trim()}; there are {string.Join(", ", typeof(ServerOptions).GetProperties().Select(property => property.Name))}.";
}
