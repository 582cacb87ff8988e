using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>A process that stands still (stopped, swapped out, cut off) with the lock in its hand, and comes back as a zombie.</summary>
[Collection("counted")]
public sealed class StandingStillTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Others_go_on_and_its_late_write_is_decided_anew(bool halfSent)
    {
        await using var database = await Database.OfAsync(shared);
        await using var line = new Line(database.Server);
        using var counted = new Counted();
        using var stands = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        var armed = 0;
        await using var zombie = await database.OpenAsync(options => options with
        {
            ConnectionString = database.Server.ConnectionString(line.Port), HeldAtMost = TimeSpan.FromMilliseconds(500),
            Faults = moment =>
            {
                if (moment != Moment.Commit || Interlocked.Exchange(ref armed, 0) == 0) return;
                // Half of the message is on its way, which no time-out of the database ends; or none is.
                if (halfSent) line.StopAfter(4_000);
                stands.Release();
                if (!halfSent) go.Wait(Ct);
            },
        });
        await using var other = await database.OpenAsync(options => options with { HeldAtMost = TimeSpan.FromMilliseconds(500) });
        await other.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
        Assert.True(await zombie.WaitAsync(0, Ct));

        armed = 1;
        var version = Some.Append(Some.Saying("story/ukraine", $"\"{new string('x', 50_000)}\"")) with { Expected = [new("story/ukraine", 1)] };
        var late = zombie.AppendAsync(version, Ct);
        var once = zombie.AppendAsync(Some.New(Some.Record("statement/late")) with { Once = [Some.Once("statement/late")] }, Ct);
        await stands.WaitAsync(Ct);
        var outcomes = new List<AppendOutcome>();
        for (var i = 0; i < 5; i++) outcomes.Add(await other.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct).WaitAsync(Limit, Ct));
        Assert.All(outcomes, outcome => Assert.IsType<Appended>(outcome));
        Assert.False(late.IsCompleted);

        go.Set();
        if (halfSent) line.Cut();
        Assert.Equal(new VersionConflict("story/ukraine", 1, 6), await late.WaitAsync(Limit, Ct));
        Assert.IsType<Appended>(await once.WaitAsync(Limit, Ct));
        Assert.Equal(1, counted["tracker.log.settled overtaken"]);
        if (halfSent) Assert.Equal(1, counted["tracker.log.fenced"]);
        Assert.Equal(7, zombie.Head);
        Assert.Null((await database.VerifyAsync(zombie.Anchor)).First);
    }

    [Fact]
    public async Task One_that_lost_the_lock_before_it_looked_does_not_take_the_log_for_another()
    {
        await using var database = await Database.OfAsync(shared);
        using var stands = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        var armed = 0;
        await using var zombie = await database.OpenAsync(options => options with
        {
            HeldAtMost = TimeSpan.FromMilliseconds(500),
            Faults = moment =>
            {
                if (moment != Moment.Locked || Interlocked.Exchange(ref armed, 0) == 0) return;
                stands.Release();
                go.Wait(Ct);
            },
        });
        await using var other = await database.OpenAsync();
        armed = 1;
        var late = zombie.AppendAsync(Some.New(Some.Record("statement/late")), Ct);
        await stands.WaitAsync(Ct);
        for (var i = 0; i < 3; i++) Assert.IsType<Appended>(await other.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct).WaitAsync(Limit, Ct));
        Assert.True(await zombie.WaitAsync(2, Ct));
        go.Set();
        Assert.Equal(4, Assert.IsType<Appended>(await late.WaitAsync(Limit, Ct)).Receipts[0].Position);
        Assert.False(zombie.Stopped);
    }

    [Fact]
    public async Task One_that_only_waits_for_its_turn_is_left_alone()
    {
        await using var database = await Database.OfAsync(shared);
        using var counted = new Counted();
        await using var first = await database.OpenAsync(options => options with { HeldAtMost = TimeSpan.FromMilliseconds(300) });
        await using var second = await database.OpenAsync(options => options with { HeldAtMost = TimeSpan.FromMilliseconds(300) });
        // Somebody who works and is not waited for by its own process, an operator's long statement say, is nobody to be ended.
        await using var operators = await database.ConnectAsync();
        var held = new Npgsql.NpgsqlCommand("BEGIN; SELECT FROM head FOR UPDATE; SELECT pg_sleep(5); COMMIT", operators).ExecuteNonQueryAsync(Ct);
        await Task.Delay(200, Ct);
        var outcomes = await Task.WhenAll(first.AppendAsync(Some.Append(Some.Record("actor/a")), Ct), second.AppendAsync(Some.Append(Some.Record("actor/a")), Ct));
        Assert.All(outcomes, outcome => Assert.Equal("busy", Assert.IsType<Unavailable>(outcome).Code));
        await held;
        Assert.Equal(0, counted["tracker.log.fenced"]);
        Assert.IsType<Appended>(await first.AppendAsync(Some.Append(Some.Record("actor/a")), Ct));
        Assert.Equal(1, first.Head);
    }
}
