using System.Globalization;

namespace Tracker.Log.Sqlite;

/// <summary>
/// One process a data directory. The lock is the operating system's (<c>tracker.lock</c>, held open), so it ends with the process however that ends.
/// Who has it stands beside it in <c>tracker.owner</c>, since a file that is locked cannot be read everywhere.
/// </summary>
public sealed class DirectoryLock : IDisposable
{
    readonly FileStream _lock;
    readonly string _owner;

    DirectoryLock(FileStream held, string owner)
    {
        _lock = held;
        _owner = owner;
    }

    /// <exception cref="LogOpenException"><c>in-use</c>, <c>no-access</c>, <c>not-a-directory</c>, <c>disk-full</c>.</exception>
    public static DirectoryLock Take(string directory, TimeProvider clock, string owner)
    {
        var ownerFile = Path.Combine(directory, "tracker.owner");
        try
        {
            if (File.Exists(directory)) throw new LogOpenException("not-a-directory", $"{directory} is a file; the data needs a directory.");
            Directory.CreateDirectory(directory);
            var held = new FileStream(Path.Combine(directory, "tracker.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Describe(ownerFile, clock, owner);
            return new DirectoryLock(held, ownerFile);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new LogOpenException("no-access", $"This user may not write to {directory}.", error);
        }
        catch (IOException error) when (IsFull(error))
        {
            throw new LogOpenException("disk-full", $"The disk that holds {directory} is full.", error);
        }
        catch (IOException error) when (File.Exists(Path.Combine(directory, "tracker.lock")))
        {
            throw new LogOpenException("in-use", $"The data in {directory} is in use by {Read(ownerFile)}.", error);
        }
        catch (IOException error)
        {
            throw new LogOpenException("no-access", $"The directory {directory} cannot be used: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_owner);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It only informs; the next owner writes it anew.
        }
        _lock.Dispose();
    }

    static void Describe(string file, TimeProvider clock, string owner)
    {
        try
        {
            var since = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var where = owner.Length == 0 ? "" : $" ({owner.ReplaceLineEndings(" ")})";
            File.WriteAllText(file, $"process {Environment.ProcessId} since {since}{where}\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // On a full disk the log must still open for reading.
        }
    }

    static string Read(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() is { Length: > 0 } line ? line : "another process";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    // ENOSPC (28) on Unix; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.
    public static bool IsFull(IOException error) => (error.HResult & 0xffff) is 28 or 0x27 or 0x70;
}
