using System.Runtime.InteropServices;

namespace Tracker.Faults.Servers;

/// <summary>Signals that .NET does not send: stop and go on.</summary>
static partial class Signals
{
    const int Continue = 18;
    const int Stop = 19;

    /// <summary>Linux has them, with these numbers.</summary>
    public static bool Known => OperatingSystem.IsLinux();

    public static void Freeze(int pid) => Send(pid, Stop);

    public static void Thaw(int pid) => Send(pid, Continue);

    static void Send(int pid, int signal)
    {
        if (kill(pid, signal) != 0) throw new InvalidOperationException($"kill -{signal} {pid} failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int kill(int pid, int signal);
}
