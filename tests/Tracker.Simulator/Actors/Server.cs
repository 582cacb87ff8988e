using Tracker.Api.Statements;
using Tracker.Domain.Meetings;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Simulator.Clockwork;
using Tracker.Simulator.Store;

namespace Tracker.Simulator.Actors;

/// <summary>One life of the server: the log, opened; the feed; the story's activations; whoever is connected. It ends by being killed.</summary>
sealed class Server
{
    readonly World _world;
    readonly Chance _chance;
    readonly List<TaskCompletionSource<Reply?>> _asked = [];
    readonly Dictionary<string, (EntityShell<Meeting, MeetingCommand> Shell, SemaphoreSlim Turn)> _meetings = new(StringComparer.Ordinal);
    SimulatedLog? _log;
    Feed? _feed;

    public Server(World world, Strand strand, SimulatedClock clock, Chance chance)
    {
        (_world, Strand, Clock, _chance) = (world, strand, clock, chance);
        strand.Start(Begin);
    }

    public Strand Strand { get; }
    public SimulatedClock Clock { get; }
    public bool Ready => _feed is not null && !Strand.Dead;
    public SimulatedLog Log => _log!;
    public Feed Feed => _feed!;

    /// <summary>One, and now and then another that believes itself alone.</summary>
    public List<Story> Stories { get; } = [];

    /// <summary>What the reactions are appended to.</summary>
    public IEventLog ReactionsLog => _world.Plant == Plant.ReactsTwice ? new UnconditionalLog(Log) : Log;

    async Task Begin()
    {
        _log = await SimulatedLog.OpenAsync(new SimulatedLogOptions
        {
            Disk = _world.Disk, Epoch = _world.Observer.Epoch, Clock = Clock, Chance = _chance.Fork(), Scheduler = Strand, Plant = _world.Plant,
            Pause = () => _world.ReadPause(this), LongestBatch = _chance.Of([1, 2, 5, 100]), Waiting = _chance.Of([2, 8, 100]),
            FailStop = why => _world.Crash(why), Committed = _world.Committed,
        });
        _world.Opened(_log);
        while (_log.Head == 0 && await _log.AppendAsync(Newsroom.Opening(), CancellationToken.None) is Unavailable) await Task.Delay(TimeSpan.FromMilliseconds(50), Clock);
        var feed = new Feed(_log, new FeedOptions
        {
            Scheduler = Strand, TailRecords = _chance.Of([16, 64, 1_000]), PageItems = _chance.Of([1, 3, 20, 500]), PageBytes = _chance.Of([1_024, 4_096, 262_144]), PageScan = _chance.Of([16, 64, 8_192]),
            PublishEvery = TimeSpan.FromMilliseconds(_chance.Of([0, 5, 40])), DropChannelAfter = TimeSpan.FromMilliseconds(_chance.Of([300, 2_000, 60_000])), ReadsAtOnce = 64,
        }, Clock);
        if (_chance.Percent(60)) _log.HandOver = feed.Committed;
        _feed = feed;
        foreach (var id in Newsroom.Meetings) _meetings[id] = (new(Ref.Meeting(id), Log, new FollowingReads<Meeting, MeetingCommand>(Log, Feed)), new SemaphoreSlim(1));
        Activate();
        _world.Say("server", $"ready at {_log.Head}");
        await feed.Completion;
        throw new InvalidOperationException("The feed has ended by itself.");
    }

    public void Activate()
    {
        var story = new Story(_world, this, $"story{Stories.Count + 1}", _chance.Fork());
        Stories.Add(story);
        Strand.Start(story.Run);
    }

    /// <summary>A request comes in; its answer goes out, if there is somebody to take it.</summary>
    public void Ask(Func<Server, Task<Reply>> order, TaskCompletionSource<Reply?>? answer)
    {
        if (Strand.Dead)
        {
            answer?.TrySetResult(null);
            return;
        }
        if (answer is not null) _asked.Add(answer);
        Strand.Start(async () =>
        {
            var reply = await order(this);
            if (answer is null) return;
            _asked.Remove(answer);
            answer.TrySetResult(reply);
        });
    }

    /// <summary>Whoever waited for an answer gets none.</summary>
    public void Died()
    {
        Strand.Kill();
        foreach (var answer in _asked) answer.TrySetResult(null);
    }

    public Task<Reply> Order<TEntity, TCommand>(string entity, Order<TCommand> order, bool assumeNew) where TEntity : IEntity<TEntity, TCommand> =>
        new EntityShell<TEntity, TCommand>(entity, Log, new OwnStreamReads<TEntity, TCommand>(Log)).DoAsync(order, assumeNew, CancellationToken.None);

    /// <summary>A meeting has a grain: one shell, one order at a time.</summary>
    public async Task<Reply> Meeting(string id, Order<MeetingCommand> order)
    {
        var (shell, turn) = _meetings[id];
        await turn.WaitAsync();
        try
        {
            return await shell.DoAsync(order, assumeNew: false, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task<Reply> TakeDown(string id, string tag) =>
        new TakingDown(Log, React, _ => Task.CompletedTask).RunAsync(id, "court order", tag, CancellationToken.None);

    async Task React(string story)
    {
        if (!await Stories[0].React()) throw new ReactionsPendingException(story);
    }
}
