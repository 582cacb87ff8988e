using System.Diagnostics;

namespace Tracker.Acceptance.Servers;

/// <summary>What a command of the program answered.</summary>
sealed record Told(int Code, string Out, string Error)
{
    /// <summary>This, when it ended with that code.</summary>
    public Told Is(int code)
    {
        Assert.True(Code == code, $"wanted exit code {code}, got {Code}:\n{Out}\n{Error}");
        return this;
    }

    /// <summary>The rest of the line that begins so.</summary>
    public string After(string beginning) =>
        Out.Split('\n').FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal))?[beginning.Length..].Trim() ?? throw new InvalidOperationException($"No line begins with '{beginning}':\n{Out}");
}

/// <summary><c>tracker COMMAND …</c> as a process of its own.</summary>
static class Tool
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<Told> RunAsync(CancellationToken ct, params string[] arguments) => RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), ct, arguments);

    /// <param name="settings">Environment variables.</param>
    public static async Task<Told> RunAsync(IReadOnlyDictionary<string, string> settings, CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments.Prepend(ServerFiles.Dll)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct).WaitAsync(Limit, ct);
            return new Told(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
