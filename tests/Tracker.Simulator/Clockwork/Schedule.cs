using System.Diagnostics;

namespace Tracker.Simulator.Clockwork;

/// <summary>
/// Decides what comes next. Whatever can go on waits in its strand; a step takes one of them, by chance, and runs it until it awaits again. Nothing else
/// runs: no thread, no pool. When nothing can go on (and now and then before), time moves to the next timer.
/// </summary>
sealed class Schedule(Chance chance)
{
    readonly Lock _escaping = new();
    readonly int _thread = Environment.CurrentManagedThreadId;
    readonly List<(Strand Strand, Task Task)> _ready = [];
    readonly PriorityQueue<Alarm, (long Due, long Order)> _alarms = new();
    readonly int _disorder = chance.Of([0, 20, 60, 100]);
    readonly int _haste = chance.Of([0, 0, 1, 5]);
    long _timers;

    public int Steps { get; private set; }

    /// <summary>Time since the beginning; only goes forward.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Where something ran or came from that this does not decide about; null = nowhere. Such a run repeats nothing.</summary>
    public string? Escaped { get; private set; }

    /// <summary>False when nothing can go on any more.</summary>
    public bool Step()
    {
        if (_alarms.Count > 0 && (_ready.Count == 0 || chance.Percent(_haste))) return Ring();
        if (_ready.Count == 0) return false;
        Steps++;
        var at = chance.Percent(_disorder) ? chance.Below(_ready.Count) : 0;
        var (strand, task) = _ready[at];
        _ready.RemoveAt(at);
        strand.Run(task);
        return true;
    }

    internal void Add(Strand strand, Task task)
    {
        if (Here()) _ready.Add((strand, task));
    }

    internal void Remove(Strand strand) => _ready.RemoveAll(one => one.Strand == strand);

    internal Alarm Set(Alarm alarm, TimeSpan after)
    {
        if (Here()) _alarms.Enqueue(alarm, (Now.Ticks + Math.Max(0, after.Ticks), _timers++));
        return alarm;
    }

    /// <summary>False when the caller is not this run: a continuation has left the schedule.</summary>
    public bool Here()
    {
        if (Environment.CurrentManagedThreadId == _thread) return true;
        lock (_escaping) Escaped ??= new StackTrace(true).ToString();
        return false;
    }

    bool Ring()
    {
        _alarms.TryDequeue(out var alarm, out var when);
        if (!alarm!.Live) return true;
        Steps++;
        Now = TimeSpan.FromTicks(Math.Max(Now.Ticks, when.Due));
        alarm.Ring();
        return true;
    }
}

/// <summary>One setting of a timer.</summary>
sealed class Alarm(Strand strand, Action ring)
{
    bool _off;

    public bool Live => !_off && !strand.Dead;

    public void Off() => _off = true;

    public void Ring() => strand.Post(ring);
}
