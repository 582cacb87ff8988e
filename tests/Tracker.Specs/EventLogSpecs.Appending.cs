using Tracker.Domain;
using Tracker.Log;
using Xunit;

namespace Tracker.Specs;

public abstract partial class EventLogSpecs
{
    [Fact]
    public async Task A_receipt_says_where_the_record_is()
    {
        var receipts = await Append(Some.Record("statement/a", "actor/putin"), Some.Record("statement/a"), Some.Record("statement/b"));
        Assert.Equal([("statement/a", 1, 1L), ("statement/a", 2, 2L), ("statement/b", 1, 3L)], receipts.Select(r => (r.Entity, r.Version, r.Position)));
        Assert.All(receipts, receipt => Assert.Equal((Log.Epoch, Clock.Now, $"{Log.Epoch}:{receipt.Position}"), (receipt.Epoch, receipt.At, receipt.Cursor)));
        Assert.Equal((await All()).Select(r => Convert.ToHexString(r.Hash.Span)), receipts.Select(r => Convert.ToHexString(r.Hash.Span)));
        Assert.Equal(3, Log.Head);
    }

    [Fact]
    public async Task Positions_have_no_hole_under_concurrent_appends()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => Append(Some.Record($"statement/{i}", "actor/putin"), Some.Record("story/ukraine")), Ct)));
        Assert.Equal(Enumerable.Range(1, 800).Select(i => (long)i), receipts.SelectMany(r => r).Select(r => r.Position).Order());
        Assert.All(receipts, pair => Assert.Equal(pair[0].Position + 1, pair[1].Position));
        var all = await All();
        Assert.Equal(Enumerable.Range(1, 800).Select(i => (long)i), all.Select(record => record.Position));
        Assert.Equal(Enumerable.Range(1, 400), all.Where(record => record.Entity == "story/ukraine").Select(record => record.Version));
    }

    [Fact]
    public async Task Every_record_carries_the_hash_of_its_predecessor()
    {
        await Append(Some.Record("statement/a", "actor/putin"), Some.Record("story/ukraine"));
        await Append(Some.Record("statement/b") with { Cause = 1 });
        var hashes = (await All()).Select(record => Convert.ToHexString(record.Hash.Span)).ToList();
        Assert.Equal(3, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(hashes, hash => Assert.Equal(2 * Chain.HashSize, hash.Length));
    }

    [Fact]
    public async Task An_append_at_a_stale_version_is_refused_and_writes_nothing()
    {
        await Append(Some.Record("story/ukraine"));
        var stale = Some.Append(Some.Record("statement/a"), Some.Record("story/ukraine")) with
        {
            Expected = [new("statement/a", 0), new("story/ukraine", 0)], Once = [Some.Once("statement/a")], Names = [new("statement/a", [new("a", "A")])],
        };
        Assert.Equal(new VersionConflict("story/ukraine", 0, 1), await Log.AppendAsync(stale, Ct));
        Assert.Equal(1, Log.Head);
        Assert.Empty(await Log.ReadStreamAsync("statement/a", 0, 10, Ct));
        Assert.Equal(["statement/a"], await Log.MissingAsync(["statement/a", "story/ukraine"], Ct));
        Assert.Empty(await Log.ResolveAsync("a", Ct));
        await Append(stale with { Expected = [new("statement/a", 0), new("story/ukraine", 1)] });
        Assert.Equal(3, Log.Head);
    }

    [Fact]
    public async Task An_expected_version_may_be_of_a_stream_that_is_not_written()
    {
        await Append(Some.Record("story/ukraine"));
        Assert.IsType<Appended>(await Log.AppendAsync(Some.Append(Some.Record("statement/a")) with { Expected = [new("story/ukraine", 1)] }, Ct));
        Assert.Equal(new VersionConflict("story/ukraine", 2, 1), await Log.AppendAsync(Some.Append(Some.Record("statement/b")) with { Expected = [new("story/ukraine", 2)] }, Ct));
    }

    [Fact]
    public async Task Of_many_who_append_at_the_same_version_one_wins()
    {
        for (var version = 0; version < 5; version++)
        {
            var append = Some.Append(Some.Record("story/ukraine")) with { Expected = [new("story/ukraine", version)] };
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Log.AppendAsync(append, Ct), Ct)));
            Assert.Single(outcomes.OfType<Appended>());
            Assert.All(outcomes.OfType<VersionConflict>(), conflict => Assert.Equal(version + 1, conflict.Actual));
            Assert.Equal(20, outcomes.Count(outcome => outcome is Appended or VersionConflict));
        }
        Assert.Equal(5, Log.Head);
    }

    [Fact]
    public async Task A_refused_append_stops_nothing_that_shares_its_transaction()
    {
        await Append(Some.Record("story/ukraine"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => Log.AppendAsync(Some.Append(Some.Record($"statement/{i}")) with { Expected = [new("story/ukraine", i % 2)] }, Ct), Ct)));
        Assert.Equal(50, outcomes.OfType<Appended>().Count());
        Assert.Equal(50, outcomes.OfType<VersionConflict>().Count());
        Assert.Equal(51, Log.Head);
        Assert.Equal(Enumerable.Range(1, 51).Select(i => (long)i), (await All()).Select(record => record.Position));
    }

    [Fact]
    public async Task An_append_without_records_or_bodies_is_a_bug_of_the_caller()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(Some.Append(), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(Some.Append(Some.Record("actor/a") with { Body = ReadOnlyMemory<byte>.Empty }), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(Some.Append(Some.Record("actor/a")) with { Once = [new OnceKey("k", new byte[3], "id-taken")] }, Ct));
        await Append(Some.Record("actor/a"));
        Assert.Equal(1, Log.Head);
    }

    [Fact]
    public async Task The_last_cause_is_that_of_the_newest_record_with_one()
    {
        Assert.Equal(0, await Log.LastCauseAsync("story/ukraine", Ct));
        await Append(Some.Record("story/ukraine"), Some.Record("statement/a", "story/ukraine"));
        Assert.Equal(0, await Log.LastCauseAsync("story/ukraine", Ct));
        await Append(Some.Record("story/ukraine") with { Cause = 2 }, Some.Record("statement/b") with { Cause = 3 });
        await Append(Some.Record("story/ukraine"));
        Assert.Equal(2, await Log.LastCauseAsync("story/ukraine", Ct));
        await ReopenAsync();
        Assert.Equal(2, await Log.LastCauseAsync("story/ukraine", Ct));
        Assert.Equal([null, null, 2, 3, null], (await All()).Select(record => record.Cause));
    }
}
