using System.Runtime.CompilerServices;

namespace Tracker.Faults.Servers;

/// <summary>The programs that were built beside the harness, in the same configuration.</summary>
static class Programs
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../../.."));

    /// <summary>The server as it is shipped.</summary>
    public static string Server { get; } = Find("src/Tracker.Server");

    /// <summary>The same with sabotage, planned faults and a clock that jumps.</summary>
    public static string FaultServer { get; } = Find("tests/Tracker.Faults.Server");

    static string Find(string project)
    {
        var below = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(Root, project, "bin", below.Parent!.Name, below.Name, Path.GetFileName(project) + ".dll");
        return File.Exists(dll) ? dll : throw new FileNotFoundException($"Build {project} first.", dll);
    }

    static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
