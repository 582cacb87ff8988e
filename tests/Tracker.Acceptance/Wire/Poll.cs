using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Wire;

/// <summary>Reads <c>/api/changes</c> page by page.</summary>
static class Poll
{
    /// <summary>Everything after a cursor that is there now.</summary>
    public static async Task<(IReadOnlyList<Item> Items, string Cursor)> AllAsync(ApiClient api, string after, CancellationToken ct, string filter = "", int limit = 500)
    {
        var items = new List<Item>();
        for (var cursor = after; ; )
        {
            var page = (await api.Get($"/api/changes?after={Uri.EscapeDataString(cursor)}&limit={limit}{filter}", ct)).Is(200).Json;
            items.AddRange(page["items"]!.AsArray().Select(item => new Item(item!.DeepClone())));
            cursor = (string)page["cursor"]!;
            if (cursor == (string)page["head"]!)
                return (items, cursor);
        }
    }

    /// <summary>The log's head as a cursor.</summary>
    public static async Task<string> HeadAsync(ApiClient api, CancellationToken ct) => (string)(await api.Get("/api/changes?after=now", ct)).Is(200).Json["head"]!;
}
