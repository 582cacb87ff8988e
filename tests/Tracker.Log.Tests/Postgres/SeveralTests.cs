using Tracker.Log.Feed;
using Tracker.Log.Postgres;
using Tracker.Specs;
using Record = Tracker.Domain.Record;

namespace Tracker.Log.Tests.Postgres;

/// <summary>Several processes on one log: here several logs of one process, which share nothing but the database.</summary>
public sealed class SeveralTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<List<PostgresLog>> OpenAsync(Database database, int count, Func<PostgresLogOptions, PostgresLogOptions>? with = null)
    {
        var logs = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => database.OpenAsync(with)));
        return [.. logs];
    }

    static async ValueTask CloseAsync(IEnumerable<PostgresLog> logs)
    {
        foreach (var log in logs) await log.DisposeAsync();
    }

    [Fact]
    public async Task Those_that_start_at_once_make_one_log()
    {
        await using var database = await Database.OfAsync(shared);
        var logs = await OpenAsync(database, 6);
        Assert.Single(logs.Select(log => log.Epoch).Distinct());
        Assert.Equal((long)Migrations.Version, await database.AskAsync("SELECT count(*) FROM migrations"));
        await CloseAsync(logs);
    }

    [Fact]
    public async Task Positions_have_no_hole_and_streams_no_fork_when_they_race()
    {
        await using var database = await Database.OfAsync(shared);
        var logs = await OpenAsync(database, 4);
        var lost = 0;
        var told = new List<Record>();
        foreach (var log in logs) log.Committed = records => { lock (told) told.AddRange(records); };
        var receipts = await Task.WhenAll(logs.SelectMany((log, l) => Enumerable.Range(0, 5).Select(w => Task.Run(async () =>
        {
            var mine = new List<Receipt>();
            for (var i = 0; i < 40; i++)
            {
                mine.AddRange(Assert.IsType<Appended>(await log.AppendAsync(Some.New(Some.Record($"statement/{l}-{w}-{i}", "actor/putin")), Ct)).Receipts);
                // A version that several try at once: one of them has it.
                var version = (await log.ReadStreamAsync("story/ukraine", 0, 10_000, Ct)).Count;
                var outcome = await log.AppendAsync(Some.Append(Some.Record("story/ukraine", "actor/putin")) with { Expected = [new("story/ukraine", version)] }, Ct);
                if (outcome is Appended appended) mine.AddRange(appended.Receipts);
                else Interlocked.Add(ref lost, Assert.IsType<VersionConflict>(outcome).Actual > version ? 1 : 1_000_000);
            }
            return mine;
        }, Ct))));
        var all = receipts.SelectMany(mine => mine).OrderBy(receipt => receipt.Position).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(receipt => receipt.Position));
        Assert.InRange(lost, 1, 800);
        foreach (var log in logs)
        {
            Assert.True(await log.WaitAsync(all.Count - 1, Ct));
            var read = await log.ReadAsync(0, 10_000, Ct);
            Assert.Equal(all.Select(receipt => Convert.ToHexString(receipt.Hash.Span)), read.Select(record => Convert.ToHexString(record.Hash.Span)));
            Assert.Equal(Enumerable.Range(1, all.Count - 800), (await log.ReadStreamAsync("story/ukraine", 0, 10_000, Ct)).Select(record => record.Version));
            Assert.Equal(all.Count, (await log.ReadTouchingAsync("actor/putin", 0, long.MaxValue, 10_000, Ct)).Count);
        }
        Assert.Equal(all.Select(receipt => receipt.Position), told.Select(record => record.Position).Order());
        Assert.Null((await database.VerifyAsync(logs[0].Anchor)).First);
        await CloseAsync(logs);
    }

    [Fact]
    public async Task A_key_is_used_once_whoever_comes_with_it()
    {
        await using var database = await Database.OfAsync(shared);
        var logs = await OpenAsync(database, 3);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 150).Select(i => Task.Run(() => logs[i % 3].AppendAsync(Some.New(Some.Record($"statement/{i % 10}")) with { Once = [Some.Once($"statement/{i % 10}")] }, Ct), Ct)));
        Assert.Equal(10, outcomes.OfType<Appended>().Count());
        Assert.Equal(140, outcomes.OfType<Replayed>().Count());
        Assert.All(outcomes.OfType<Replayed>(), replayed => Assert.InRange(replayed.First.Position, 1, 10));
        // Whoever is told of a record can read it where it was told, also a moment later than another process wrote it.
        var fresh = Assert.IsType<Appended>(await logs[0].AppendAsync(Some.New(Some.Record("statement/x")) with { Once = [Some.Once("statement/x")] }, Ct)).Receipts[0];
        Assert.IsType<Replayed>(await logs[1].FindOnceAsync([Some.Once("statement/x")], Ct));
        Assert.Equal("statement/x", (await logs[1].ReadAsync(fresh.Position - 1, 1, Ct))[0].Entity);
        await CloseAsync(logs);
    }

    [Fact]
    public async Task What_another_wrote_is_seen_by_a_notification_at_once()
    {
        await using var database = await Database.OfAsync(shared);
        var logs = await OpenAsync(database, 2, options => options with { PollEvery = TimeSpan.FromHours(1) });
        // The first look is over when it listens: what comes after is told.
        for (var i = 0; i < 20; i++)
        {
            var wait = logs[1].WaitAsync(i, Ct).AsTask();
            await logs[0].AppendAsync(Some.Append(Some.Record("actor/a")), Ct);
            Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        }
        await CloseAsync(logs);
    }

    [Fact]
    public async Task A_notification_that_is_lost_costs_time_and_nothing_else()
    {
        await using var database = await Database.OfAsync(shared);
        var logs = await OpenAsync(database, 2, options => options with { PollEvery = TimeSpan.FromMilliseconds(50), Notifies = false });
        for (var i = 0; i < 10; i++)
        {
            var wait = logs[1].WaitAsync(i, Ct).AsTask();
            await logs[0].AppendAsync(Some.Append(Some.Record("actor/a")), Ct);
            Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        }
        await CloseAsync(logs);
    }

    [Fact]
    public async Task Feeds_have_what_every_process_wrote_in_one_order()
    {
        await using var database = await Database.OfAsync(shared);
        var logs = await OpenAsync(database, 2);
        var feeds = logs.ConvertAll(log => new Feed.Feed(log, new FeedOptions(), TimeProvider.System));
        for (var i = 0; i < 2; i++) logs[i].Committed = feeds[i].Committed;
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => logs[i % 2].AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct), Ct)));
        foreach (var feed in feeds)
        {
            Assert.True(await feed.WaitAsync(299, Ct));
            Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), feed.Recent(0)!.Select(record => record.Position));
        }
        Assert.Equal(feeds[0].Recent(0)!.Select(record => Convert.ToHexString(record.Hash.Span)), feeds[1].Recent(0)!.Select(record => Convert.ToHexString(record.Hash.Span)));
        foreach (var feed in feeds) await feed.DisposeAsync();
        await CloseAsync(logs);
    }

    [Fact]
    public async Task Time_never_decreases_where_clocks_are_an_hour_apart()
    {
        await using var database = await Database.OfAsync(shared);
        var (ahead, behind) = (new ManualClock(), new ManualClock());
        ahead.Now = behind.Now.AddHours(1);
        await using var first = await database.OpenAsync(options => options with { Clock = ahead });
        await using var second = await database.OpenAsync(options => options with { Clock = behind });
        for (var i = 0; i < 4; i++)
        {
            foreach (var log in (PostgresLog[])[second, first]) Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct));
            behind.Now += TimeSpan.FromSeconds(1);
        }
        Assert.True(await second.WaitAsync(7, Ct));
        var times = (await second.ReadAsync(0, 100, Ct)).Select(record => record.At).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal([behind.Now.AddSeconds(-4), .. Enumerable.Repeat(ahead.Now, 7)], times);
    }
}
