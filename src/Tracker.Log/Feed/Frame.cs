namespace Tracker.Log.Feed;

/// <summary>Items of one filter in (From, Next], shared by everyone who is at that place.</summary>
sealed class Frame(long from, Bundle bundle) : Page
{
    public long From => from;

    /// <summary>A reader at a position in [From, First) has seen nothing of this and misses nothing before it.</summary>
    public long First => bundle.Entries.Length == 0 ? bundle.Next : bundle.Entries[0].Position;

    public Bundle Bundle => bundle;
    public override long Next => bundle.Next;
    public override int Count => bundle.Entries.Length;
    public override ReadOnlyMemory<byte> Items => bundle.Items;
    public override ReadOnlyMemory<byte> Sse => bundle.Sse;
    public override ReadOnlyMemory<byte> SignalR => bundle.SignalR;
    public override ReadOnlyMemory<byte> SseChunk => bundle.SseChunk;
    public override ReadOnlyMemory<byte> SignalRFrame => bundle.SignalRFrame;

    public bool IsFor(long after) => from <= after && after < First;
}
