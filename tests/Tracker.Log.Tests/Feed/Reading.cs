using System.Text;
using System.Text.Json;
using Tracker.Log.Feed;

namespace Tracker.Log.Tests.Feeds;

/// <summary>What the feed's tests do as readers.</summary>
static class Reading
{
    public static Filter Of(string[] touches, params string[] kinds)
    {
        var (filter, refusal) = Filter.Parse(touches, kinds);
        Assert.Null(refusal);
        return filter!;
    }

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static List<long> Positions(Page page)
    {
        using var items = JsonDocument.Parse("[" + Text(page.Items) + "]");
        return [.. items.RootElement.EnumerateArray().Select(item => item.GetProperty("position").GetInt64())];
    }

    /// <summary>A reader's loop from <paramref name="after"/> until its cursor reaches <paramref name="until"/>; idle filters move on as a heartbeat does.</summary>
    public static async Task<List<long>> FollowAsync(this IChannel channel, long after, Func<long?> until, Func<Page, Task>? write, CancellationToken ct)
    {
        var seen = new List<long>();
        for (var cursor = after; ;)
        {
            if (until() is { } end && cursor >= end) return seen;
            using var heartbeat = CancellationTokenSource.CreateLinkedTokenSource(ct);
            heartbeat.CancelAfter(20);
            await channel.WaitAsync(cursor, heartbeat.Token);
            ct.ThrowIfCancellationRequested();
            var page = await channel.ReadAsync(cursor, ct);
            Assert.True(page.Next >= cursor, "A page leads backwards.");
            var positions = Positions(page);
            Assert.Equal(page.Count, positions.Count);
            Assert.All(positions, position => Assert.InRange(position, cursor + 1, page.Next));
            seen.AddRange(positions);
            cursor = page.Next;
            if (write is not null) await write(page);
        }
    }

    public static CancellationToken Limit(int seconds = 30)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        return limit.Token;
    }
}
