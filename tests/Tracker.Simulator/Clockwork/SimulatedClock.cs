namespace Tracker.Simulator.Clockwork;

/// <summary>The wall clock that everybody sees: it can jump, while time itself goes on evenly.</summary>
sealed class WallClock
{
    public TimeSpan Off { get; set; }
}

/// <summary>Time as one strand has it. Its timers die with the strand.</summary>
sealed class SimulatedClock(Schedule schedule, Strand strand, WallClock wall) : TimeProvider
{
    static readonly DateTimeOffset Begin = new(2025, 5, 16, 10, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => schedule.Now.Ticks;

    public override DateTimeOffset GetUtcNow() => Begin + schedule.Now + wall.Off;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(schedule, strand, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class Timer(Schedule schedule, Strand strand, Action ring) : ITimer
    {
        Alarm? _alarm;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _alarm?.Off();
            _alarm = dueTime < TimeSpan.Zero ? null : schedule.Set(new Alarm(strand, () => Ring(period)), dueTime);
            return true;
        }

        void Ring(TimeSpan period)
        {
            if (_alarm is null) return;
            _alarm = period > TimeSpan.Zero ? schedule.Set(new Alarm(strand, () => Ring(period)), period) : null;
            ring();
        }

        public void Dispose()
        {
            _alarm?.Off();
            _alarm = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
