using Tracker.Log.Derived;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>Boards of now, kept as bytes until a record comes that may change them; callers at the same time share one computation.</summary>
sealed class Boards(string epoch, int kept)
{
    readonly Bounded<string, Kept> _kept = new(kept);
    readonly Dictionary<string, Task<Kept?>> _making = new(StringComparer.Ordinal);

    public async ValueTask<Board?> GetAsync(string story, Readers readers, CancellationToken ct)
    {
        var (mark, position) = await MarkAsync(story, readers, ct);
        if (mark is null) return null;
        if (_kept.TryGet(story, out var known) && known.Mark >= mark) return known.At(epoch, position);
        while (true)
        {
            // One that was begun for an earlier caller may not have what this caller could see: then once more.
            if (await Making(story, readers).WaitAsync(ct) is not { } made) return null;
            if (made.Mark >= mark) return made.At(epoch, Math.Max(position, made.Position));
        }
    }

    static async ValueTask<(long? Mark, long Position)> MarkAsync(string story, Readers readers, CancellationToken ct)
    {
        using var from = await Snapshot.OpenAsync(readers, ct);
        return (Mark(from, story), from.Position);
    }

    Task<Kept?> Making(string story, Readers readers)
    {
        lock (_making)
        {
            if (_making.TryGetValue(story, out var running)) return running;
            return _making[story] = Task.Run(() => MakeAsync(story, readers), CancellationToken.None);
        }
    }

    async Task<Kept?> MakeAsync(string story, Readers readers)
    {
        try
        {
            using var from = await Snapshot.OpenAsync(readers, CancellationToken.None);
            if (Mark(from, story) is not { } mark || BoardReads.Canonical(from, story, new Moment.Known(from.Position)) is not { } canonical) return null;
            var made = new Kept(mark, from.Position, canonical, BoardReads.Hash(canonical));
            _kept.Set(story, made);
            return made;
        }
        finally
        {
            lock (_making) _making.Remove(story);
        }
    }

    static long? Mark(Snapshot from, string story) => from.Database["SELECT board FROM entities WHERE ref = ? AND created IS NOT NULL"].Bind("story/" + story).Number();

    sealed class Kept(long mark, long position, ReadOnlyMemory<byte> canonical, string hash)
    {
        Board? _board;

        public long Mark => mark;
        public long Position => position;

        /// <summary>
        /// The same board with a later cursor: nothing between changed it, and a client that goes on from there need not look at what lies between.
        /// </summary>
        public Board At(string epoch, long now)
        {
            if (Volatile.Read(ref _board) is { } board && board.Position >= now) return board;
            board = BoardReads.With(canonical, hash, epoch, now);
            Volatile.Write(ref _board, board);
            return board;
        }
    }
}
