using System.Text;
using Tracker.Domain;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;

namespace Tracker.Log.Tests.Indexes;

/// <summary>The clock of what the desk knew: what was read at a position is what is read as of it ever after.</summary>
public sealed class PastTests
{
    [Theory, InlineData(51), InlineData(52), InlineData(53)]
    public async Task What_was_read_then_is_read_as_of_then(int seed)
    {
        await using var desk = await Desk.OpenAsync(seed);
        var then = new Dictionary<long, List<string>>();
        for (var i = 0; i < 240; i++)
        {
            await desk.World.StepAsync();
            if (i % 8 != 0) continue;
            await desk.CaughtUpAsync();
            then[desk.Log.Head] = await ReadAsync(desk, null);
        }
        await desk.CaughtUpAsync();
        Assert.True(then.Count > 25);
        foreach (var (position, read) in then)
        {
            var again = await ReadAsync(desk, new Moment.Known(position));
            for (var n = 0; n < read.Count; n++) Assert.Equal(read[n], again[n]);
        }
        if (seed == 51) Assert.Contains(then.Values.Last(), line => line.Contains("mergedInto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Before_its_first_record_nothing_is_there_and_after_the_last_it_is_as_now()
    {
        await using var desk = await Desk.OpenAsync(54);
        for (var i = 0; i < 30; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var ct = Reading.Limit();
        Assert.Null(await desk.Index.BoardAsync("s1", new Moment.Known(1), ct));
        Assert.Null(await desk.Index.MatrixAsync("s1", new MatrixPart([], [], 0), new Moment.Known(1), ct));
        Assert.Null(await desk.Index.PositionsAsync("s1", "a0", "t1-1", new Moment.Known(1), null, 10, ct));
        Assert.Null(await desk.Index.SilenceAsync("s1", new Moment.Known(1), 0, 1000, ct));
        Assert.Null(await desk.Index.NetworkAsync("s1", new NetworkPart(null, null, 10), new Moment.Known(1), ct));
        Assert.Null(await desk.Index.GetAsync("actor/a0", new Moment.Known(1), ct));
        Assert.Equal((await desk.Index.BoardAsync("s1", null, ct))!.Hash, (await desk.Index.BoardAsync("s1", new Moment.Known(desk.Log.Head + 1000), ct))!.Hash);
    }

    /// <summary>Everything that can be read of a moment, in one order.</summary>
    static async Task<List<string>> ReadAsync(Desk desk, Moment? at)
    {
        var ct = Reading.Limit();
        var lines = new List<string>();
        foreach (var story in new[] { "s0", "s1" })
        {
            lines.Add(Text((await desk.Index.BoardAsync(story, at, ct))!.Json));
            lines.Add(Text((await desk.Index.MatrixAsync(story, new MatrixPart([], [], 0), at, ct))!.Value));
            lines.Add(Text((await desk.Index.SilenceAsync(story, at, 0, 1000, ct))!.Json));
            lines.Add(Text((await desk.Index.NetworkAsync(story, new NetworkPart(null, null, 5000), at, ct))!.Value));
            lines.Add(Text((await desk.Index.NetworkAsync(story, new NetworkPart($"t{story[1..]}-{story[1..]}", null, 5000), at, ct))!.Value));
            foreach (var kind in new[] { "topic", "meeting", "statement", "act", "claim", "condition", "link" })
            {
                lines.Add(Text(await desk.Index.ListAsync(new Listed(kind, story, At: at), null, 1000, ct)));
                foreach (var state in Listed.StatesOf(kind)) lines.Add(Text(await desk.Index.ListAsync(new Listed(kind, story, State: state, At: at), null, 1000, ct)));
            }
        }
        for (var actor = 0; actor < 4; actor++)
        {
            foreach (var role in new[] { TouchRole.Speaker, TouchRole.OnBehalf, TouchRole.To })
                lines.Add(Text(await desk.Index.StatementsAsync("actor/a" + actor, [role], at, null, 1000, ct)));
            lines.Add(Text((await desk.Index.GetAsync("actor/a" + actor, at, ct))!.Body));
            for (var topic = 0; topic < 3; topic++) lines.Add(Text((await desk.Index.PositionsAsync("s" + topic % 2, "a" + actor, $"t{topic % 2}-{topic}", at, null, 1000, ct))!.Value));
        }
        return lines;
    }

    static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    static string Text(Listing listing) => string.Join('\n', listing.Items.Select(item => $"{item.Entity} {item.Version} {Text(item.Body)}"));
}
