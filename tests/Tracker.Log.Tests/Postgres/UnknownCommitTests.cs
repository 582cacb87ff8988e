using Npgsql;
using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>The connection goes between COMMIT and its answer, or just before: the database is asked what became of it, and that is what callers are told.</summary>
[Collection("counted")]
public sealed class UnknownCommitTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Append Post(string id) => Some.New(Some.Record("statement/" + id, "actor/putin")) with { Once = [Some.Once("statement/" + id)], Names = [new("statement/" + id, [new("n", "N")])] };

    /// <summary>Breaks something once, at the moment of the transaction that comes after it was armed.</summary>
    sealed class Once(Moment at, Action @break)
    {
        int _armed;

        public void Arm() => _armed = 1;

        public void Meet(Moment moment)
        {
            if (moment == at && Interlocked.Exchange(ref _armed, 0) == 1) @break();
        }
    }

    /// <summary>On the writer's thread, which is to stand still meanwhile.</summary>
    static void Finish(Func<Task> doing)
    {
        using var done = new ManualResetEventSlim();
        _ = Task.Run(async () =>
        {
            try
            {
                await doing();
            }
            finally
            {
                done.Set();
            }
        }, Ct);
        done.Wait(Ct);
    }

    /// <summary>Many append at once while it breaks; each is told the truth and is there once.</summary>
    static async Task CheckAsync(Database database, PostgresLog log, Once once, string settled)
    {
        using var counted = new Counted();
        await log.AppendAsync(Post("before"), Ct);
        once.Arm();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => log.AppendAsync(Post($"{i}"), Ct)));
        Assert.All(outcomes, outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(1, counted["tracker.log.settled " + settled]);
        Assert.IsType<Appended>(await log.AppendAsync(Post("after"), Ct));
        Assert.Equal(22, log.Head);
        var records = await log.ReadAsync(0, 100, Ct);
        foreach (var receipt in outcomes.Cast<Appended>().Select(appended => appended.Receipts[0]))
            Assert.True(records[(int)receipt.Position - 1] is var record && record.Entity == receipt.Entity && record.Hash.Span.SequenceEqual(receipt.Hash.Span));
        Assert.Equal(22, records.Select(record => record.Entity).Distinct().Count());
        Assert.Null((await database.VerifyAsync(log.Anchor)).First);
    }

    [Fact]
    public async Task The_answer_to_a_commit_is_lost_on_the_way()
    {
        await using var database = await Database.OfAsync(shared);
        await using var line = new Line(database.Server);
        var once = new Once(Moment.Commit, () =>
        {
            line.LosesAnswers = true;
            _ = Task.Run(async () =>
            {
                while (await database.AskAsync("SELECT position FROM head") is not > 1L) await Task.Delay(20, Ct);
                line.Cut();
            }, Ct);
        });
        await using var log = await database.OpenAsync(options => options with { ConnectionString = database.Server.ConnectionString(line.Port), Faults = once.Meet });
        await CheckAsync(database, log, once, "stored");
    }

    [Fact]
    public async Task The_line_is_cut_before_the_commit_has_arrived()
    {
        await using var database = await Database.OfAsync(shared);
        await using var line = new Line(database.Server);
        var once = new Once(Moment.Commit, line.Cut);
        await using var log = await database.OpenAsync(options => options with { ConnectionString = database.Server.ConnectionString(line.Port), Faults = once.Meet });
        await CheckAsync(database, log, once, "absent");
    }

    [Fact]
    public async Task The_session_is_ended_before_the_commit()
    {
        await using var database = await Database.OfAsync(shared);
        var ended = 0L;
        var once = new Once(Moment.Commit, () => Finish(async () => ended = (long)(await database.AskAsync(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'tracker {database.Schema}' AND state = 'idle in transaction'"))!));
        await using var log = await database.OpenAsync(options => options with { Faults = once.Meet });
        await CheckAsync(database, log, once, "absent");
        Assert.Equal(1, ended);
    }

    [Fact]
    public async Task The_client_fails_after_the_commit()
    {
        await using var database = await Database.OfAsync(shared);
        var once = new Once(Moment.Committed, () => throw new NpgsqlException("injected", new IOException("injected")));
        await using var log = await database.OpenAsync(options => options with { Faults = once.Meet });
        await CheckAsync(database, log, once, "stored");
    }

    [Theory]
    [InlineData(true, "stored")]
    [InlineData(false, "absent")]
    public async Task The_database_crashes_and_is_back(bool committed, string settled)
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync();
        var database = new Database(server);
        var crashed = Task.CompletedTask;
        var once = new Once(committed ? Moment.Committed : Moment.Commit, () =>
        {
            Finish(() => server.DownAsync(crash: true));
            crashed = Task.Run(async () =>
            {
                await Task.Delay(300, Ct);
                await server.UpAsync();
            }, Ct);
            if (committed) throw new NpgsqlException("injected", new IOException("injected"));
        });
        await using var log = await database.OpenAsync(options => options with { Faults = once.Meet });
        await CheckAsync(database, log, once, settled);
        await crashed;
    }

    [Fact]
    public async Task What_cannot_be_found_out_is_unknown_and_a_retry_settles_it()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync();
        var database = new Database(server);
        using var counted = new Counted();
        var once = new Once(Moment.Committed, () =>
        {
            Finish(() => server.DownAsync(crash: true));
            throw new NpgsqlException("injected", new IOException("injected"));
        });
        await using var log = await database.OpenAsync(options => options with { Faults = once.Meet, Patience = TimeSpan.FromMilliseconds(300) });
        once.Arm();
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => log.AppendAsync(Post("a"), Ct));
        Assert.Equal(1, counted["tracker.log.settled unknown"]);
        Assert.Equal("unavailable", Assert.IsType<Unavailable>(await log.AppendAsync(Post("b"), Ct)).Code);
        await server.UpAsync();
        Assert.Equal(1, Assert.IsType<Replayed>(await log.AppendAsync(Post("a"), Ct)).First.Position);
        Assert.IsType<Appended>(await log.AppendAsync(Post("b"), Ct));
        Assert.Equal(["statement/a", "statement/b"], (await log.ReadAsync(0, 10, Ct)).Select(record => record.Entity));
    }
}
