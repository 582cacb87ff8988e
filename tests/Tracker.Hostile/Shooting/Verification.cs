using System.Diagnostics;
using Tracker.Acceptance.Servers;

namespace Tracker.Hostile.Shooting;

/// <summary><c>verify</c>, as anybody would run it beside a running server.</summary>
static class Verification
{
    public static async Task SoundAsync(RunningServer server, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = ServerFiles.Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { ServerFiles.Dll, "verify", "--data", server.Data }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        Assert.True(process.ExitCode == 0, $"verify ended with {process.ExitCode}: {await said}{await complained}");
    }
}
