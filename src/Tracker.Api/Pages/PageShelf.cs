using System.Collections.Concurrent;

namespace Tracker.Api.Pages;

/// <summary>Pages as bytes, each kept until something comes that may have changed it; callers at the same time share one rendering. Bounded by bytes.</summary>
internal sealed class PageShelf
{
    const long MostBytes = 64L << 20;

    readonly ConcurrentDictionary<string, Kept> _pages = new(StringComparer.Ordinal);
    long _bytes;

    /// <param name="mark">Equal marks: the page has not changed.</param>
    public ValueTask<RenderedPage> GetAsync(string key, string mark, Func<RenderedPage> render) => GetAsync(key, mark, () => Task.FromResult(render()));

    public async ValueTask<RenderedPage> GetAsync(string key, string mark, Func<Task<RenderedPage>> render)
    {
        if (_pages.TryGetValue(key, out var kept) && kept.Mark == mark) return await kept.Made.Task;
        var mine = new Kept(mark, new TaskCompletionSource<RenderedPage>(TaskCreationOptions.RunContinuationsAsynchronously));
        // Whoever comes second under the same mark takes the first one's.
        var current = _pages.AddOrUpdate(key, mine, (_, other) => other.Mark == mark ? other : mine);
        if (ReferenceEquals(current, mine)) await MakeAsync(key, mine, render);
        return await current.Made.Task;
    }

    async Task MakeAsync(string key, Kept mine, Func<Task<RenderedPage>> render)
    {
        try
        {
            var page = await render();
            mine.Made.SetResult(page);
            // What is missing or refused is cheap to find out again, and anybody can ask for any number of it.
            if (page.Status != 200) _pages.TryRemove(new KeyValuePair<string, Kept>(key, mine));
            else if (Interlocked.Add(ref _bytes, page.Length) > MostBytes) Clear();
        }
        catch (Exception failed)
        {
            _pages.TryRemove(new KeyValuePair<string, Kept>(key, mine));
            mine.Made.SetException(failed);
        }
    }

    // Rare, and everything can be rendered again: no order of use is kept for it.
    void Clear()
    {
        _pages.Clear();
        Interlocked.Exchange(ref _bytes, 0);
    }

    sealed record Kept(string Mark, TaskCompletionSource<RenderedPage> Made);
}
