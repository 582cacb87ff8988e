using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>Pages for readers behind: from the tail while it reaches back far enough, else from the log. Bounded in items, bytes and records looked at.</summary>
sealed class BackPages(IEventLog log, Tail tail, Switchboard board, FeedOptions options, TimeProvider clock, CancellationToken stop) : IDisposable
{
    const int Stride = 128;

    /// <summary>Pages begin at multiples of this, so that readers a few records apart have the same one.</summary>
    public const int Apart = 128;

    readonly SemaphoreSlim _reads = new(options.ReadsAtOnce);

    public async Task<Frame> ReadAsync(Match match, long after)
    {
        var head = board.Head;
        var page = new Filling(match, after, options);
        while (page.Next < head && !page.Full)
        {
            var before = page.Next;
            if (tail.After(before, Stride) is { } recent) page.Take(recent, head);
            else await FromLog(page, match, head);
            if (page.Next == before && !page.Full) throw new InvalidOperationException($"The log has no record after {before} though it goes to {head}.");
        }
        return page.ToFrame(log.Epoch);
    }

    /// <summary>Where the page for this place begins: at a round number, unless only the rest of it is in memory.</summary>
    public long Start(long after)
    {
        var round = after - (after % Apart);
        return tail.Reaches(round) || !tail.Reaches(after) ? round : after;
    }

    async Task FromLog(Filling page, Match match, long head)
    {
        await _reads.WaitAsync(stop);
        try
        {
            // One touched entity is what the log can look up; an actor's or meeting's few records are then not searched for among millions.
            if (match is { OfStory: false, Touches.Count: 1 })
            {
                var touching = await Patience.ReadAsync(() => log.ReadTouchingAsync(match.Touches.First(), page.Next, head, Stride, stop), clock, stop);
                page.Take(touching, head);
                if (touching.Count < Stride && !page.Full) page.SkipTo(head);
            }
            else
            {
                page.Take(await Patience.ReadAsync(() => log.ReadAsync(page.Next, Stride, stop), clock, stop), head);
            }
        }
        finally
        {
            _reads.Release();
        }
    }

    public void Dispose() => _reads.Dispose();

    sealed class Filling(Match match, long from, FeedOptions options)
    {
        readonly List<Entry> _entries = [];
        readonly long _from = from;
        long _next = from;
        int _bytes, _seen;

        public long Next => _next;
        public bool Full { get; private set; }

        public void Take(IReadOnlyList<Record> records, long head)
        {
            foreach (var record in records)
            {
                if (record.Position > head || !See(record, null)) return;
            }
        }

        public void Take(Entry[] entries, long head)
        {
            foreach (var entry in entries)
            {
                if (entry.Position > head || !See(entry.Record, entry)) return;
            }
        }

        public void SkipTo(long position) => _next = position;

        /// <summary>One that was cut ends at a round number when it reaches one, where the next begins: its reader gets nothing twice and nothing is read twice.</summary>
        public Frame ToFrame(string epoch)
        {
            var round = _next - (_next % Apart);
            if (Full && round > _from)
            {
                _next = round;
                _entries.RemoveAll(entry => entry.Position > round);
            }
            return Made(epoch);
        }

        Frame Made(string epoch) => new(_from, new Bundle(epoch, _next, _entries.ToArray()));

        bool See(Record record, Entry? entry)
        {
            if (Full) return false;
            if (match.Passes(record))
            {
                entry ??= new Entry(record);
                if (_entries.Count > 0 && _bytes + entry.Item.Length > options.PageBytes)
                {
                    Full = true;
                    return false;
                }
                _entries.Add(entry);
                _bytes += entry.Item.Length;
            }
            _next = record.Position;
            Full = _entries.Count >= options.PageItems || _bytes >= options.PageBytes || ++_seen >= options.PageScan;
            return true;
        }
    }
}
