using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Deploy;

/// <summary>deploy/azure through the Bicep compiler, which knows Azure's types: no error, no warning. What a subscription would say of it, it cannot tell.</summary>
public sealed class BicepTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Compiler { get; } = typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Bicep").Value!;

    [Fact]
    public async Task It_compiles_without_a_warning_and_no_secret_is_in_it()
    {
        Needed();
        var (code, template, said) = await RunAsync("build", Path.Combine(DeployFiles.Root, "azure/main.bicep"), "--stdout");
        Assert.True(code == 0 && said.Length == 0, said);
        var parameters = JsonNode.Parse(template)!["parameters"]!;
        Assert.All(["adminKey", "databasePassword"], name => Assert.Equal(("securestring", null), ((string)parameters[name]!["type"]!, parameters[name]!["defaultValue"])));
        var (linted, _, lint) = await RunAsync("lint", Path.Combine(DeployFiles.Root, "azure/main.bicep"));
        Assert.True(linted == 0 && lint.Length == 0, lint);
    }

    [Fact]
    public async Task Its_parameters_come_from_the_environment_and_fit()
    {
        Needed();
        var file = Path.Combine(DeployFiles.Root, "azure/main.bicepparam");
        var (code, parameters, said) = await RunAsync("build-params", file, "--stdout");
        Assert.True(code == 0 && said.Length == 0, said);
        Assert.Contains("0123456789-admin-key-of-a-test", parameters, StringComparison.Ordinal);
    }

    static void Needed()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) Assert.Skip("the compiler's package is for Linux on x64");
    }

    static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Compiler) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["TRACKER_ADMIN_KEY"] = "0123456789-admin-key-of-a-test";
        start.Environment["TRACKER_DATABASE_PASSWORD"] = "0123456789-password-of-a-test";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(60), Ct);
        return (process.ExitCode, await output, await error);
    }
}
