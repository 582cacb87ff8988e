using Tracker.Simulator.Actors;
using Tracker.Simulator.Checks;
using Tracker.Simulator.Clockwork;
using Tracker.Simulator.Store;

namespace Tracker.Simulator;

/// <summary>The world around the server: the disk that outlives it, who posts, who reads, and what can go wrong. A run of a seed is one of these.</summary>
sealed class World
{
    readonly Settings _settings;
    readonly Chance _chance;
    readonly Schedule _schedule;
    readonly Strand _strand;
    readonly WallClock _wall = new();
    readonly Dictionary<string, Observer> _observers = new(StringComparer.Ordinal);
    readonly List<Reader> _readers = [];
    readonly Chance _weather;
    readonly int _slowRead;
    int _lives, _busy;

    public World(Settings settings)
    {
        _settings = settings;
        _chance = new Chance((ulong)settings.Seed);
        _schedule = new Schedule(_chance.Fork());
        _strand = new Strand(_schedule, Failed);
        Trace = new Trace(_schedule, settings.WholeTrace);
        Clock = new SimulatedClock(_schedule, _strand, _wall);
        _weather = _chance.Fork();
        _slowRead = _weather.Of([5, 20, 200]);
        Disk = new SimulatedDisk(_chance.Fork(), DiskPause);
        Observer = Observed(null);
        Jobs = new Jobs(_chance.Fork(), this);
    }

    public Trace Trace { get; }
    public SimulatedClock Clock { get; }
    public SimulatedDisk Disk { get; private set; }
    public Observer Observer { get; private set; }
    public Jobs Jobs { get; }
    public Plant Plant => _settings.Plant;
    public Server? Server { get; private set; }
    public Kept? Snapshot { get; set; }

    /// <summary>Nothing goes wrong any more; everything comes to rest.</summary>
    public bool Calm { get; private set; }

    public Verdict? Verdict { get; private set; }
    public int Steps => _schedule.Steps;
    public bool Over { get; private set; }

    /// <summary>How slow the disk is: milliseconds at most.</summary>
    public int DiskSlow { get; set; } = 3;

    public IReadOnlyList<Reader> Readers => _readers;

    /// <summary>False when it is over, one way or the other.</summary>
    public bool Step()
    {
        if (Verdict is not null || Over) return false;
        if (!_schedule.Step()) Wrong(Checks.Wrong.Stuck, "Nothing can go on.");
        if (_schedule.Steps > _settings.MostSteps) Wrong(Checks.Wrong.Stuck, $"After {_schedule.Steps} steps it has not come to rest: {Unrest()}");
        if (_schedule.Escaped is { } from) Wrong(Checks.Wrong.Escaped, $"Something runs outside the schedule (the pool, a thread): no ConfigureAwait(false), Task.Run or Task.WaitAsync on this path.\n{from}");
        return Verdict is null && !Over;
    }

    public void Begin()
    {
        StartServer();
        var posters = _chance.Between(1, 4);
        _busy = posters;
        for (var i = 1; i <= posters; i++)
        {
            var poster = new Poster(this, $"poster{i}", _chance.Fork(), (_settings.Jobs + posters - 1) / posters);
            _strand.Start(async () =>
            {
                await poster.Run();
                _busy--;
            });
        }
        for (var i = 1; i <= _chance.Between(2, 7); i++) AddReader($"reader{i}");
        _strand.Start(new Nemesis(this, _chance.Fork()).Run);
        _strand.Start(ComeToRest);
    }

    void AddReader(string name)
    {
        string[] touches = _chance.Below(8) switch { 0 => ["actor/a1"], 1 => ["topic/t1", "meeting/m1"], 2 => [Newsroom.Story], 3 => ["statement/s3"], _ => [] };
        string[] kinds = _chance.Below(5) switch { 0 => ["statement.*"], 1 when touches.Length > 0 => ["position.changed", "record.redacted"], _ => [] };
        var reader = new Reader(this, name, Filter.Parse(touches, kinds).Filter!, signalR: _chance.Percent(50), everything: _chance.Percent(70), _chance.Fork());
        _readers.Add(reader);
        _strand.Start(reader.Run);
    }

    public Observer ObserverOf(string epoch) => _observers[epoch];

    public void Say(string who, string what) => Trace.Say(who, what);

    public void Wrong(Wrong kind, string what)
    {
        if (Verdict is not null) return;
        Verdict = new Verdict(kind, what);
        Trace.Say("WRONG", Verdict.ToString());
    }

    /// <summary>Some time passes for somebody of the world.</summary>
    public Task Pause(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Clock);

    public void Jump(TimeSpan by) => _wall.Off += by;

    /// <summary>The process ends here and now; with the power, or without.</summary>
    public void Crash(string why)
    {
        if (Server is not { } server || server.Strand.Dead) return;
        var power = _weather.Percent(50);
        Say("nemesis", $"{why}; the process ends{(power ? ", the power is gone" : "")}");
        server.Died();
        if (power) Disk.PowerCut();
        else Disk.Killed();
        foreach (var reader in _readers) reader.Cut(crashed: true);
        _strand.Start(async () =>
        {
            await Pause(_weather.Between(1, 300));
            StartServer();
        });
    }

    /// <summary>An older copy of the store is put in its place: another log, whose readers must be told.</summary>
    public void Restore(SimulatedDisk copy)
    {
        if (Server is not { } server || server.Strand.Dead) return;
        Say("nemesis", "an older copy of the store is put in its place");
        server.Died();
        foreach (var reader in _readers) reader.Cut(crashed: true);
        Disk = copy;
        Snapshot = null;
        Observer = Observed(Observer);
        StartServer();
    }

    public SimulatedDisk CopyDisk() => Disk.Copy(_weather.Fork(), DiskPause);

    public void Opened(SimulatedLog log)
    {
        Say("server", $"opens the log at {log.Head}");
        Observer.Opened(log.Stored);
        new Account(this).Acknowledged();
    }

    public void Committed(IReadOnlyList<Record> records)
    {
        Say("log", $"{records[0].Position} to {records[^1].Position}: {string.Join(' ', records.Select(Told))}");
        Observer.Committed(records);
    }

    static string Told(Record record) => record switch
    {
        { Cause: { } cause } => $"{record.Kind}<{cause}",
        { Event: RecordRedacted redacted } => $"{record.Kind}[{string.Join(' ', redacted.Positions)}]",
        _ => record.Kind,
    };

    public Task ReadPause(Server server) => _weather.Below(10) switch
    {
        0 => Task.Delay(TimeSpan.FromMilliseconds(_weather.Between(0, _slowRead)), server.Clock),
        1 or 2 => Task.Delay(TimeSpan.Zero, server.Clock),
        _ => Task.CompletedTask,
    };

    Task DiskPause() => Task.Delay(TimeSpan.FromMilliseconds(_weather.Below(DiskSlow + 1)), Server!.Clock);

    void StartServer()
    {
        var strand = new Strand(_schedule, Failed);
        Server = null;
        Server = new Server(this, strand, new SimulatedClock(_schedule, strand, _wall), _chance.Fork());
        Say("server", $"begins its life {++_lives}");
    }

    Observer Observed(Observer? older)
    {
        var epoch = $"epoch{_observers.Count + 1:0000}";
        return _observers[epoch] = new Observer(epoch, older, Wrong);
    }

    void Failed(Exception error) => Wrong(Checks.Wrong.Thrown, error.ToString());

    async Task ComeToRest()
    {
        while (_busy > 0) await Pause(50);
        Calm = true;
        (Disk.Full, Disk.FailsToFlush, DiskSlow) = (false, false, 1);
        Say("world", "everybody has done what there was to do; nothing goes wrong any more");
        for (var i = 0; Unrest() is not null; i++)
        {
            if (i > 600)
            {
                Wrong(Checks.Wrong.Stuck, $"It does not come to rest: {Unrest()}");
                return;
            }
            await Pause(250);
        }
        new Account(this).Close();
        Say("world", $"is at rest at {Observer.Head}");
        Over = true;
    }

    string? Unrest()
    {
        if (Server is not { Ready: true } server) return "the server is not ready";
        if (server.Feed.Head != server.Log.Head) return $"the feed is at {server.Feed.Head} of {server.Log.Head}";
        if (server.Stories.Exists(story => !story.Rests)) return "a story has still to react";
        return _readers.Find(reader => !reader.Sight.AtHead) is { } reader ? $"{reader.Name} is at {reader.Sight.Cursor} of {Observer.Head}" : null;
    }
}
