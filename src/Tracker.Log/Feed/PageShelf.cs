namespace Tracker.Log.Feed;

/// <summary>
/// Pages for readers behind, read once for all who want them at about the same time: whoever is a few records further takes the rest of the same page.
/// Bounded in bytes over all channels; the oldest goes first.
/// </summary>
sealed class PageShelf(BackPages back, FeedOptions options, Tally tally)
{
    /// <summary>Body, item, events and messages of what a page holds, in multiples of its items.</summary>
    const int Copies = 6;

    const int Hops = 4;

    readonly Lock _gate = new();
    readonly Dictionary<(string Filter, long Start), Shelved> _pages = [];
    readonly Dictionary<(string Filter, long Start), Task<Shelved>> _reading = [];
    readonly Queue<(string Filter, long Start, Shelved Page)> _order = [];
    long _bytes;
    int _takedowns;

    public long Bytes { get { lock (_gate) return _bytes; } }

    /// <summary>The page for this place, when it is here.</summary>
    public Frame? Find(Lane lane, long after)
    {
        var start = back.Start(after);
        lock (_gate)
        {
            for (var hop = 0; hop < Hops && _pages.TryGetValue((lane.Filter.Key, start), out var page); hop++)
            {
                if (page.Page.Next > after) return page.After(after);
                start = page.Page.Next;
            }
            return null;
        }
    }

    /// <summary>
    /// One read for all who want it at the same time. A page that ends before this place, because it was full or because that was the head, leads to
    /// the next one; after a few of them it is read from the place itself.
    /// </summary>
    public async Task<Frame> ReadAsync(Lane lane, long after)
    {
        var start = back.Start(after);
        for (var hop = 0; hop < Hops; hop++)
        {
            var page = await Reading(lane, start);
            if (page.Page.Next > after) return After(page, after);
            start = page.Page.Next;
        }
        return After(await Reading(lane, after), after);
    }

    Frame After(Shelved page, long after)
    {
        lock (_gate) return page.After(after);
    }

    Task<Shelved> Reading(Lane lane, long start)
    {
        var key = (lane.Filter.Key, start);
        lock (_gate)
        {
            if (_pages.TryGetValue(key, out var here)) return Task.FromResult(here);
            if (_reading.TryGetValue(key, out var running)) return running;
            return _reading[key] = options.Scheduler.Run(() => ReadAndKeep(lane.Match, key));
        }
    }

    async Task<Shelved> ReadAndKeep(Match match, (string Filter, long Start) key)
    {
        try
        {
            while (true)
            {
                int takedowns;
                lock (_gate) takedowns = _takedowns;
                tally.Read();
                var page = await back.ReadAsync(match, key.Start);
                lock (_gate)
                {
                    // Words that were taken down while this page was being read must not come back with it.
                    if (takedowns != _takedowns) continue;
                    var shelved = new Shelved(page, (page.Bundle.Size * Copies) + 1024);
                    Keep(key, shelved);
                    return shelved;
                }
            }
        }
        finally
        {
            lock (_gate) _reading.Remove(key);
        }
    }

    void Keep((string Filter, long Start) key, Shelved page)
    {
        if (_pages.Remove(key, out var earlier)) _bytes -= earlier.Cost;
        _pages.Add(key, page);
        _order.Enqueue((key.Filter, key.Start, page));
        _bytes += page.Cost;
        while (_bytes > options.PagesBytes && _order.TryDequeue(out var oldest))
        {
            if (!_pages.TryGetValue((oldest.Filter, oldest.Start), out var held) || held != oldest.Page) continue;
            _pages.Remove((oldest.Filter, oldest.Start));
            _bytes -= held.Cost;
        }
    }

    /// <summary>Lets go of all of them: they are of the past, or hold words that were taken down.</summary>
    public void Clear(bool takedown)
    {
        lock (_gate)
        {
            if (takedown) _takedowns++;
            _pages.Clear();
            _order.Clear();
            _bytes = 0;
        }
    }

    sealed record Shelved(Frame Page, long Cost)
    {
        const int Kept = 4;

        readonly Frame?[] _rests = new Frame?[Kept];
        int _rest;

        /// <summary>What of it comes after a place in it. Under the shelf's lock.</summary>
        public Frame After(long after)
        {
            if (Page.IsFor(after)) return Page;
            foreach (var kept in _rests)
            {
                if (kept is not null && kept.IsFor(after)) return kept;
            }
            return _rests[_rest++ % Kept] = new Frame(after, Page.Bundle.After(after));
        }
    }
}
