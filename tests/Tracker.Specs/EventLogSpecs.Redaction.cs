using Tracker.Log;
using Xunit;

namespace Tracker.Specs;

public abstract partial class EventLogSpecs
{
    [Fact]
    public async Task A_takedown_removes_the_words_and_keeps_the_chain_and_the_positions()
    {
        for (var i = 1; i <= 5; i++) await Append(Some.Saying($"statement/{i}", $"{{\"text\":\"words {i}\"}}", "actor/putin"));
        var before = await All();
        var receipt = Assert.IsType<Appended>(await Log.RedactAsync([2, 4], Some.Redaction(2, 4), Ct)).Receipts[0];
        Assert.Equal(6, receipt.Position);
        await ReopenAsync();
        var after = await All();
        Assert.Equal([false, true, false, true, false, false], after.Select(record => record.Redacted));
        Assert.Equal(before.Select(r => Print(r with { Body = default })), after.Take(5).Select(r => Print(r with { Body = default })));
        Assert.Equal("{\"text\":\"words 3\"}", after[2].Text());
        Assert.Equal([1L, 2, 3, 4, 5], (await Log.ReadTouchingAsync("actor/putin", 0, 100, 100, Ct)).Select(record => record.Position));
        Assert.Null(after[1].Event);
    }

    [Fact]
    public async Task A_takedown_may_be_said_twice()
    {
        await Append(Some.Record("statement/a"));
        await Log.RedactAsync([1], Some.Redaction(1), Ct);
        Assert.IsType<Appended>(await Log.RedactAsync([1], Some.Redaction(1), Ct));
        Assert.Equal([true, false, false], (await All()).Select(record => record.Redacted));
    }

    [Fact]
    public async Task A_takedown_that_is_refused_removes_nothing()
    {
        await Append(Some.Record("statement/a"));
        var refused = Some.Redaction(1) with { Expected = [new("statement/a", 7)] };
        Assert.IsType<VersionConflict>(await Log.RedactAsync([1], refused, Ct));
        Assert.False((await All())[0].Redacted);
    }

    [Fact]
    public async Task A_takedown_must_name_what_it_takes_and_cannot_take_its_own_proof()
    {
        await Append(Some.Record("statement/a"));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.RedactAsync([1], Some.Redaction(1, 2), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.RedactAsync([1], Some.Append(Some.Record("record/1")), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.RedactAsync([2], Some.Redaction(2), Ct));
        await Log.RedactAsync([1], Some.Redaction(1), Ct);
        await Assert.ThrowsAsync<ArgumentException>(() => Log.RedactAsync([2], Some.Redaction(2), Ct));
        Assert.Equal(2, Log.Head);
    }

    [Fact]
    public async Task A_retry_of_what_was_taken_down_still_answers_the_first_receipt()
    {
        var first = (await Append(Post("a")))[0];
        await Log.RedactAsync([1], Some.Redaction(1), Ct);
        AssertSame(first, Assert.IsType<Replayed>(await Log.AppendAsync(Post("a"), Ct)).First);
    }
}
