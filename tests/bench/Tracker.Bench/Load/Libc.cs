using System.Runtime.InteropServices;

namespace Tracker.Bench.Load;

/// <summary>Sockets as the kernel has them: one thread waits for ten thousand of them and reads each with one call.</summary>
static partial class Libc
{
    public const uint In = 0x1, Out = 0x4, Error = 0x8, HangUp = 0x10;
    public const int Again = 11, InProgress = 115, Interrupted = 4, Terminate = 15;
    const int Inet = 2, Stream = 1, NonBlocking = 0x800, CloseOnExec = 0x80000, Tcp = 6, NoDelay = 1, Ip = 0, BindNoPort = 24, SocketLevel = 1, ErrorOption = 4, ReceiveBuffer = 8, Linger = 13, NoSignal = 0x4000;
    const int Add = 1, Delete = 2, Modify = 3;

    /// <summary>The kernel packs this structure on x86-64 and nowhere else.</summary>
    static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    /// <summary>A socket that is connecting to 127.0.0.1 from <paramref name="source"/> (127.x.y.z as a number), or −1.</summary>
    /// <param name="receiveBuffer">Bytes that the kernel may hold for it; 0 = as it likes.</param>
    public static unsafe int Connect(uint source, int port, int receiveBuffer)
    {
        var fd = socket(Inet, Stream | NonBlocking | CloseOnExec, 0);
        if (fd < 0) return -1;
        var one = 1;
        _ = setsockopt(fd, Tcp, NoDelay, &one, sizeof(int));
        _ = setsockopt(fd, Ip, BindNoPort, &one, sizeof(int));
        if (receiveBuffer > 0) _ = setsockopt(fd, SocketLevel, ReceiveBuffer, &receiveBuffer, sizeof(int));
        var from = Address(source, 0);
        var to = Address(0x7F000001, port);
        if (bind(fd, from, 16) == 0 && (connect(fd, to, 16) == 0 || Marshal.GetLastPInvokeError() == InProgress)) return fd;
        _ = close(fd);
        return -1;
    }

    public static unsafe int PendingError(int fd)
    {
        int error = 0, size = sizeof(int);
        return getsockopt(fd, SocketLevel, ErrorOption, &error, &size) == 0 ? error : -1;
    }

    /// <param name="abort">At once and without goodbye (RST), as a cable that is cut and a proxy that tells of it.</param>
    public static unsafe void Close(int fd, bool abort)
    {
        var linger = stackalloc int[] { 1, 0 };
        if (abort) _ = setsockopt(fd, SocketLevel, Linger, linger, 8);
        _ = close(fd);
    }

    public static unsafe int Receive(int fd, Span<byte> into)
    {
        fixed (byte* start = into) return (int)recv(fd, start, into.Length, 0);
    }

    public static unsafe int Send(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return (int)send(fd, start, bytes.Length, NoSignal);
    }

    public static int Poll() => epoll_create1(CloseOnExec);

    public static void Watch(int poll, int fd, uint events, bool known)
    {
        Span<byte> what = stackalloc byte[EventSize];
        MemoryMarshal.Write(what, events);
        MemoryMarshal.Write(what[(EventSize - 8)..], (long)fd);
        Control(poll, known ? Modify : Add, fd, what);
    }

    public static void Forget(int poll, int fd) => Control(poll, Delete, fd, stackalloc byte[EventSize]);

    /// <summary>What is ready, at most as many as fit; waits up to <paramref name="milliseconds"/>.</summary>
    public static unsafe int Wait(int poll, Span<(int Fd, uint Events)> ready, int milliseconds)
    {
        var raw = stackalloc byte[ready.Length * EventSize];
        var count = epoll_wait(poll, raw, ready.Length, milliseconds);
        for (var i = 0; i < count; i++) ready[i] = (*(int*)(raw + (i * EventSize) + EventSize - 8), *(uint*)(raw + (i * EventSize)));
        return count;
    }

    static unsafe void Control(int poll, int operation, int fd, Span<byte> what)
    {
        fixed (byte* start = what) _ = epoll_ctl(poll, operation, fd, start);
    }

    static byte[] Address(uint ip, int port) => [Inet, 0, (byte)(port >> 8), (byte)port, (byte)(ip >> 24), (byte)(ip >> 16), (byte)(ip >> 8), (byte)ip, 0, 0, 0, 0, 0, 0, 0, 0];

    [LibraryImport("libc", SetLastError = true)] private static partial int socket(int domain, int type, int protocol);
    [LibraryImport("libc", SetLastError = true)] private static partial int bind(int fd, [In] byte[] address, int length);
    [LibraryImport("libc", SetLastError = true)] private static partial int connect(int fd, [In] byte[] address, int length);
    [LibraryImport("libc", SetLastError = true)] private static unsafe partial int setsockopt(int fd, int level, int name, void* value, int length);
    [LibraryImport("libc", SetLastError = true)] private static unsafe partial int getsockopt(int fd, int level, int name, void* value, int* length);
    [LibraryImport("libc", SetLastError = true)] private static unsafe partial nint recv(int fd, byte* buffer, nint length, int flags);
    [LibraryImport("libc", SetLastError = true)] private static unsafe partial nint send(int fd, byte* buffer, nint length, int flags);
    [LibraryImport("libc", SetLastError = true)] private static partial int close(int fd);
    [LibraryImport("libc", SetLastError = true)] private static partial int epoll_create1(int flags);
    [LibraryImport("libc", SetLastError = true)] private static unsafe partial int epoll_ctl(int poll, int operation, int fd, byte* what);
    [LibraryImport("libc", SetLastError = true)] private static unsafe partial int epoll_wait(int poll, byte* events, int most, int milliseconds);
    [LibraryImport("libc", SetLastError = true)] internal static partial int kill(int process, int signal);
    [LibraryImport("libc", SetLastError = true)] internal static partial int fdatasync(int fd);
}
