using Tracker.Domain;
using Tracker.Log;
using Xunit;

namespace Tracker.Specs;

public abstract partial class EventLogSpecs
{
    [Fact]
    public async Task A_record_reads_back_as_it_was_appended()
    {
        Touch[] touches =
        [
            .. Enum.GetValues<TouchRole>().Select(role => new Touch("actor/" + role.ToString().ToLowerInvariant(), role)),
            new("statement/a", TouchRole.Self), new("actor/self", TouchRole.Speaker), new("cell/ukraine/putin/ceasefire", TouchRole.Cell),
        ];
        var body = "{\"text\":\"Зеленський: \\u0000 \0 ok 🕊\"}"u8.ToArray();
        await Append(new NewRecord("statement/a", "statement.added", touches, body));
        await ReopenAsync();
        var record = Assert.Single(await All());
        Assert.Equal(("statement/a", 1, "statement.added", Clock.Now), (record.Entity, record.Version, record.Kind, record.At));
        Assert.Equal(touches, record.Touches);
        Assert.Equal(body, record.Body.ToArray());
        Assert.False(record.Redacted);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        for (var i = 0; i < 10; i++) await Append(Some.Record($"statement/{i}"));
        Assert.Equal([1L, 2, 3], (await Log.ReadAsync(0, 3, Ct)).Select(r => r.Position));
        Assert.Equal([4L, 5, 6], (await Log.ReadAsync(3, 3, Ct)).Select(r => r.Position));
        Assert.Equal([10L], (await Log.ReadAsync(9, 3, Ct)).Select(r => r.Position));
        Assert.Empty(await Log.ReadAsync(10, 3, Ct));
        Assert.Empty(await Log.ReadAsync(1000, 3, Ct));
        Assert.Empty(await Log.ReadAsync(0, 0, Ct));
    }

    [Fact]
    public async Task The_life_of_an_entity_is_the_records_that_touch_it_in_any_role_once_each()
    {
        await Append(Some.Record("actor/putin"));
        await Append(new NewRecord("statement/a", "statement.added", [new("actor/putin", TouchRole.Speaker), new("actor/putin", TouchRole.AboutActor)], "{}"u8.ToArray()));
        await Append(Some.Record("statement/b", "actor/zelensky"));
        await Append(Some.Record("statement/c", "actor/putin"));
        Assert.Equal([1L, 2, 4], (await Log.ReadTouchingAsync("actor/putin", 0, long.MaxValue, 100, Ct)).Select(r => r.Position));
        Assert.Equal([2L], (await Log.ReadTouchingAsync("actor/putin", 1, 3, 100, Ct)).Select(r => r.Position));
        Assert.Equal([1L, 2], (await Log.ReadTouchingAsync("actor/putin", 0, 4, 2, Ct)).Select(r => r.Position));
        Assert.Empty(await Log.ReadTouchingAsync("actor/putin", 4, 100, 100, Ct));
        Assert.Empty(await Log.ReadTouchingAsync("actor/nobody", 0, 100, 100, Ct));
    }

    [Fact]
    public async Task A_stream_is_the_entitys_own_records_by_version()
    {
        for (var i = 0; i < 5; i++) await Append(Some.Record("story/ukraine"), Some.Record($"statement/{i}", "story/ukraine"));
        Assert.Equal([1, 2, 3, 4, 5], (await Log.ReadStreamAsync("story/ukraine", 0, 100, Ct)).Select(r => r.Version));
        Assert.Equal([5L, 7], (await Log.ReadStreamAsync("story/ukraine", 2, 2, Ct)).Select(r => r.Position));
        Assert.Empty(await Log.ReadStreamAsync("story/ukraine", 5, 2, Ct));
    }

    [Fact]
    public async Task Readers_beside_appends_never_see_a_hole_or_more_than_the_head()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            long after = 0;
            while (!done.IsCancellationRequested || after < Log.Head)
            {
                var page = await Log.ReadAsync(after, 50, Ct);
                foreach (var record in page) Assert.Equal(++after, record.Position);
                Assert.InRange(after, 0, Log.Head);
                var life = await Log.ReadTouchingAsync("story/ukraine", Math.Max(0, after - 10), long.MaxValue, 1000, Ct);
                if (life.Count > 0) Assert.InRange(life[^1].Position, 0, Log.Head);
            }
            return after;
        }, Ct)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++) await Append(Some.Record($"statement/{writer}-{i}", "story/ukraine"));
        }, Ct)));
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), last => Assert.Equal(320, last));
    }

    [Fact]
    public async Task A_time_is_the_last_position_that_is_not_after_it()
    {
        var start = Clock.Now;
        Assert.Equal(0, await Log.PositionAtAsync(start, Ct));
        foreach (var seconds in (int[])[0, 10, 10, 10, 20])
        {
            Clock.Now = start.AddSeconds(seconds);
            await Append(Some.Record("actor/a"));
        }
        var found = await Task.WhenAll(((int[])[-1, 0, 9, 10, 19, 20, 99]).Select(s => Log.PositionAtAsync(start.AddSeconds(s), Ct).AsTask()));
        Assert.Equal([0, 1, 1, 4, 4, 5, 5], found);
        Assert.Equal(1, await Log.PositionAtAsync(start.AddSeconds(10).AddTicks(-1), Ct));
    }

    [Fact]
    public async Task What_has_no_record_of_its_own_is_missing_even_when_it_is_touched()
    {
        await Append(Some.Record("statement/a", "actor/putin"));
        Assert.Equal(["actor/putin", "actor/x"], await Log.MissingAsync(["actor/putin", "statement/a", "actor/x"], Ct));
        await Append(Some.Record("actor/putin"));
        Assert.Equal(["actor/x"], await Log.MissingAsync(["actor/putin", "statement/a", "actor/x"], Ct));
        await Append(Some.Record("actor/x"));
        Assert.Empty(await Log.MissingAsync(["actor/putin", "statement/a", "actor/x"], Ct));
    }
}
