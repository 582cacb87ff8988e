using System.Diagnostics;
using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public sealed class OpeningTests : IDisposable
{
    readonly Store _store = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    async Task<LogOpenException> Refused(string directory)
    {
        var refused = await Assert.ThrowsAsync<LogOpenException>(() => SqliteLog.OpenAsync(new() { Directory = directory, Clock = new ManualClock() }, Ct));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Contains(directory, refused.Message, StringComparison.Ordinal);
        return refused;
    }

    [Fact]
    public async Task A_directory_is_made_when_it_is_not_there()
    {
        var directory = Path.Combine(_store.Path, "a", "b");
        await using var log = await SqliteLog.OpenAsync(new() { Directory = directory, Clock = new ManualClock() }, Ct);
        Assert.True(File.Exists(Path.Combine(directory, "log.db")));
    }

    [Fact]
    public async Task A_second_process_is_told_who_has_the_data_and_gets_it_when_that_one_has_closed()
    {
        var first = await _store.OpenAsync(options => options with { Owner = "http://localhost:5080" });
        var refused = await Refused(_store.Path);
        Assert.Equal("in-use", refused.Code);
        Assert.Contains($"process {Environment.ProcessId} since 2025-05-16T10:00:00Z (http://localhost:5080)", refused.Message, StringComparison.Ordinal);
        await first.AppendAsync(Some.Append(Some.Record("actor/a")), Ct);
        await first.DisposeAsync();
        await using var second = await _store.OpenAsync();
        Assert.Equal(1, second.Head);
    }

    [Fact]
    public async Task The_lock_goes_with_the_process_however_it_ends()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "needs flock(1)");
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["-x", Path.Combine(_store.Path, "tracker.lock"), "sh", "-c", "echo held; exec sleep 600"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(Ct));
        Assert.Equal("in-use", (await Refused(_store.Path)).Code);
        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync(Ct);
        // Its child has the lock too, and may end a moment after it.
        for (var tries = 0; ; tries++)
        {
            try
            {
                await (await _store.OpenAsync()).DisposeAsync();
                return;
            }
            catch (LogOpenException busy) when (busy.Code == "in-use" && tries < 250)
            {
                await Task.Delay(20, Ct);
            }
        }
    }

    [Fact]
    public async Task A_path_that_is_a_file_is_refused()
    {
        var file = Path.Combine(_store.Path, "file");
        await File.WriteAllTextAsync(file, "x", Ct);
        Assert.Equal("not-a-directory", (await Refused(file)).Code);
        Assert.NotEqual("in-use", (await Refused(Path.Combine(file, "below"))).Code);
    }

    [Fact]
    public async Task A_directory_without_rights_is_refused()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "this user may write everywhere");
        if (OperatingSystem.IsWindows()) return;
        var directory = Path.Combine(_store.Path, "closed");
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal("no-access", (await Refused(directory)).Code);
    }

    [Fact]
    public async Task A_directory_of_the_system_that_takes_no_files_is_refused()
    {
        Assert.SkipUnless(Directory.Exists("/proc/sys"), "needs Linux");
        Assert.Equal("no-access", (await Refused("/proc/sys")).Code);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("This is the diary of somebody else. ", 50));
        await File.WriteAllTextAsync(_store.File, text, Ct);
        Assert.Equal("not-a-log", (await Refused(_store.Path)).Code);
        Assert.Equal(text, await File.ReadAllTextAsync(_store.File, Ct));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        _store.Edit("CREATE TABLE recipes(name TEXT)");
        var before = await File.ReadAllBytesAsync(_store.File, Ct);
        Assert.Equal("not-a-log", (await Refused(_store.Path)).Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(_store.File, Ct));
    }

    [Fact]
    public async Task A_store_of_a_newer_format_is_refused_with_both_versions()
    {
        await (await _store.OpenAsync()).DisposeAsync();
        _store.Edit("PRAGMA user_version = 7; UPDATE meta SET value = '3.4.5' WHERE name = 'program'");
        var refused = await Refused(_store.Path);
        Assert.Equal("newer-format", refused.Code);
        Assert.Matches(@"format 7, written by Tracker 3\.4\.5; this is Tracker \d+\.\d+\.\d+\S*, which knows formats up to 1", refused.Message);
    }

    [Fact]
    public async Task A_damaged_store_is_refused()
    {
        await (await _store.OpenAsync()).DisposeAsync();
        await using (var file = new FileStream(_store.File, FileMode.Open)) file.SetLength(4096);
        Assert.Equal("damaged", (await Refused(_store.Path)).Code);
    }

    [Fact]
    public async Task A_refused_opening_holds_no_lock()
    {
        _store.Edit("CREATE TABLE recipes(name TEXT)");
        await Refused(_store.Path);
        _store.Edit("DROP TABLE recipes");
        await (await _store.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task What_waits_at_the_end_is_written_and_what_comes_after_it_is_an_error()
    {
        var log = await _store.OpenAsync();
        var appends = Enumerable.Range(0, 100).Select(i => log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct)).ToList();
        await log.DisposeAsync();
        Assert.All(await Task.WhenAll(appends), outcome => Assert.IsType<Appended>(outcome));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.AppendAsync(Some.Append(Some.Record("statement/late")), Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.ReadAsync(0, 1, Ct));
        Assert.False(File.Exists(_store.File + "-wal"));
        await using var again = await _store.OpenAsync();
        Assert.Equal(100, again.Head);
    }
}
