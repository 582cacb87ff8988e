namespace Tracker.Acceptance.Servers;

/// <summary>The server that was built beside these tests, in the same configuration.</summary>
static class ServerFiles
{
    public static string Folder { get; } = System.IO.Path.Combine(Shared.Root, "src/Tracker.Server");

    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string Dll { get; } = Find();

    static string Find()
    {
        var below = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = System.IO.Path.Combine(Folder, "bin", below.Parent!.Name, below.Name, "Tracker.Server.dll");
        return File.Exists(dll) ? dll : throw new FileNotFoundException("Build src/Tracker.Server first.", dll);
    }
}
