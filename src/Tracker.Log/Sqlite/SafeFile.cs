using System.Runtime.InteropServices;

namespace Tracker.Log.Sqlite;

/// <summary>A file that appears under its name whole and on the disk, or not at all, and never in the place of another.</summary>
static partial class SafeFile
{
    /// <summary>An empty file that only this user may read: a copy of the log holds what keys are checked against.</summary>
    public static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    /// <summary>Writes through to the disk, then takes the name.</summary>
    /// <exception cref="IOException">There is something of that name.</exception>
    public static void Publish(string partial, string path)
    {
        using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite, FileShare.Read)) file.Flush(flushToDisk: true);
        File.Move(partial, path, overwrite: false);
        Sync(Path.GetDirectoryName(path)!);
    }

    public static void Discard(string partial)
    {
        foreach (var suffix in new[] { "", "-journal", "-wal", "-shm" })
        {
            try
            {
                File.Delete(partial + suffix);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // What is wrong with the place is being told already.
            }
        }
    }

    // A name is durable when its directory is, and .NET opens no directories.
    static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(directory, 0);
        if (handle < 0) return;
        _ = Fsync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
