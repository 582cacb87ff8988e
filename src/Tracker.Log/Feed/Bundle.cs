using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Tracker.Log.Feed;

/// <summary>
/// Records up to a position, and the bytes in which each transport sends them, made when first asked for. Channels that want the same records of one
/// publication have one bundle, whatever their filters.
/// </summary>
sealed class Bundle(string epoch, long next, Entry[] entries)
{
    readonly Lock _once = new();
    byte[]? _items, _signalR;
    ReadOnlyMemory<byte>? _sse, _chunk, _frame;

    public long Next => next;
    public Entry[] Entries => entries;

    public ReadOnlyMemory<byte> Items => entries.Length == 1 ? entries[0].Item : _items ?? Make(ref _items, JoinItems);
    public ReadOnlyMemory<byte> SignalR => _signalR ?? Make(ref _signalR, JoinSignalR);

    public ReadOnlyMemory<byte> Sse
    {
        get
        {
            lock (_once) return _sse ??= entries.Length == 1 ? entries[0].Sse(epoch) : Join(JoinSse);
        }
    }

    public ReadOnlyMemory<byte> SseChunk
    {
        get
        {
            lock (_once) return _chunk ??= Framing.Chunk(Sse.Span);
        }
    }

    public ReadOnlyMemory<byte> SignalRFrame
    {
        get
        {
            lock (_once) return _frame ??= Framing.Text(SignalR.Span);
        }
    }

    /// <summary>Bytes of the items.</summary>
    public int Size => entries.Sum(entry => entry.Item.Length);

    /// <summary>What comes after a position: the same encoded items, and a slice of the same events.</summary>
    public Bundle After(long position)
    {
        var first = 0;
        while (first < entries.Length && entries[first].Position <= position) first++;
        var rest = new Bundle(epoch, next, entries[first..]);
        if (rest.Entries.Length == 0) return rest;
        var skipped = 0;
        for (var i = 0; i < first; i++) skipped += entries[i].SseLength(epoch);
        rest._sse = Sse[skipped..];
        return rest;
    }

    byte[] Make(ref byte[]? made, Action<ArrayBufferWriter<byte>> join)
    {
        lock (_once) return made ??= Join(join);
    }

    byte[] Join(Action<ArrayBufferWriter<byte>> join)
    {
        if (entries.Length == 0) return [];
        var bytes = new ArrayBufferWriter<byte>(Size + (128 * (entries.Length + 1)));
        join(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    void JoinItems(ArrayBufferWriter<byte> bytes)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (i > 0) bytes.Write(","u8);
            bytes.Write(entries[i].Item);
        }
    }

    void JoinSse(ArrayBufferWriter<byte> bytes)
    {
        foreach (var entry in entries) entry.WriteSse(bytes, epoch);
    }

    void JoinSignalR(ArrayBufferWriter<byte> bytes)
    {
        bytes.Write("""{"type":1,"target":"changes","arguments":[{"items":["""u8);
        JoinItems(bytes);
        bytes.Write("],\"cursor\":\""u8);
        WriteCursor(bytes, epoch, next);
        bytes.Write("\"}]}\u001e"u8);
    }

    public static void WriteCursor(ArrayBufferWriter<byte> bytes, string epoch, long position)
    {
        var span = bytes.GetSpan(64);
        var letters = Encoding.ASCII.GetBytes(epoch, span);
        span[letters++] = (byte)':';
        Utf8Formatter.TryFormat(position, span[letters..], out var digits);
        bytes.Advance(letters + digits);
    }
}
