using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>The database no longer has the log that a process followed: it must not go on.</summary>
public sealed class AnotherLogTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE head SET epoch = 'aaaaaaaaaaaaaaaa'", true)]
    [InlineData("UPDATE head SET epoch = 'aaaaaaaaaaaaaaaa'", false)]
    // A standby that lacked the newest record took over.
    [InlineData("DELETE FROM records WHERE position = 3; UPDATE head SET position = 2, hash = (SELECT hash FROM records WHERE position = 2)", true)]
    [InlineData("DELETE FROM records WHERE position = 3; UPDATE head SET position = 2, hash = (SELECT hash FROM records WHERE position = 2)", false)]
    // … and went on from there.
    [InlineData("UPDATE records SET hash = digest WHERE position = 3; UPDATE head SET hash = (SELECT digest FROM records WHERE position = 3)", true)]
    [InlineData("UPDATE records SET hash = digest WHERE position = 3; UPDATE head SET hash = (SELECT digest FROM records WHERE position = 3)", false)]
    [InlineData("UPDATE records SET hash = digest WHERE position = 3; UPDATE head SET hash = (SELECT digest FROM records WHERE position = 3), position = 7", false)]
    public async Task It_stops_before_it_writes_or_reads_on(string change, bool byWriting)
    {
        await using var database = await Database.OfAsync(shared);
        var stopped = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var log = await database.OpenAsync(options => options with { FailStop = why => stopped.TrySetResult(why), PollEvery = byWriting ? TimeSpan.FromHours(1) : TimeSpan.FromMilliseconds(50) });
        for (var i = 0; i < 3; i++) await log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct);
        // It has looked before the change, and with an hour between two looks it will not again.
        await Task.Delay(300, Ct);
        await database.AskAsync(change);
        if (byWriting) await Assert.ThrowsAsync<InvalidOperationException>(() => log.AppendAsync(Some.Append(Some.Record("statement/x")), Ct));
        Assert.Contains("new-epoch", await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct), StringComparison.Ordinal);
        Assert.True(log.Stopped);
        Assert.Equal(3, log.Head);
        await Assert.ThrowsAsync<InvalidOperationException>(() => log.AppendAsync(Some.Append(Some.Record("statement/y")), Ct));
        Assert.Equal(0L, await database.AskAsync("SELECT count(*) FROM entities WHERE ref IN ('statement/x', 'statement/y')"));
    }

    [Fact]
    public async Task A_new_epoch_makes_it_another_log_to_its_readers_and_the_same_to_its_anchors()
    {
        await using var database = await Database.OfAsync(shared);
        Anchor anchor;
        await using (var log = await database.OpenAsync())
        {
            await log.Settings.PutAsync("keys", "k", new byte[] { 1 }, Ct);
            await log.Settings.PutAsync("sessions", "s", new byte[] { 1 }, Ct);
            for (var i = 0; i < 3; i++) await log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct);
            anchor = log.Anchor;
            // Servers that are at work would have to stop: they are named, and nothing is done.
            Assert.Equal("in-use", (await Assert.ThrowsAsync<LogOpenException>(() => Renewal.RunAsync(database.Options(), [], Ct))).Code);
            Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("statement/last")), Ct));
        }
        var renewed = await Renewal.RunAsync(database.Options(), ["sessions"], Ct);
        Assert.True(renewed.Sound);
        Assert.NotEqual(anchor.Cursor.Epoch, renewed.Head.Epoch);
        Assert.Equal(4, renewed.Head.Position);
        await using var again = await database.OpenAsync();
        Assert.Equal(renewed.Head.Epoch, again.Epoch);
        Assert.NotNull(await again.Settings.GetAsync("keys", "k", Ct));
        Assert.Null(await again.Settings.GetAsync("sessions", "s", Ct));
        Assert.Null((await database.VerifyAsync(anchor)).First);
        Assert.Contains("restored up to 4", (await database.VerifyAsync(anchor with { Cursor = anchor.Cursor with { Position = 5 } })).First!.What, StringComparison.Ordinal);
        await again.AppendAsync(Some.Append(Some.Record("statement/new")), Ct);
        Assert.Null((await database.VerifyAsync(again.Anchor)).First);
    }

    [Fact]
    public async Task A_log_that_is_not_sound_gets_no_new_epoch()
    {
        await using var database = await Database.OfAsync(shared);
        string epoch;
        await using (var log = await database.OpenAsync())
        {
            epoch = log.Epoch;
            await log.AppendAsync(Some.Append(Some.Record("statement/a")), Ct);
        }
        await database.AskAsync("UPDATE bodies SET body = 'other'");
        Assert.Equal(1, (await Renewal.RunAsync(database.Options(), [], Ct)).First!.Position);
        Assert.Equal(epoch, await database.AskAsync("SELECT epoch FROM head"));
    }
}
