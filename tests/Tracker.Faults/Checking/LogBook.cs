using System.Collections.Concurrent;

namespace Tracker.Faults.Checking;

/// <summary>The content that was first read at each position, by whomever; all further readers are held against it.</summary>
sealed class LogBook
{
    const int PageSize = 16_384;
    readonly ConcurrentDictionary<long, ulong[]> _pages = new();

    /// <summary>False when somebody has read something else at this position.</summary>
    public bool Agrees(long position, ulong digest)
    {
        var first = Interlocked.CompareExchange(ref Place(position), digest, 0);
        return first == 0 || first == digest;
    }

    ref ulong Place(long position) => ref _pages.GetOrAdd(position / PageSize, _ => new ulong[PageSize])[position % PageSize];
}
