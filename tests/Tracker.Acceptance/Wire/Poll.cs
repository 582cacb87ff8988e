using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Wire;

/// <summary>Reads <c>/api/changes</c> page by page.</summary>
static class Poll
{
    /// <summary>Everything after a cursor that is there now, but at least up to a position: a receipt may be faster than the feed.</summary>
    public static async Task<(IReadOnlyList<Item> Items, string Cursor)> AllAsync(
        ApiClient api, string after, CancellationToken ct, string filter = "", int limit = 500, long atLeast = 0)
    {
        var items = new List<Item>();
        for (var (cursor, waits) = (after, 0); waits < 5;)
        {
            var page = (await api.Get($"/api/changes?after={Uri.EscapeDataString(cursor)}&limit={limit}&wait={(waits > 0 ? 4 : 0)}{filter}", ct)).Is(200).Json;
            items.AddRange(page["items"]!.AsArray().Select(item => new Item(item!.DeepClone())));
            cursor = (string)page["cursor"]!;
            if (cursor != (string)page["head"]!)
                continue;
            if (PositionOf(cursor) >= atLeast)
                return (items, cursor);
            waits++;
        }
        throw new TimeoutException($"Position {atLeast} has not come.");
    }

    /// <summary>The log's head as a cursor.</summary>
    public static async Task<string> HeadAsync(ApiClient api, CancellationToken ct) => (string)(await api.Get("/api/changes?after=now", ct)).Is(200).Json["head"]!;

    /// <summary>Returns when the feed has a position that a receipt named.</summary>
    public static async Task ReachedAsync(ApiClient api, Reply receipt, CancellationToken ct) =>
        await AllAsync(api, $"{receipt.Cursor.Split(':')[0]}:{receipt.Position - 1}", ct, atLeast: receipt.Position);

    public static long PositionOf(string cursor) => long.Parse(cursor.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
}
