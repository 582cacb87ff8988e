using System.Globalization;
using System.Text;
using Tracker.Domain.Meetings;
using Tracker.Log.Feed;
using Tracker.Log.Settings;

namespace Tracker.GrainsTests;

public sealed class WakerTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_restart_it_goes_on_from_what_it_kept()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        var settings = new WatchedSettings(temp.Log.Settings);
        await using (var cluster = await Cluster.StartAsync(temp.Log, Parts.Of(temp) with { Settings = settings }))
        {
            await Desk.PostAsync(temp.Log, "s1", 1, "trump", "s", "truce supports");
            await Desk.ReactionsAsync(temp.Log, "s", 1);
            await settings.KeptAsync(temp.Log.Head);
        }
        var kept = temp.Log.Head;
        // Posted while no silo runs: nobody told the story.
        await Desk.PostAsync(temp.Log, "s2", 2, "trump", "s", "truce rejects");
        WatchedFeed? feed = null;
        await using var again = await Cluster.StartAsync(temp.Log, Parts.Of(temp) with { Feed = inner => feed = new WatchedFeed(inner) });
        await Desk.ReactionsAsync(temp.Log, "s", 2);
        Assert.Equal(kept, await feed!.First.WaitAsync(TimeSpan.FromMinutes(1), Ct));
    }

    [Fact]
    public async Task It_tells_stories_of_meetings_and_of_merged_actors_also_of_those_that_came_while_nothing_ran()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        foreach (var actor in new[] { "putin", "the-president" }) await Desk.ActorAsync(temp.Log, actor);
        await Desk.MeetAsync(temp.Log, "m", "s");
        await using (await Cluster.StartAsync(temp))
        {
            await Desk.AttendsAsync(temp.Log, "m", "trump", Attendance.Conditional, "Putin comes@actor/putin");
            await Desk.UntilAsync(temp.Log, record => record.Kind == "condition.opened");
            await Desk.AttendsAsync(temp.Log, "m", "putin", Attendance.Absent);
            await Desk.UntilAsync(temp.Log, record => record.Kind == "condition.resolved");
            await Desk.AttendsAsync(temp.Log, "m", "putin", Attendance.Unknown);
            await Desk.UntilAsync(temp.Log, record => record.Kind == "condition.opened" && record.Version == 3);
        }
        await Desk.AttendsAsync(temp.Log, "m", "the-president", Attendance.Present);
        await Desk.AttendsAsync(temp.Log, "m", "vance", Attendance.Conditional, "they begin@meeting/m");
        await Desk.MergeAsync(temp.Log, "the-president", "putin", "s");
        var merged = temp.Log.Head;
        await using (await Cluster.StartAsync(temp))
        {
            await Desk.UntilAsync(temp.Log, record => record.Kind == "condition.resolved" && record.Cause == merged);
            var began = await Desk.BecomesAsync(temp.Log, "m", MeetingStatus.UnderWay);
            await Desk.UntilAsync(temp.Log, record => record.Kind == "condition.resolved" && record.Cause == began.Position);
        }
        await Reacting.IsWholeAsync(temp.Log, "s");
    }

    [Fact]
    public async Task A_story_that_fails_is_told_again_holds_no_other_up_and_is_not_counted_as_done()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "bad");
        await Desk.StoryAsync(temp.Log, "good");
        var settings = new WatchedSettings(temp.Log.Settings);
        var healed = false;
        var tries = 0;
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var failing = new LogProxy(temp.Log)
        {
            OnAppend = (append, write) =>
            {
                if (append.Records[0].Entity != "story/bad" || Volatile.Read(ref healed)) return write();
                if (Interlocked.Increment(ref tries) == 3) third.SetResult();
                throw new IOException("The disk is gone for a moment.");
            },
        };
        await using var cluster = await Cluster.StartAsync(failing, Parts.Of(temp) with { Settings = settings });
        await Desk.PostAsync(temp.Log, "b1", 1, "trump", "bad", "truce supports");
        var bad = temp.Log.Head;
        for (var i = 1; i <= 3; i++)
        {
            await Desk.PostAsync(temp.Log, $"g{i}", i, "trump", "good", $"truce-{i} supports");
            Assert.Equal(i, (await Desk.ReactionsAsync(temp.Log, "good", i)).Count);
        }
        Assert.DoesNotContain(await Desk.ReactionsAsync(temp.Log), one => one.Record.Entity == "story/bad");
        // It is told again and then kept; at the third time the keeping after the second is over.
        await third.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct);
        Assert.True(settings.Kept < bad);
        Volatile.Write(ref healed, true);
        await Desk.ReactionsAsync(temp.Log, "bad", 1);
        await settings.KeptAsync(temp.Log.Head);
        await Reacting.IsWholeAsync(temp.Log, "bad");
        await Reacting.IsWholeAsync(temp.Log, "good");
    }

    /// <summary>Tells how far the waker has kept.</summary>
    sealed class WatchedSettings(ISettings inner) : ISettings
    {
        volatile TaskCompletionSource _put = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long _kept;

        public long Kept => Volatile.Read(ref _kept);

        public async Task KeptAsync(long position)
        {
            while (true)
            {
                var next = _put.Task;
                if (Kept >= position) return;
                await next.WaitAsync(TimeSpan.FromSeconds(60), Ct);
            }
        }

        public async Task PutAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct)
        {
            await inner.PutAsync(section, key, value, ct);
            Assert.Equal("reactions", section);
            Volatile.Write(ref _kept, long.Parse(Encoding.ASCII.GetString(value.Span), CultureInfo.InvariantCulture));
            Interlocked.Exchange(ref _put, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }

        public ValueTask<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> ListAsync(string section, CancellationToken ct) => inner.ListAsync(section, ct);
        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string section, string key, CancellationToken ct) => inner.GetAsync(section, key, ct);
        public Task<bool> PutFirstAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct) => inner.PutFirstAsync(section, key, value, ct);
        public Task<bool> DeleteAsync(string section, string key, CancellationToken ct) => inner.DeleteAsync(section, key, ct);
    }

    /// <summary>Tells from where its first reader waited: the waker is the only one that waits.</summary>
    sealed class WatchedFeed(IFeed inner) : IFeed
    {
        readonly TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> First => _first.Task;
        public string Epoch => inner.Epoch;
        public long Head => inner.Head;
        public long Floor => inner.Floor;
        public IChannel Channel(Filter filter) => inner.Channel(filter);
        public IReadOnlyList<Record>? Recent(long after) => inner.Recent(after);

        public ValueTask<bool> WaitAsync(long after, CancellationToken ct)
        {
            _first.TrySetResult(after);
            return inner.WaitAsync(after, ct);
        }
    }
}
