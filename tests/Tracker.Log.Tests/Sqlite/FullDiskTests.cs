using System.Diagnostics;
using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

/// <summary>A disk that is really full: a file system of 2 MiB of its own. Needs the right to mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    readonly TestDirectory _directory = new();
    bool _mounted;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (_mounted) Run("umount", _directory.Path);
        _directory.Dispose();
    }

    [Fact]
    public async Task A_full_disk_refuses_posts_keeps_reads_and_resumes_when_there_is_room()
    {
        Assert.SkipUnless(Mount(), "this user cannot mount a small file system");
        var filler = Path.Combine(_directory.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[400_000], Ct);
        var acknowledged = 0;
        await using (var log = await SqliteLog.OpenAsync(new() { Directory = _directory.Path, Clock = new ManualClock(), CheckpointPages = 10 }, Ct))
        {
            for (; ; acknowledged++)
            {
                var outcome = await log.AppendAsync(Some.New(Some.Saying($"statement/{acknowledged}", $"\"{new string('x', 10_000)}\"")), Ct);
                if (outcome is Appended) continue;
                Assert.Equal("storage-full", Assert.IsType<Unavailable>(outcome).Code);
                break;
            }
            Assert.InRange(acknowledged, 10, 200);
            Assert.Equal(acknowledged, log.Head);
            Assert.Equal(acknowledged, (await log.ReadAsync(0, 1000, Ct)).Count);
            File.Delete(filler);
            Assert.IsType<Appended>(await log.AppendAsync(Some.New(Some.Record($"statement/{acknowledged++}")), Ct));
        }
        Assert.Null((await LogVerifier.VerifyAsync(_directory.Path, null, Ct)).First);
        await using var again = await SqliteLog.OpenAsync(new() { Directory = _directory.Path, Clock = new ManualClock() }, Ct);
        Assert.Equal(acknowledged, again.Head);
    }

    [Fact]
    public async Task A_log_on_a_full_disk_opens_for_reading()
    {
        Assert.SkipUnless(Mount(), "this user cannot mount a small file system");
        await using (var log = await SqliteLog.OpenAsync(new() { Directory = _directory.Path, Clock = new ManualClock() }, Ct))
            await log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct);
        Fill();
        var refused = await Assert.ThrowsAsync<LogOpenException>(() => SqliteLog.OpenAsync(new() { Directory = Path.Combine(_directory.Path, "new"), Clock = new ManualClock() }, Ct));
        Assert.Equal("disk-full", refused.Code);
        var full = await Record.ExceptionAsync(() => SqliteLog.OpenAsync(new() { Directory = _directory.Path, Clock = new ManualClock() }, Ct));
        // Without room for the 32 KiB of the wal-index SQLite cannot even read; that is one clear line too.
        Assert.Equal("disk-full", Assert.IsType<LogOpenException>(full).Code);
    }

    [Fact]
    public async Task A_backup_to_a_full_disk_says_so_and_leaves_nothing()
    {
        Assert.SkipUnless(Mount(), "this user cannot mount a small file system");
        using var store = new Store();
        await using var log = await store.OpenAsync();
        for (var i = 0; i < 40; i++) await log.AppendAsync(Some.Append(Some.Saying($"statement/{i}", $"\"{new string('x', 100_000)}\"")), Ct);
        var refused = await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.BackUpAsync(store.Path, Path.Combine(_directory.Path, "backup"), Ct));
        Assert.Equal("disk-full", refused.Code);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path));
        Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("statement/more")), Ct));
    }

    bool Mount() => _mounted = Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _directory.Path);

    void Fill()
    {
        using var file = new FileStream(Path.Combine(_directory.Path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        try
        {
            for (var size = 65_536; ;) file.Write(new byte[size]);
        }
        catch (IOException)
        {
            // Full: what was wanted.
        }
        try
        {
            for (; ; ) file.Write(new byte[1]);
        }
        catch (IOException)
        {
            // To the last byte.
        }
    }

    static bool Run(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
