namespace Tracker.Log.Feed;

/// <summary>Wakes everyone who waits, once. Nobody waits: nothing is made. Take <see cref="Next"/> before looking at what it announces.</summary>
sealed class Signal
{
    Round? _next;

    public Round Next()
    {
        while (true)
        {
            if (Volatile.Read(ref _next) is { } round) return round;
            Interlocked.CompareExchange(ref _next, new Round(), null);
        }
    }

    public void Fire() => Interlocked.Exchange(ref _next, null)?.End();

    /// <summary>Those who wait for the same firing. Each goes on where it was, never on the thread that fires, and one that is cancelled leaves at once.</summary>
    public sealed class Round
    {
        readonly Lock _gate = new();
        readonly LinkedList<TaskCompletionSource> _waiting = new();
        bool _ended;

        /// <summary>Completes with the signal or with the cancellation, and never throws: a reader's heartbeat is no exception.</summary>
        public async ValueTask WaitAsync(CancellationToken ct)
        {
            var node = new LinkedListNode<TaskCompletionSource>(new(TaskCreationOptions.RunContinuationsAsynchronously));
            lock (_gate)
            {
                if (_ended) return;
                _waiting.AddLast(node);
            }
            var cancelled = ct.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), node.Value);
            await node.Value.Task;
            cancelled.Unregister();
            lock (_gate)
            {
                if (!_ended) _waiting.Remove(node);
            }
        }

        internal void End()
        {
            lock (_gate) _ended = true;
            foreach (var waiting in _waiting) waiting.TrySetResult();
        }
    }
}
