using System.Collections.Concurrent;
using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>The database goes away and comes back, and is not there at the start.</summary>
[Collection("counted")]
public sealed class AwayTests : IAsyncLifetime
{
    readonly ConcurrentQueue<string> _trouble = new();
    PostgresServer _server = null!;
    Database _database = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _server = await PostgresServer.StartAsync();
        _database = new Database(_server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Assert.All(_trouble, line => Assert.DoesNotContain(PostgresServer.Password, line, StringComparison.Ordinal));
        Assert.All(_trouble, line => Assert.DoesNotContain('\n', line));
    }

    PostgresLogOptions Telling(PostgresLogOptions options) => options with { Trouble = _trouble.Enqueue };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Appends_and_reads_are_refused_and_everything_goes_on_by_itself(bool crash)
    {
        await using var log = await _database.OpenAsync(Telling);
        await using var other = await _database.OpenAsync(Telling);
        var first = Assert.IsType<Appended>(await log.AppendAsync(Some.New(Some.Record("statement/a")) with { Once = [Some.Once("statement/a")] }, Ct)).Receipts[0];
        Assert.Equal("statement/a", (await log.ReadAsync(0, 1, Ct))[0].Entity);
        await log.Settings.PutAsync("keys", "k", new byte[] { 1 }, Ct);
        var waits = other.WaitAsync(1, Ct).AsTask();

        await _server.DownAsync(crash);
        Assert.Equal("unavailable", Assert.IsType<Unavailable>(await log.AppendAsync(Some.New(Some.Record("statement/b")), Ct)).Code);
        Assert.Equal("unavailable", (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await log.ReadAsync(0, 1, Ct))).Refusal.Code);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await log.MissingAsync(["actor/x"], Ct));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await log.Settings.GetAsync("keys", "k", Ct));
        // What exists exists for ever, and is known.
        Assert.Empty(await log.MissingAsync(["statement/a"], Ct));
        Assert.Equal(1, log.Head);
        Assert.False(waits.IsCompleted);
        Assert.False(log.Stopped);

        await _server.UpAsync();
        Assert.Equal(2, Assert.IsType<Appended>(await log.AppendAsync(Some.New(Some.Record("statement/b")), Ct)).Receipts[0].Position);
        Assert.True(await waits.WaitAsync(TimeSpan.FromSeconds(15), Ct));
        Assert.Equal(first.Position, Assert.IsType<Replayed>(await other.AppendAsync(Some.New(Some.Record("statement/a")) with { Once = [Some.Once("statement/a")] }, Ct)).First.Position);
        Assert.Equal(["statement/a", "statement/b"], (await other.ReadAsync(0, 10, Ct)).Select(record => record.Entity));
        Assert.Null((await _database.VerifyAsync(log.Anchor)).First);
        Assert.Equal(2, _trouble.Count(line => line.Contains("cannot be reached", StringComparison.Ordinal) && line.Contains("Tracker:ConnectionString", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task At_the_start_it_is_waited_for_and_said_so_once()
    {
        await _server.DownAsync();
        var opening = _database.OpenAsync(Telling);
        await Task.Delay(1_500, Ct);
        Assert.False(opening.IsCompleted);
        Assert.Contains("cannot be reached", Assert.Single(_trouble, line => !line.Contains("fsync", StringComparison.Ordinal)), StringComparison.Ordinal);
        await _server.UpAsync();
        await using var log = await opening.WaitAsync(TimeSpan.FromSeconds(15), Ct);
        Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct));
        Assert.Contains(_trouble, line => line.Contains("can be reached again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_does_not_wait()
    {
        await _server.DownAsync();
        var refused = await Assert.ThrowsAsync<LogOpenException>(() => _database.OpenAsync(options => options with { WaitsAtStart = false }));
        Assert.Equal("away", refused.Code);
        Assert.Contains("Tracker:ConnectionString", refused.Message, StringComparison.Ordinal);
        Assert.Equal("away", (await Assert.ThrowsAsync<LogOpenException>(() => _database.VerifyAsync())).Code);
    }

    [Fact]
    public async Task It_can_be_closed_while_the_database_is_away()
    {
        var log = await _database.OpenAsync(Telling);
        await _server.DownAsync(crash: true);
        var waits = Enumerable.Range(0, 5).Select(i => log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct)).ToList();
        await log.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Ct);
        Assert.All(await Task.WhenAll(waits), outcome => Assert.IsType<Unavailable>(outcome));
    }
}
