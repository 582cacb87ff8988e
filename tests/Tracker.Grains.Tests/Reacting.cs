using Tracker.Domain.Stories;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Log.Feed;

namespace Tracker.GrainsTests;

/// <summary>A story's reactions as its grain writes them, by hand: one of these is one activation.</summary>
sealed class Reacting(IEventLog log, string story)
{
    public EntityShell<StoryFollowing, StoryCommand> Shell { get; } = new(Ref.Story(story), log, new StoryReads(log, new NoFeed(log)));

    public Task WriteAsync() => Reactions.WriteAsync(Shell, story, log, int.MaxValue, TestContext.Current.CancellationToken);

    /// <summary>What must hold of any log: nothing is owed, nothing is there twice, no version is left out, causes are whole and in order.</summary>
    public static async Task IsWholeAsync(IEventLog log, string story)
    {
        var fold = new Reacting(log, story);
        await fold.Shell.CatchUpAsync(TestContext.Current.CancellationToken);
        Assert.Empty(fold.Shell.State.Pending);
        var stream = (await Desk.AllAsync(log)).Where(record => record.Entity == Ref.Story(story)).ToList();
        Assert.Equal(Enumerable.Range(1, stream.Count), stream.Select(record => record.Version));
        var reactions = (await Desk.ReactionsAsync(log)).Where(one => one.Record.Entity == Ref.Story(story)).ToList();
        var cells = reactions.Select(one => (Cause: one.Event.Cause, one.Event.Actor, one.Event.Topic)).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.Equal(cells.Select(one => one.Cause).Order(), cells.Select(one => one.Cause));
        var caused = (await Desk.CausedAsync(log)).Where(record => record.Names(Ref.Story(story))).ToList();
        Assert.Equal(caused.Select(record => record.Cause).Order(), caused.Select(record => record.Cause));
        Assert.Equal(caused.Select(record => record.Cause ?? 0).DefaultIfEmpty().Max(), fold.Shell.State.LastCause);
        // No rule says the same of a stream twice, and each begins with its beginning.
        foreach (var one in caused.GroupBy(record => record.Entity).Where(one => one.Key != Ref.Story(story)))
        {
            Assert.Equal(1, one.First().Version);
            Assert.Contains(one.First().Kind, (string[])["condition.opened", "statement.linked"]);
            Assert.Equal(one.Count(), one.Select(record => (record.Cause, record.Kind)).Distinct().Count());
        }
    }

    /// <summary>A feed whose tail holds nothing: everything is read from the log.</summary>
    sealed class NoFeed(IEventLog log) : IFeed
    {
        public string Epoch => log.Epoch;
        public long Head => log.Head;
        public long Floor => 0;
        public IChannel Channel(Filter filter) => throw new NotSupportedException();
        public IReadOnlyList<Record>? Recent(long after) => null;
        public ValueTask<bool> WaitAsync(long after, CancellationToken ct) => log.WaitAsync(after, ct);
    }
}
