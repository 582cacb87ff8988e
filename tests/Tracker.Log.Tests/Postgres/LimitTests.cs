using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>What is large, many or not taken by the database.</summary>
public sealed class LimitTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_go_on_in_the_next_partition_also_beside_a_dump()
    {
        await using var database = await Database.OfAsync(shared);
        await using var log = await database.OpenAsync();
        await using var dump = await database.ConnectAsync();
        await using (var begin = new Npgsql.NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM bodies", dump)) await begin.ExecuteNonQueryAsync(Ct);
        var many = Enumerable.Range(0, 8_192).Select(_ => Some.Record("story/ukraine")).ToList();
        for (var i = 0; i < Migrations.Segment / 8_192; i++) Assert.IsType<Appended>(await log.AppendAsync(Some.Append(many), Ct));
        Assert.Equal(Migrations.Segment, log.Head);
        var last = Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Saying("statement/a", "\"one\""), Some.Saying("statement/b", "\"two\"")), Ct)).Receipts[^1];
        Assert.Equal(2L, await database.AskAsync("SELECT count(*) FROM pg_inherits WHERE inhparent = 'bodies'::regclass"));
        Assert.Equal(3L, await database.AskAsync("SELECT count(*) FROM bodies_1"));
        Assert.Equal(4L, await database.AskAsync("SELECT count(*) FROM pg_attribute WHERE attrelid IN ('bodies_0'::regclass, 'bodies_1'::regclass) AND attname IN ('body', 'salt') AND attstattarget = 0"));
        Assert.Equal(["\"one\"", "\"two\""], (await log.ReadAsync(last.Position - 2, 10, Ct)).Select(record => record.Text()));
        Assert.Equal(Migrations.Segment, (await log.ReadStreamAsync("story/ukraine", (int)Migrations.Segment - 1, 10, Ct))[0].Version);
        Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("statement/c")), Ct));
    }

    [Fact]
    public async Task A_page_of_long_texts_ends_early_and_the_next_goes_on()
    {
        await using var database = await Database.OfAsync(shared);
        await using var log = await database.OpenAsync();
        var text = $"\"{new string('x', 1 << 20)}\"";
        for (var i = 0; i < 20; i++) await log.AppendAsync(Some.Append(Some.Saying($"statement/{i}", text, "actor/putin")), Ct);
        foreach (var read in (Func<long, ValueTask<IReadOnlyList<Domain.Record>>>[])[after => log.ReadAsync(after, 100, Ct), after => log.ReadTouchingAsync("actor/putin", after, long.MaxValue, 100, Ct)])
        {
            var first = await read(0);
            Assert.Equal(16, first.Count);
            Assert.Equal(Enumerable.Range(17, 4).Select(i => (long)i), (await read(16)).Select(record => record.Position));
        }
    }

    [Fact]
    public async Task A_name_may_be_long_and_have_any_character()
    {
        await using var database = await Database.OfAsync(shared);
        await using var log = await database.OpenAsync();
        var random = new Random(3);
        var (one, two) = (Long(random), "");
        // Alike beyond what the index has of them.
        two = one + "!";
        await log.AppendAsync(Some.Append(Some.Record("actor/one")) with { Names = [new("actor/one", [new(one, one)])] }, Ct);
        await log.AppendAsync(Some.Append(Some.Record("actor/two")) with { Names = [new("actor/two", [new(two, "Two\0"), new("a\0b", "nul")])] }, Ct);
        Assert.Equal([new("actor/one", one)], await log.ResolveAsync(one, Ct));
        Assert.Equal([new("actor/two", "Two\0")], await log.ResolveAsync(two, Ct));
        Assert.Equal([new("actor/two", "nul")], await log.ResolveAsync("a\0b", Ct));
        Assert.Empty(await log.ResolveAsync("a", Ct));
        Assert.Empty(await log.MissingAsync(["actor/one"], Ct));
        Assert.Equal(["actor/\0"], await log.MissingAsync(["actor/\0"], Ct));
        Assert.Empty(await log.ReadTouchingAsync("actor/\0", 0, 100, 100, Ct));
    }

    [Fact]
    public async Task What_the_database_does_not_take_fails_alone()
    {
        await using var database = await Database.OfAsync(shared);
        using var go = new ManualResetEventSlim();
        var armed = true;
        await using var log = await database.OpenAsync(options => options with { Faults = moment => { if (armed && moment == Moment.Locked) go.Wait(Ct); } });
        var first = log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct);
        // A reference so long is no entry of an index.
        var poison = log.AppendAsync(Some.Append(Some.Record("actor/" + Long(new Random(5)))), Ct);
        var others = Enumerable.Range(0, 5).Select(i => log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct)).ToList();
        armed = false;
        go.Set();
        Assert.IsType<Appended>(await first);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => poison);
        Assert.All(await Task.WhenAll(others), outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(6, log.Head);
        Assert.Null((await database.VerifyAsync(log.Anchor)).First);
    }

    [Fact]
    public async Task More_than_may_wait_is_answered_busy_and_the_rest_is_stored()
    {
        await using var database = await Database.OfAsync(shared);
        using var go = new ManualResetEventSlim();
        using var writing = new SemaphoreSlim(0);
        var armed = false;
        await using var log = await database.OpenAsync(options => options with
        {
            Waiting = 10,
            Faults = moment =>
            {
                if (!armed || moment != Moment.Commit) return;
                writing.Release();
                go.Wait(Ct);
            },
        });
        armed = true;
        var first = log.AppendAsync(Some.Append(Some.Record("statement/first")), Ct);
        await writing.WaitAsync(Ct);
        var waiting = Enumerable.Range(0, 10).Select(i => log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct)).ToList();
        Assert.Equal("busy", Assert.IsType<Unavailable>(await log.AppendAsync(Some.Append(Some.Record("statement/more")), Ct)).Code);
        Assert.False(first.IsCompleted);
        Assert.Equal(0, log.Head);
        go.Set();
        Assert.IsType<Appended>(await first);
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(11, log.Head);
    }

    [Fact]
    public async Task What_waits_at_the_end_is_written_and_what_comes_after_it_is_an_error()
    {
        await using var database = await Database.OfAsync(shared);
        var log = await database.OpenAsync();
        var appends = Enumerable.Range(0, 100).Select(i => log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct)).ToList();
        await log.DisposeAsync();
        Assert.All(await Task.WhenAll(appends), outcome => Assert.IsType<Appended>(outcome));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.AppendAsync(Some.Append(Some.Record("statement/late")), Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.ReadAsync(0, 1, Ct));
        await using var again = await database.OpenAsync();
        Assert.Equal(100, again.Head);
    }

    /// <summary>A text that cannot be compressed to the size of an index entry.</summary>
    static string Long(Random random)
    {
        var letters = new char[20_000];
        for (var i = 0; i < letters.Length; i++) letters[i] = (char)random.Next('a', 'z' + 1);
        return new string(letters);
    }
}
