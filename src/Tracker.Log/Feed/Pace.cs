namespace Tracker.Log.Feed;

/// <summary>
/// How long after a publication the next may come. While few items are delivered a second, hardly at all; when there are many, so long that several
/// records share each write. Measured over the last second, so that one burst is not held back.
/// </summary>
sealed class Pace(FeedOptions options, TimeProvider clock)
{
    const int Slots = 8;

    readonly long[] _slots = new long[Slots];
    long _slot;

    /// <param name="deliveries">Items × readers of the publication that was just made.</param>
    public TimeSpan After(long deliveries)
    {
        var slot = clock.GetTimestamp() / Math.Max(1, clock.TimestampFrequency / Slots);
        for (var passed = Math.Max(_slot + 1, slot - Slots + 1); passed <= slot; passed++) _slots[passed % Slots] = 0;
        _slot = Math.Max(_slot, slot);
        _slots[_slot % Slots] += deliveries;
        var share = Math.Clamp(((double)_slots.Sum() / options.ShareFrom) - 1, 0, 1);
        return options.PublishEvery + (share * (options.PublishEveryAtMost - options.PublishEvery));
    }
}
