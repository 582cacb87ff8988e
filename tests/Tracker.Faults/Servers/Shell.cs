using System.Diagnostics;

namespace Tracker.Faults.Servers;

/// <summary>Programs of the machine.</summary>
static class Shell
{
    /// <summary>Exit code and all output; −1 when there is no such program.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
