using System.Text;
using Tracker.Domain;
using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public sealed class LogCopyTests : IDisposable
{
    readonly Store _store = new();
    readonly TestDirectory _elsewhere = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    string Backup => Path.Combine(_elsewhere.Path, "log.backup");

    string Restored => Path.Combine(_elsewhere.Path, "restored");

    public void Dispose()
    {
        _store.Dispose();
        _elsewhere.Dispose();
    }

    Task<SqliteLog> OpenRestored() => SqliteLog.OpenAsync(new() { Directory = Restored, Clock = new ManualClock() }, Ct);

    Task<Verification> Restore(params string[] forget) => LogCopy.RestoreAsync(Backup, Restored, forget, new ManualClock(), Ct);

    static async Task Write(SqliteLog log, int from, int count)
    {
        for (var i = from; i < from + count; i++) await log.AppendAsync(Some.Append(Some.Saying($"statement/{i}", $"{{\"text\":\"words {i}\"}}", "actor/putin")), Ct);
    }

    [Fact]
    public async Task A_copy_that_is_made_while_posts_go_on_is_sound_and_has_every_record_up_to_its_end()
    {
        await using var log = await _store.OpenAsync();
        await Write(log, 0, 200);
        var writing = Write(log, 200, 400);
        var found = await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
        await writing;
        Assert.True(found.Sound, found.First?.What);
        Assert.InRange(found.Head.Position, 200, 600);
        Assert.Equal(log.Epoch, found.Head.Epoch);
        Assert.True((await Restore()).Sound);
        await using var restored = await OpenRestored();
        Assert.Equal(found.Head.Position, restored.Head);
        var before = (await log.ReadAsync(0, (int)restored.Head, Ct)).Select(record => (Convert.ToHexString(record.Hash.Span), record.Text()));
        Assert.Equal(before, (await restored.ReadAsync(0, 1_000, Ct)).Select(record => (Convert.ToHexString(record.Hash.Span), record.Text())));
        Assert.Equal([Path.GetFileName(Backup), "restored"], Directory.EnumerateFileSystemEntries(_elsewhere.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_restored_log_has_a_new_epoch_goes_on_and_still_knows_what_was_used_once()
    {
        await using (var log = await _store.OpenAsync())
        {
            await log.AppendAsync(Some.New(Some.Record("statement/1")) with { Once = [Some.Once("key")] }, Ct);
            await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
        }
        var found = await Restore();
        await using var restored = await OpenRestored();
        Assert.Equal(found.Head, new Cursor(restored.Epoch, 1));
        Assert.NotEqual((await LogVerifier.VerifyFileAsync(Backup, null, Ct)).Head.Epoch, restored.Epoch);
        Assert.IsType<Replayed>(await restored.AppendAsync(Some.New(Some.Record("statement/1")) with { Once = [Some.Once("key")] }, Ct));
        Assert.IsType<Appended>(await restored.AppendAsync(Some.New(Some.Record("statement/2")), Ct));
        Assert.True((await LogVerifier.VerifyAsync(Restored, restored.Anchor, Ct)).Sound);
    }

    [Fact]
    public async Task Anchors_of_the_log_that_a_backup_was_made_of_hold_up_to_its_end_and_not_beyond()
    {
        Anchor early, late;
        await using (var log = await _store.OpenAsync())
        {
            await Write(log, 0, 3);
            early = log.Anchor;
            await Write(log, 3, 3);
            await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
            await Write(log, 6, 1);
            late = log.Anchor;
        }
        await Restore();
        await using (var restored = await OpenRestored()) await Write(restored, 100, 9);
        Assert.Null((await LogVerifier.VerifyAsync(Restored, early, Ct)).First);
        Assert.Contains("restored up to 6", (await LogVerifier.VerifyAsync(Restored, late, Ct)).First?.What, StringComparison.Ordinal);
        var forged = early with { Hash = new byte[32] };
        Assert.Equal(3, (await LogVerifier.VerifyAsync(Restored, forged, Ct)).First?.Position);

        // Restored once more, from before it: then they hold only up to there.
        var second = Path.Combine(_elsewhere.Path, "second");
        var again = await LogCopy.RestoreAsync(Backup, second, [], new ManualClock(), Ct);
        Assert.Null((await LogVerifier.VerifyAsync(second, early, Ct)).First);
        var copy = Path.Combine(_elsewhere.Path, "second.backup");
        await LogCopy.BackUpAsync(second, copy, Ct);
        var third = Path.Combine(_elsewhere.Path, "third");
        await LogCopy.RestoreAsync(copy, third, [], new ManualClock(), Ct);
        Assert.Null((await LogVerifier.VerifyAsync(third, early, Ct)).First);
        Assert.Null((await LogVerifier.VerifyAsync(third, new Anchor(again.Head, again.Hash), Ct)).First);
        Assert.Contains("restored up to 6", (await LogVerifier.VerifyAsync(third, late, Ct)).First?.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_travel_except_those_that_are_to_be_forgotten()
    {
        await using (var log = await _store.OpenAsync())
        {
            await log.Settings.PutAsync("keys", "a", "hash"u8.ToArray(), Ct);
            await log.Settings.PutAsync("sessions", "a", "a session"u8.ToArray(), Ct);
            await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
        }
        await Restore("sessions");
        await using var restored = await OpenRestored();
        Assert.NotNull(await restored.Settings.GetAsync("keys", "a", Ct));
        Assert.Null(await restored.Settings.GetAsync("sessions", "a", Ct));
        Assert.False(Holds(Path.Combine(Restored, "log.db"), "a session"));
    }

    [Fact]
    public async Task Words_that_were_taken_down_are_in_no_copy_also_when_they_went_while_it_was_made()
    {
        await using var log = await _store.OpenAsync();
        await log.AppendAsync(Some.Append(Some.Saying("statement/1", "{\"text\":\"canary-one\"}")), Ct);
        await log.AppendAsync(Some.Append(Some.Saying("statement/2", "{\"text\":\"canary-two\"}")), Ct);
        await log.RedactAsync([1], Some.Redaction(1), Ct);
        var copies = 0;
        var found = await LogCopy.BackUpAsync(_store.Path, Backup, async () =>
        {
            if (++copies > 1) return;
            await log.RedactAsync([2], Some.Redaction(2), Ct);
        }, Ct);
        Assert.Equal(2, copies);
        Assert.True(found.Sound, found.First?.What);
        Assert.Equal(4, found.Head.Position);
        Assert.False(Holds(Backup, "canary"));
        Assert.Equal([Backup], Directory.EnumerateFiles(_elsewhere.Path));
    }

    [Fact]
    public async Task Freed_pages_are_not_copied()
    {
        await using var log = await _store.OpenAsync();
        for (var i = 0; i < 200; i++) await log.Settings.PutAsync("drafts", $"{i}", new byte[4_000], Ct);
        for (var i = 0; i < 200; i++) await log.Settings.DeleteAsync("drafts", $"{i}", Ct);
        await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
        Assert.True(new FileInfo(Backup).Length < 200_000, $"{new FileInfo(Backup).Length} bytes");
    }

    [Fact]
    public async Task A_copy_is_for_this_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        await (await _store.OpenAsync()).DisposeAsync();
        await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_needs_a_log_and_a_place()
    {
        await (await _store.OpenAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Backup, "something else", Ct);
        Assert.Equal("exists", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.BackUpAsync(_store.Path, Backup, Ct))).Code);
        Assert.Equal("exists", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.BackUpAsync(_store.Path, _elsewhere.Path, Ct))).Code);
        Assert.Equal("no-directory", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.BackUpAsync(_store.Path, Path.Combine(_elsewhere.Path, "no", "where"), Ct))).Code);
        Assert.Equal("not-a-log", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.BackUpAsync(_elsewhere.Path, Backup + "2", Ct))).Code);
        Assert.Equal("something else", await File.ReadAllTextAsync(Backup, Ct));
        Assert.Equal([Backup], Directory.EnumerateFiles(_elsewhere.Path));
    }

    [Fact]
    public async Task An_altered_log_gives_no_backup_and_an_altered_backup_no_log()
    {
        await using (var log = await _store.OpenAsync())
        {
            await Write(log, 0, 5);
            await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
        }
        _store.Edit("UPDATE records SET at = at - 1 WHERE position = 3");
        Assert.Equal(3, (await LogCopy.BackUpAsync(_store.Path, Backup + "2", Ct)).First?.Position);
        Assert.False(File.Exists(Backup + "2"));
        using (var database = Database.Open(Backup, write: true, TimeSpan.FromSeconds(1))) database.Execute("UPDATE records SET at = at - 1 WHERE position = 2");
        Assert.Equal(2, (await Restore()).First?.Position);
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task A_restore_makes_a_directory_of_its_own()
    {
        await using (var log = await _store.OpenAsync())
        {
            await LogCopy.BackUpAsync(_store.Path, Backup, Ct);
            var held = await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.RestoreAsync(Backup, _store.Path, [], new ManualClock(), Ct));
            Assert.Equal("in-use", held.Code);
        }
        Assert.Equal("not-empty", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.RestoreAsync(Backup, _store.Path, [], new ManualClock(), Ct))).Code);
        Assert.Equal("not-empty", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.RestoreAsync(Backup, _elsewhere.Path, [], new ManualClock(), Ct))).Code);
        Assert.Equal([Backup], Directory.EnumerateFiles(_elsewhere.Path));
        Assert.Equal("not-a-log", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.RestoreAsync(Backup + "2", Restored, [], new ManualClock(), Ct))).Code);
        await File.WriteAllTextAsync(Backup + "3", "a text of some length that is no database at all", Ct);
        Assert.Equal("not-a-log", (await Assert.ThrowsAsync<LogOpenException>(() => LogCopy.RestoreAsync(Backup + "3", Restored, [], new ManualClock(), Ct))).Code);
        Directory.CreateDirectory(Restored);
        Assert.True((await Restore()).Sound);
    }

    [Fact]
    public async Task A_copy_that_is_stopped_leaves_nothing()
    {
        await using var log = await _store.OpenAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LogCopy.BackUpAsync(_store.Path, Backup, async () =>
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }, stop.Token));
        Assert.Empty(Directory.EnumerateFiles(_elsewhere.Path));
    }

    static bool Holds(string file, string words) => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0;
}
