using System.Runtime.InteropServices;

namespace Tracker.Search.Bench;

/// <summary>CPU time of the thread that asks.</summary>
static partial class ThreadTime
{
    const int ThreadCpuTime = 3;

    public static double Milliseconds => Read(ThreadCpuTime, out var time) == 0 ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6) : 0;

    [StructLayout(LayoutKind.Sequential)]
    struct Time
    {
        public long Seconds, Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Time time);
}
