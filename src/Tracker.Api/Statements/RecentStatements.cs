using Microsoft.Extensions.Logging;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Domain.Statements.Likeness;
using Tracker.Log;
using Tracker.Log.Feed;
using Tracker.Log.Index;

namespace Tracker.Api.Statements;

/// <summary>A statement that another one resembles.</summary>
/// <param name="UnderWay">Completes when it is known what became of it; null = it is durable.</param>
internal sealed record Resembled(Signature Signature, Retelling Retelling, Task? UnderWay);

/// <summary>A statement that is about to be stored as one of its own.</summary>
internal sealed class Coming(Signature signature)
{
    public Signature Signature => signature;
    public TaskCompletionSource Known { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Signatures of the newest statements by story and speaker, in this process: read from the index for a speaker that is asked for, kept up with the log from
/// the feed's tail, and beside them those under way, so that two outlets that post at the same moment see each other. Bounded in everything; what it costs to
/// ask does not depend on how much there is.
/// </summary>
/// <remarks>One lock: what is done under it is a comparison of one statement with at most a few hundred.</remarks>
public sealed partial class RecentStatements(IEventLog log, IFeed feed, IIndex index, RetellingOptions options, ILogger<RecentStatements> logger)
{
    const int PageSize = 500;
    const int Attempts = 3;

    readonly Lock _gate = new();
    readonly Dictionary<ShelfKey, Shelf> _shelves = [];
    readonly LinkedList<Shelf> _byUse = new();
    readonly List<Coming> _underWay = [];
    long _cursor = -1;
    long _cost;

    /// <summary>Bytes of what it holds, and of how many speakers.</summary>
    internal (long Bytes, int Shelves) Held
    {
        get
        {
            lock (_gate) return (_cost, _shelves.Count);
        }
    }

    /// <summary>
    /// What the coming statement resembles most. When that is nothing, it counts as under way from now on, until <see cref="Done"/> is told of it: asking and
    /// entering are one step, so of two that resemble each other one sees the other.
    /// </summary>
    /// <param name="except">Ids of statements that turned out to be no originals.</param>
    internal async ValueTask<(Resembled? Found, Coming? Entered)> FindOrEnterAsync(Signature signature, IReadOnlySet<string> except, CancellationToken ct)
    {
        var keys = KeysFor(signature);
        for (var attempt = 1; ; attempt++)
        {
            foreach (var key in keys) await ReadyAsync(key, ct);
            await CatchUpAsync(ct);
            lock (_gate)
            {
                // One may have had to go while the next was read; one that cannot be read is done without.
                if (attempt < Attempts && !keys.TrueForAll(_shelves.ContainsKey)) continue;
                Shed(keys);
                if (Best(signature, keys, except) is { } found) return (found, null);
                var entered = new Coming(signature);
                _underWay.Add(entered);
                return (null, entered);
            }
        }
    }

    /// <summary>What was under way is durable, or was not stored.</summary>
    internal void Done(Coming coming, bool stored)
    {
        lock (_gate)
        {
            _underWay.Remove(coming);
            if (stored) Place(coming.Signature);
        }
        coming.Known.SetResult();
    }

    // What somebody says may have been told by an office that they speak for, and the other way round.
    static List<ShelfKey> KeysFor(Signature coming)
    {
        var story = Ref.Story(coming.Story);
        List<ShelfKey> keys = [.. coming.Speakers.Select(speaker => new ShelfKey(story, Ref.Actor(speaker), TouchRole.Speaker)), ShelfKey.ToldAgain(story)];
        if (coming.Speakers.Count == 1)
        {
            keys.Add(new ShelfKey(story, Ref.Actor(coming.Speakers[0]), TouchRole.OnBehalf));
            keys.AddRange(coming.OnBehalfOf.Select(office => new ShelfKey(story, Ref.Actor(office), TouchRole.Speaker)));
        }
        return keys;
    }

    static IEnumerable<ShelfKey> KeysOf(Signature one)
    {
        var story = Ref.Story(one.Story);
        return one.Duplicate is not null
            ? [ShelfKey.ToldAgain(story)]
            : [.. one.Speakers.Select(speaker => new ShelfKey(story, Ref.Actor(speaker), TouchRole.Speaker)), .. one.OnBehalfOf.Select(principal => new ShelfKey(story, Ref.Actor(principal), TouchRole.OnBehalf))];
    }

    Resembled? Best(Signature coming, List<ShelfKey> keys, IReadOnlySet<string> except)
    {
        Resembled? best = null;
        foreach (var key in keys)
        {
            if (!_shelves.TryGetValue(key, out var shelf)) continue;
            Use(shelf);
            foreach (var one in shelf.Signatures) Hold(one, null);
        }
        foreach (var one in _underWay) Hold(one.Signature, one.Known.Task);
        return best;

        void Hold(Signature one, Task? underWay)
        {
            if (Comparison.Of(one, coming) is not { } retelling || except.Contains(one.Id)) return;
            // What tells another again stands for it only in the very same words: else one would drift from one paraphrase to the next.
            if (one.Duplicate is not null && retelling.Rule != Retelling.SameWords) return;
            var found = new Resembled(one, retelling, underWay);
            if (best is null || Rank(found) > Rank(best)) best = found;
        }
    }

    // The same words before others; and what is known of one that has them before what is only likely.
    static int Rank(Resembled found) => found.Retelling.Score + (found.Retelling.Rule != Retelling.SameWords ? 0 : found.Signature.Duplicate?.State switch
    {
        null => 3_000,
        DuplicateState.Attached => 2_000,
        _ => 1_000,
    });

    void Place(Signature one)
    {
        foreach (var key in KeysOf(one))
        {
            if (_shelves.TryGetValue(key, out var shelf) && shelf.Meanwhile is null && !shelf.Has(one.Id)) Change(shelf, () => shelf.Put(one));
        }
    }

    void Change(Shelf shelf, Action change)
    {
        var before = shelf.Cost;
        change();
        _cost += shelf.Cost - before;
    }

    void Use(Shelf shelf)
    {
        if (shelf.Node is null || shelf.Node == _byUse.Last) return;
        _byUse.Remove(shelf.Node);
        _byUse.AddLast(shelf.Node);
    }

    void Drop(Shelf shelf)
    {
        if (!_shelves.Remove(shelf.Key)) return;
        _byUse.Remove(shelf.Node!);
        _cost -= shelf.Cost;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Actor} said of late could not be read from the index; until it can, posts are not held against it")]
    partial void NotRead(Exception why, string actor);
}
