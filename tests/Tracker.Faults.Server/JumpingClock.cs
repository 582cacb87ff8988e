namespace Tracker.Faults.Server;

/// <summary>A wall clock that can be set; timers and durations go on as they are.</summary>
sealed class JumpingClock : TimeProvider
{
    long _offset;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));
}
