using System.Collections.Concurrent;

namespace Tracker.Log;

/// <summary>
/// A cache that holds at most twice <paramref name="size"/> entries: when the young half is full it becomes the old half, and what is asked for again
/// moves back. Safe from any thread; only for facts that never change, or for one writer.
/// </summary>
sealed class Bounded<TKey, TValue>(int size) where TKey : notnull
{
    ConcurrentDictionary<TKey, TValue> _young = new();
    ConcurrentDictionary<TKey, TValue> _old = new();
    int _count;

    public bool TryGet(TKey key, out TValue value)
    {
        if (_young.TryGetValue(key, out value!)) return true;
        if (!_old.TryGetValue(key, out value!)) return false;
        Set(key, value);
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        // Counted here: ConcurrentDictionary.Count takes every lock it has.
        if (_young.TryAdd(key, value))
        {
            if (Interlocked.Increment(ref _count) < size) return;
            _old = _young;
            _young = new();
            _count = 0;
        }
        else _young[key] = value;
    }
}
