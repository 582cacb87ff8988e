using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>What readers pull from. One per process: it follows the log, encodes each record once, and wakes channels; it awaits no reader.</summary>
public interface IFeed
{
    string Epoch { get; }

    /// <summary>The last position that readers can be given.</summary>
    long Head { get; }

    /// <summary>The oldest position after which every record can still be read (0 for a log that keeps everything).</summary>
    long Floor { get; }

    /// <summary>Everyone with the same canonical filter shares one channel.</summary>
    IChannel Channel(Filter filter);

    /// <summary>Records in (after, head] from the hot tail when it has all of them; null = read the log.</summary>
    IReadOnlyList<Record>? Recent(long after);

    /// <summary>Completes true when Head > after; false when <paramref name="ct"/> is cancelled.</summary>
    ValueTask<bool> WaitAsync(long after, CancellationToken ct);
}

/// <summary>
/// One filter's view of the feed. A reader's loop: <c>while (await channel.WaitAsync(cursor, ct)) { var page = await channel.ReadAsync(cursor, ct); await write(page); cursor = page.Next; }</c>
/// </summary>
public interface IChannel
{
    Filter Filter { get; }

    /// <summary>True when there is anything to read after <paramref name="after"/> (matching or not yet looked at); false when <paramref name="ct"/> is cancelled.</summary>
    ValueTask<bool> WaitAsync(long after, CancellationToken ct);

    /// <summary>
    /// The next page after a position: the shared frame for a reader at the head, a page of the log for one behind.
    /// A page may have no items (nothing matched): the reader moves on to <see cref="Page.Next"/>.
    /// </summary>
    ValueTask<Page> ReadAsync(long after, CancellationToken ct);

    /// <summary>
    /// The feed writes to this reader from here on: pages of the log until it is at the head, then the shared frames as they are published, and heartbeats.
    /// One write is in flight at a time and nothing queues: a reader that was busy goes on from its cursor. The first write may begin before this returns.
    /// </summary>
    IMember Join(long after, IOutlet outlet);
}

/// <summary>Items in (after, <see cref="Next"/>] that match, with the bytes that every transport sends as they are, made at most once.</summary>
public abstract class Page
{
    /// <summary>The position to go on from.</summary>
    public abstract long Next { get; }

    public abstract int Count { get; }

    /// <summary>The items' JSON joined by commas, without brackets.</summary>
    public abstract ReadOnlyMemory<byte> Items { get; }

    /// <summary><c>id: cursor / event: change / data: item</c>, one message an item; empty when Count = 0.</summary>
    public abstract ReadOnlyMemory<byte> Sse { get; }

    /// <summary>SignalR's JSON protocol: invocation <c>changes</c> with <c>{"items":[…],"cursor":"…"}</c>, record separator included; empty when Count = 0.</summary>
    public abstract ReadOnlyMemory<byte> SignalR { get; }

    /// <summary><see cref="Sse"/> as one chunk of a chunked HTTP/1.1 response; empty when Count = 0.</summary>
    public virtual ReadOnlyMemory<byte> SseChunk => Framing.Chunk(Sse.Span);

    /// <summary><see cref="SignalR"/> as one text message of a server's WebSocket.</summary>
    public virtual ReadOnlyMemory<byte> SignalRFrame => Framing.Text(SignalR.Span);
}

/// <summary>Several touches = OR, several kinds = OR, both = AND. Canonical: sorted, without repeats.</summary>
public sealed record Filter
{
    public static readonly Filter Everything = new([], []);

    Filter(IReadOnlyList<string> touches, IReadOnlyList<string> kinds)
    {
        Touches = touches;
        Kinds = kinds;
        Key = string.Join(',', touches) + "|" + string.Join(',', kinds);
    }

    public IReadOnlyList<string> Touches { get; }

    /// <summary>Exact kinds, or <c>meeting.*</c>.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>Two filters are the same channel when their keys are equal.</summary>
    public string Key { get; }

    public bool Equals(Filter? other) => other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <summary>The filter, or why it is none: which value is malformed or unknown, and what is allowed. At most 200 of each.</summary>
    public static (Filter? Filter, Refusal? Refusal) Parse(IEnumerable<string> touches, IEnumerable<string> kinds)
    {
        var allTouches = touches.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var allKinds = kinds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (allTouches.Count > 200) return (null, new("invalid", "At most 200 touches in one filter.", "touches"));
        if (allKinds.Count > 200) return (null, new("invalid", "At most 200 kinds in one filter.", "kinds"));
        foreach (var touch in allTouches)
        {
            var slash = touch.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || Ref.IsInternal(touch) || !KnownEntities.Contains(touch[..slash]) || !Ref.IsId(touch[(slash + 1)..]))
                return (null, new("invalid", $"A touch is kind/id with kind one of {string.Join(", ", KnownEntities.Order(StringComparer.Ordinal))}.", "touches"));
        }
        foreach (var kind in allKinds)
        {
            if (!KnownKinds.Contains(kind))
                return (null, new("invalid", $"Unknown kind; known are {string.Join(", ", KnownKinds.Order(StringComparer.Ordinal))}.", "kinds"));
        }
        return (new Filter(allTouches, allKinds), null);
    }

    /// <summary>A story's readers also get every actor record: they are few, and a board could not keep its names without them.</summary>
    public bool Passes(Record record)
    {
        if (Kinds.Count > 0 && !Kinds.Any(kind => kind.EndsWith('*') ? record.Kind.StartsWith(kind[..^1], StringComparison.Ordinal) : kind == record.Kind))
            return false;
        if (Touches.Count == 0) return true;
        foreach (var touch in Touches)
        {
            if (touch.StartsWith("story/", StringComparison.Ordinal) && record.Kind.StartsWith("actor.", StringComparison.Ordinal)) return true;
            if (record.Names(touch)) return true;
        }
        return false;
    }

    // The wire's frozen kinds (shared vocabulary), also those that later programs write: a filter for them is well-formed today.
    static readonly string[] Wire =
    [
        "story.created", "story.revised", "story.status_changed", "actor.created", "actor.revised", "actor.merged", "topic.created", "topic.revised",
        "place.created", "place.revised", "meeting.created", "meeting.revised", "meeting.status_changed", "meeting.participation_changed",
        "statement.added", "statement.corrected", "statement.retracted", "statement.verified", "statement.source_added", "statement.linked",
        "link.confirmed", "link.dismissed", "position.changed", "condition.opened", "condition.resolved", "claim.added", "claim.preferred",
        "act.added", "act.revised", "act.state_changed", "record.redacted",
    ];

    static readonly HashSet<string> KnownKinds = [.. Wire, .. Wire.Select(kind => kind[..kind.IndexOf('.', StringComparison.Ordinal)] + ".*")];

    static readonly HashSet<string> KnownEntities =
        ["story", "actor", "topic", "place", "meeting", "statement", "act", "claim", "condition", "link", "record"];
}
