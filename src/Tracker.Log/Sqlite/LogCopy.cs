using SQLitePCL;

namespace Tracker.Log.Sqlite;

/// <summary>
/// A log as one file to keep elsewhere, and back. The copy is one consistent view, made beside a running server without stopping a post
/// (<c>VACUUM INTO</c>): it has the rows and nothing of what freed pages once held. Every copy's chain is walked before it gets its name.
/// </summary>
public static class LogCopy
{
    // Takedowns are rare; one that comes between every try is somebody's program run wild.
    const int Tries = 5;

    /// <summary>Copies the log of a directory, also one that is in use, to a new file.</summary>
    /// <returns>Where the copy ends. When it is not sound, the log itself is not, and no file was left.</returns>
    /// <exception cref="LogOpenException">One line that says why not; nothing was left.</exception>
    public static Task<Verification> BackUpAsync(string directory, string to, CancellationToken ct) => BackUpAsync(directory, to, null, ct);

    /// <param name="copied">Called when a copy was made and before it gets its name: tests.</param>
    internal static Task<Verification> BackUpAsync(string directory, string to, Func<Task>? copied, CancellationToken ct) => Task.Run(() =>
    {
        var from = Path.Combine(Path.GetFullPath(directory), "log.db");
        to = Path.GetFullPath(to);
        if (!File.Exists(from)) throw new LogOpenException("not-a-log", $"There is no log in {Path.GetDirectoryName(from)}.");
        if (Path.Exists(to)) throw new LogOpenException("exists", $"{to} is there already; a backup overwrites nothing.");
        return Copying(to, async partial =>
        {
            for (var made = 1; ; made++)
            {
                var found = await CopyAsync(from, partial, ct);
                if (!found.Sound) return found;
                if (copied is not null) await copied();
                if (!TakenDownSince(from, found.Head.Position))
                {
                    SafeFile.Publish(partial, to);
                    return found;
                }
                // The copy still has words that must go.
                if (made == Tries) throw new LogOpenException("busy", "Words were taken down each time while the copy was made; try again.");
                SafeFile.Discard(partial);
            }
        });
    }, ct);

    /// <summary>Makes a data directory out of a copy. The log gets a new epoch, so readers of any other are told <c>reset</c>.</summary>
    /// <param name="forget">Sections of the settings that the new log shall not have.</param>
    /// <returns>Where the new log ends, under its new epoch. When it is not sound, the copy is not, and nothing was made.</returns>
    /// <exception cref="LogOpenException">One line that says why not; nothing was made.</exception>
    public static Task<Verification> RestoreAsync(string from, string directory, IReadOnlyList<string> forget, TimeProvider clock, CancellationToken ct) => Task.Run(async () =>
    {
        (from, directory) = (Path.GetFullPath(from), Path.GetFullPath(directory));
        var verified = await LogVerifier.VerifyFileAsync(from, null, ct);
        if (!verified.Sound) return verified;
        RefuseUnlessEmpty(directory, clock);
        using var held = DirectoryLock.Take(directory, clock, "a restore");
        var log = Path.Combine(directory, "log.db");
        return await Copying(log, async partial =>
        {
            var copied = await CopyAsync(from, partial, ct);
            if (!copied.Sound) return copied;
            Renew(partial, copied.Head.Position, forget);
            var renewed = await LogVerifier.VerifyFileAsync(partial, null, ct);
            if (renewed.Sound) SafeFile.Publish(partial, log);
            return renewed;
        });
    }, ct);

    static async Task<Verification> Copying(string to, Func<string, Task<Verification>> copy)
    {
        var place = Path.GetDirectoryName(to)!;
        if (!Directory.Exists(place)) throw new LogOpenException("no-directory", $"There is no directory {place}.");
        var partial = $"{to}.{Guid.NewGuid():n}.partial";
        try
        {
            return await copy(partial);
        }
        catch (StoreError error)
        {
            throw error.ToOpening(place, to);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new LogOpenException("no-access", $"This user may not write to {place}.", error);
        }
        catch (IOException error)
        {
            throw DirectoryLock.IsFull(error) ? new LogOpenException("disk-full", $"The disk that holds {place} is full.", error)
                : Path.Exists(to) ? new LogOpenException("exists", $"{to} is there already; a copy overwrites nothing.", error)
                : new LogOpenException("no-access", $"{to} cannot be written: {error.Message}", error);
        }
        finally
        {
            SafeFile.Discard(partial);
        }
    }

    static Task<Verification> CopyAsync(string from, string partial, CancellationToken ct)
    {
        SafeFile.Create(partial);
        using (var source = Open(from, write: false))
        using (ct.Register(() => raw.sqlite3_interrupt(source.Handle)))
        {
            Recognize(source, from);
            try
            {
                source["VACUUM INTO ?"].Bind(partial).Run();
            }
            catch (StoreError error) when (error.Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
            {
                throw error.ToOpening(Path.GetDirectoryName(from)!, from);
            }
            catch (StoreError error) when (error.Primary == raw.SQLITE_INTERRUPT)
            {
                throw new OperationCanceledException("The copy was stopped.", error, ct);
            }
        }
        return LogVerifier.VerifyFileAsync(partial, null, ct);
    }

    static void Recognize(Database source, string from)
    {
        try
        {
            if (Schema.Recognize(source, from) == 0) throw new LogOpenException("not-a-log", $"{from} is not a Tracker log.");
        }
        catch (StoreError error)
        {
            throw error.ToOpening(Path.GetDirectoryName(from)!, from);
        }
    }

    static bool TakenDownSince(string file, long position)
    {
        using var source = Open(file, write: false);
        return source["SELECT 1 FROM redactions WHERE by > ? LIMIT 1"].Bind(position).Number() is not null;
    }

    static void Renew(string file, long head, IReadOnlyList<string> forget)
    {
        using var copy = Open(file, write: true);
        copy.Execute("PRAGMA secure_delete = ON; PRAGMA synchronous = FULL");
        copy.Begin();
        Ancestry.Renew(copy, head);
        foreach (var section in forget) copy["DELETE FROM settings WHERE section = ?"].Bind(section).Run();
        copy.Commit();
    }

    static void RefuseUnlessEmpty(string directory, TimeProvider clock)
    {
        if (!Directory.Exists(directory) || !Directory.EnumerateFileSystemEntries(directory).Any()) return;
        // Who has it is told first; a lock is taken only where there is one.
        if (File.Exists(Path.Combine(directory, "tracker.lock"))) DirectoryLock.Take(directory, clock, "a restore").Dispose();
        throw new LogOpenException("not-empty", $"{directory} is not empty; a restore makes a directory of its own.");
    }

    static Database Open(string file, bool write)
    {
        try
        {
            return Database.Open(file, write, TimeSpan.FromSeconds(5));
        }
        catch (StoreError error)
        {
            throw error.ToOpening(Path.GetDirectoryName(file)!, file);
        }
    }
}
