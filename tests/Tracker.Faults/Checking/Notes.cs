using Tracker.Faults.Readers;

namespace Tracker.Faults.Checking;

/// <summary>What one reader wrote down: where it is, and every time that a position was not the next one or its content another reader's.</summary>
sealed class Notes(string name, LogBook book, Verdict verdict)
{
    long _position;
    long _items;

    public string Name => name;

    /// <summary>The last position that it has; it resumes after it.</summary>
    public long Position => Volatile.Read(ref _position);

    public string? Epoch { get; private set; }

    public long Items => Interlocked.Read(ref _items);

    /// <summary>Connections that served it and have ended.</summary>
    public int Connections { get; set; }

    /// <summary>Where it resumes.</summary>
    public string Cursor => Epoch is null ? "start" : $"{Epoch}:{Position}";

    /// <summary>A reader that begins at <paramref name="cursor"/> and not at the start.</summary>
    public void BeginAt(string epoch, long position) => (Epoch, _position) = (epoch, position);

    public void Take(long position, ReadOnlySpan<byte> item)
    {
        Interlocked.Increment(ref _items);
        if (position <= _position) verdict.Regressions.Add($"{name} got {position} after {_position}");
        else if (position != _position + 1) verdict.Holes.Add($"{name} got {position} after {_position}");
        if (!book.Agrees(position, Digest.Of(item))) verdict.Forks.Add($"{name} read at {position} what others did not");
        Volatile.Write(ref _position, Math.Max(position, _position));
    }

    /// <summary>A cursor that came with items or a heartbeat, <c>epoch:position</c>: it must be where the reader is.</summary>
    public void At(ReadOnlySpan<byte> cursor)
    {
        // Told with every item: nothing is made while it says what is known.
        Span<byte> known = stackalloc byte[64];
        if (Epoch is not null && known.TryFormatCursor(Epoch, _position, out var length) && cursor.SequenceEqual(known[..length])) return;
        var (epoch, position) = Wire.Cursor(cursor);
        Epoch ??= epoch;
        if (epoch != Epoch) verdict.Resets.Add($"{name} met epoch {epoch} after {Epoch}");
        if (position != _position) (position < _position ? verdict.Regressions : verdict.Holes).Add($"{name} has {_position} and was given the cursor {position}");
    }

    public void Reset(string why)
    {
        verdict.Resets.Add($"{name} at {Cursor}: {why}");
    }
}
