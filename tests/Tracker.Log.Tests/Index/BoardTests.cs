using System.Text;
using System.Text.Json.Nodes;
using Tracker.Log.Feed;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;

namespace Tracker.Log.Tests.Indexes;

public sealed class BoardTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task A_board_is_what_a_client_folds_after_every_record_and_stays_readable_as_it_was(int seed)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await Desk.OpenAsync(seed);
        for (var i = 0; i < 180; i++)
        {
            await desk.World.StepAsync();
            await desk.CaughtUpAsync();
            var now = (await desk.Index.BoardAsync("s0", null, ct))!;
            Assert.Equal(desk.Log.Head, now.Position);
            AssertSame((await desk.ClientBoardAsync("s0", now.Position))!, now, desk.Log.Epoch);
        }
        var client = new NaiveBoard("s1");
        var filter = Reading.Of(["story/s1"]);
        foreach (var record in await desk.Log.ReadAsync(0, 100_000, ct))
        {
            if (filter.Passes(record)) client.Take(JsonNode.Parse(new Entry(record).Item)!.AsObject());
            var then = await desk.Index.BoardAsync("s1", new Moment.Known(record.Position), ct);
            if (record.Position < 2) Assert.Null(then);
            else AssertSame(client.ToJson(), then!, desk.Log.Epoch);
        }
        Assert.True(desk.World.Statements.Count > 50, "Fewer than 51 statements: the window was never full.");
    }

    [Fact]
    public async Task The_same_bytes_are_given_until_something_of_the_story_changes()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await Desk.OpenAsync(5);
        await desk.World.Post();
        await desk.CaughtUpAsync();
        var boards = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => desk.Index.BoardAsync("s0", null, ct).AsTask()));
        Assert.All(boards, board => Assert.Same(boards[0], board));
        Assert.Null(await desk.Index.BoardAsync("nowhere", null, ct));
    }

    [Fact]
    public async Task A_board_that_is_read_while_others_post_is_of_one_moment()
    {
        var ct = Reading.Limit();
        await using var desk = await Desk.OpenAsync(7);
        var moments = 0;
        // On a busy machine two hundred steps can be over before the reader's first turn: it goes on until there were some.
        var posting = Task.Run(async () => { for (var i = 0; i < 200 || (Volatile.Read(ref moments) <= 5 && i < 5_000); i++) await desk.World.StepAsync(); }, ct);
        var seen = new Dictionary<long, string>();
        while (!posting.IsCompleted)
        {
            if (await desk.Index.BoardAsync("s0", null, ct) is { } board) seen[board.Position] = board.Hash;
            Volatile.Write(ref moments, seen.Count);
            await Task.Yield();
        }
        await posting;
        await desk.CaughtUpAsync();
        foreach (var (position, hash) in seen) Assert.Equal(NaiveBoard.Hash((await desk.ClientBoardAsync("s0", position))!), hash);
        Assert.True(seen.Count > 5, "Everything was posted before anything was read.");
    }

    [Fact]
    public async Task A_board_is_its_own_canonical_form()
    {
        await using var desk = await Desk.OpenAsync(6);
        for (var i = 0; i < 60; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var board = (await desk.Index.BoardAsync("s0", null, TestContext.Current.CancellationToken))!;
        var text = Encoding.UTF8.GetString(board.Json.Span);
        Assert.StartsWith($$"""{"cursor":"{{desk.Log.Epoch}}:{{desk.Log.Head}}","hash":"{{board.Hash}}","actors":[""", text, StringComparison.Ordinal);
        var without = JsonNode.Parse(board.Json.Span)!.AsObject();
        without.Remove("cursor");
        without.Remove("hash");
        Assert.EndsWith(NaiveBoard.Canonical(without)[1..], text, StringComparison.Ordinal);
    }

    static void AssertSame(JsonObject expected, Board actual, string epoch)
    {
        var served = JsonNode.Parse(actual.Json.Span)!.AsObject();
        Assert.Equal(new Cursor(epoch, actual.Position).ToString(), served["cursor"]!.GetValue<string>());
        Assert.Equal(actual.Hash, served["hash"]!.GetValue<string>());
        served.Remove("cursor");
        served.Remove("hash");
        Assert.Equal(NaiveBoard.Canonical(expected), NaiveBoard.Canonical(served));
        Assert.Equal(NaiveBoard.Hash(expected), actual.Hash);
    }
}
