using Tracker.Log;
using Xunit;

namespace Tracker.Specs;

public abstract partial class EventLogSpecs
{
    static Append Post(string id, string request = "the request", params IReadOnlyList<OnceKey> more) =>
        Some.New(Some.Record("statement/" + id)) with { Once = [Some.Once("statement/" + id, request), .. more] };

    [Fact]
    public async Task A_retry_answers_the_first_receipt_and_writes_nothing()
    {
        var first = (await Append(Post("a")))[0];
        await Append(Some.Record("statement/b"));
        AssertSame(first, Assert.IsType<Replayed>(await Log.AppendAsync(Post("a"), Ct)).First);
        Assert.Equal(2, Log.Head);
    }

    [Fact]
    public async Task The_receipt_of_a_key_is_that_of_the_appends_last_record_and_can_be_looked_up()
    {
        var key = Some.Once("statement/a");
        Assert.Null(await Log.FindOnceAsync([key], Ct));
        var append = Some.New(Some.Record("actor/new"), Some.Record("statement/a")) with { Once = [key] };
        var receipts = await Append(append);
        await ReopenAsync();
        AssertSame(receipts[1], Assert.IsType<Replayed>(await Log.AppendAsync(append, Ct)).First);
        AssertSame(receipts[1], Assert.IsType<Replayed>(await Log.FindOnceAsync([Some.Once("unused"), key], Ct)).First);
        var other = Some.Once("statement/a", "another request");
        var taken = Assert.IsType<KeyTaken>(await Log.FindOnceAsync([other], Ct));
        Assert.Equal(other, taken.Key);
        AssertSame(receipts[1], taken.First);
        Assert.Null(await Log.FindOnceAsync([Some.Once("unused")], Ct));
        Assert.Null(await Log.FindOnceAsync([], Ct));
    }

    [Fact]
    public async Task A_retry_after_opening_again_answers_the_first_receipt()
    {
        var first = (await Append(Post("a", more: Some.Once("Idempotency-Key: 'é'"))))[0];
        await ReopenAsync();
        AssertSame(first, Assert.IsType<Replayed>(await Log.AppendAsync(Post("a"), Ct)).First);
        AssertSame(first, Assert.IsType<Replayed>(await Log.AppendAsync(Post("b", more: Some.Once("Idempotency-Key: 'é'")), Ct)).First);
        Assert.Equal(1, Log.Head);
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_taken()
    {
        var first = (await Append(Post("a", "one")))[0];
        var key = Some.Once("statement/a", "two");
        var taken = Assert.IsType<KeyTaken>(await Log.AppendAsync(Post("a", "two"), Ct));
        Assert.Equal((key.Key, key.Refusal), (taken.Key.Key, taken.Key.Refusal));
        AssertSame(first, taken.First);
        Assert.Equal(1, Log.Head);
    }

    [Fact]
    public async Task Of_several_keys_one_that_is_taken_says_so()
    {
        await Append(Post("a", "one"));
        await Append(Some.New(Some.Record("statement/b")) with { Once = [Some.Once("header/k", "two")] });
        var both = Some.New(Some.Record("statement/a")) with { Once = [Some.Once("statement/a", "one"), Some.Once("header/k", "one", "key-reused")] };
        Assert.Equal("key-reused", Assert.IsType<KeyTaken>(await Log.AppendAsync(both, Ct)).Key.Refusal);
    }

    [Fact]
    public async Task Racing_retries_write_one_record()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Log.AppendAsync(Post($"s{i % 10}"), Ct), Ct)));
        Assert.Equal(10, Log.Head);
        Assert.Equal(10, outcomes.OfType<Appended>().Count());
        Assert.Equal(190, outcomes.OfType<Replayed>().Count());
        var won = outcomes.OfType<Appended>().Select(appended => appended.Receipts[0]).ToDictionary(receipt => receipt.Entity, StringComparer.Ordinal);
        Assert.All(outcomes.OfType<Replayed>(), replayed => AssertSame(won[replayed.First.Entity], replayed.First));
    }

    [Fact]
    public async Task Racing_requests_under_one_key_write_one_and_refuse_the_other()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Log.AppendAsync(Post("a", $"request {i % 2}"), Ct), Ct)));
        Assert.Equal(1, Log.Head);
        Assert.Single(outcomes.OfType<Appended>());
        Assert.Equal(49, outcomes.OfType<Replayed>().Count());
        Assert.Equal(50, outcomes.OfType<KeyTaken>().Count());
    }

    [Fact]
    public async Task A_retry_comes_before_the_condition_on_the_version()
    {
        var append = Some.Append(Some.Record("story/ukraine")) with { Expected = [new("story/ukraine", 0)], Once = [Some.Once("reaction/1")] };
        await Append(append);
        Assert.IsType<Replayed>(await Log.AppendAsync(append, Ct));
    }

    [Fact]
    public async Task Keys_that_differ_in_anything_are_different_keys()
    {
        string[] keys = ["a", "A", "a ", "a/b", "a/b/c", "\u00e1", "a\u0301", "\0", "a\0b", "a\0c", new string('x', 511), new string('x', 512)];
        foreach (var key in keys) await Append(Some.Append(Some.Record("actor/a")) with { Once = [Some.Once(key)] });
        Assert.Equal(keys.Length, Log.Head);
    }

    static void AssertSame(Receipt expected, Receipt actual)
    {
        Assert.Equal(expected with { Hash = default }, actual with { Hash = default });
        Assert.Equal(expected.Hash.ToArray(), actual.Hash.ToArray());
    }
}
