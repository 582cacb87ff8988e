using System.Text;
using System.Text.RegularExpressions;
using Tracker.Domain.Meetings;

namespace Tracker.GrainsTests;

/// <summary>Invariant 9: reactions are a function of the log before their cause, whatever dies between two writes, however many activations there are.</summary>
public sealed partial class CrashTests
{
    const int Statements = 6;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_death_before_or_after_any_append_leaves_the_same_log(bool written)
    {
        var undisturbed = await RunAsync(dieAt: 0, written);
        Assert.Equal((3 * Statements) + 3, undisturbed.Count);
        for (var n = 1; n <= Statements + 1; n++)
            Assert.Equal(undisturbed, await RunAsync(n, written));
    }

    /// <summary>Conditions opened, met, failed and open again; links proposed and taken back: by statements, by meetings, by merged actors.</summary>
    static readonly Func<IEventLog, Task>[] Deeds =
    [
        log => Desk.PostAsync(log, "s1", 1, "russia", "s", "truce conditional they withdraw@topic/withdrawal", "swap demands"),
        log => Desk.MeetAsync(log, "m", "s"),
        log => Desk.AttendsAsync(log, "m", "trump", Attendance.Conditional, "Putin comes@actor/putin", "it is worth it"),
        log => Desk.PostAsync(log, "s2", 2, "ukraine", "s", "withdrawal rejects", "truce supports"),
        log => Desk.PostAsync(log, "s3", 3, "ukraine", "s", "withdrawal supports", "swap opposes"),
        log => Desk.AttendsAsync(log, "m", "the-president", Attendance.Absent),
        log => Desk.MergeAsync(log, "the-president", "putin", "s"),
        log => Desk.PostAsync(log, "s4", 4, "russia", "s", "truce conditional they withdraw@topic/withdrawal"),
        log => Desk.RetractAsync(log, "s3"),
        log => Desk.AttendsAsync(log, "m", "putin", Attendance.Present),
        log => Desk.BecomesAsync(log, "m", MeetingStatus.Concluded),
        log => Desk.PostAsync(log, "s5", 5, "russia", "s", "truce rejects"),
        log => Desk.TakeDownAsync(log, "s4"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_death_before_or_after_any_append_leaves_the_same_conditions_and_links(bool written)
    {
        var undisturbed = await PlayAsync(dieAt: 0, written);
        foreach (var kind in new[] { "position.changed", "condition.opened", "condition.resolved", "statement.linked", "link.dismissed" }) Assert.Contains(undisturbed, one => one.Contains(kind, StringComparison.Ordinal));
        for (var n = 1; n <= Deeds.Length; n++) Assert.Equal(undisturbed, await PlayAsync(n, written));
    }

    // Where nobody said when, said order goes by when the log took it: by the wall clock, which no two runs share.
    [GeneratedRegex("\"saidKey\":\"[^\"]*\"")]
    private static partial Regex WhenTaken();

    static async Task<List<string>> PlayAsync(int dieAt, bool written)
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        foreach (var actor in new[] { "putin", "the-president" }) await Desk.ActorAsync(temp.Log, actor);
        var mortal = new Mortal(temp.Log, dieAt, written);
        foreach (var deed in Deeds)
        {
            await deed(temp.Log);
            if (await ReactAsync(temp, mortal)) mortal = new Mortal(temp.Log, 0, written);
        }
        await Reacting.IsWholeAsync(temp.Log, "s");
        return [.. (await Desk.CausedAsync(temp.Log)).Select(one => $"{one.Position} {one.Entity} {one.Version} {one.Kind} {one.Cause} {WhenTaken().Replace(Encoding.UTF8.GetString(one.Body.Span), "")}")];
    }

    [Fact]
    public async Task Two_activations_at_once_write_conditions_and_links_as_one_would()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        foreach (var actor in new[] { "putin", "the-president" }) await Desk.ActorAsync(temp.Log, actor);
        foreach (var deed in Deeds)
        {
            Reacting[] two = [new(temp.Log, "s"), new(temp.Log, "s")];
            foreach (var one in two) await one.Shell.CatchUpAsync(TestContext.Current.CancellationToken);
            await deed(temp.Log);
            await Task.WhenAll(two.Select(one => Task.Run(one.WriteAsync, TestContext.Current.CancellationToken)));
            Assert.All(two, one => Assert.Empty(one.Shell.State.Pending));
        }
        await Reacting.IsWholeAsync(temp.Log, "s");
        Assert.Equal((await PlayAsync(0, false)).Count, (await Desk.CausedAsync(temp.Log)).Count);
    }

    [Fact]
    public async Task A_death_among_many_pending_reactions_leaves_the_same_log()
    {
        var bodies = new List<List<string>>();
        for (var dieAt = 0; dieAt <= 3; dieAt++)
        {
            await using var temp = await TempLog.OpenAsync();
            await Desk.StoryAsync(temp.Log, "s");
            var topics = Enumerable.Range(0, 60).Select(i => $"topic-{i:00} supports").ToArray();
            for (var i = 0; i < 20; i++) await Desk.PostAsync(temp.Log, $"s{i}", 1 + i, $"actor-{i}", "s", topics);
            await ReactAsync(temp, new Mortal(temp.Log, dieAt, written: dieAt % 2 == 0));
            await Reacting.IsWholeAsync(temp.Log, "s");
            bodies.Add(await ToldAsync(temp.Log));
        }
        Assert.Equal(1200, bodies[0].Count);
        Assert.All(bodies, one => Assert.Equal(bodies[0], one));
    }

    [Fact]
    public async Task Two_activations_at_once_write_what_one_would()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        for (var round = 0; round < 25; round++)
        {
            Reacting[] two = [new(temp.Log, "s"), new(temp.Log, "s")];
            foreach (var one in two) await one.Shell.CatchUpAsync(TestContext.Current.CancellationToken);
            await Desk.PostAsync(temp.Log, $"s{round}", 1 + round, "trump", "s", $"truce {(round % 2 == 0 ? "supports" : "rejects")}", "swap demands");
            await Task.WhenAll(two.Select(one => Task.Run(one.WriteAsync, TestContext.Current.CancellationToken)));
            Assert.All(two, one => Assert.Empty(one.Shell.State.Pending));
        }
        Assert.Equal(50, (await Desk.ReactionsAsync(temp.Log)).Count);
        await Reacting.IsWholeAsync(temp.Log, "s");
    }

    [Fact]
    public async Task An_activation_that_was_left_behind_by_another_writes_nothing_twice()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        await Desk.PostAsync(temp.Log, "s1", 1, "trump", "s", "truce supports");
        var behind = new LogProxy(temp.Log);
        var beaten = 0;
        // Between its catching up and its append the other one is through.
        behind.OnAppend = async (_, append) =>
        {
            if (beaten++ == 0) await new Reacting(temp.Log, "s").WriteAsync();
            return await append();
        };
        await new Reacting(behind, "s").WriteAsync();
        Assert.Equal(1, beaten);
        Assert.Single(await Desk.ReactionsAsync(temp.Log));
    }

    [Fact]
    public async Task A_life_that_could_not_be_read_once_takes_nothing_in_twice()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        for (var i = 1; i <= 12; i++) await Desk.PostAsync(temp.Log, $"s{i}", i, "trump", "s", "truce supports");
        await Desk.RetractAsync(temp.Log, "s12");
        var failing = new LogProxy(temp.Log);
        var failed = 0;
        failing.OnReadTouching = entity =>
        {
            if (entity.StartsWith("cell/", StringComparison.Ordinal) && failed++ == 0) throw new IOException("The disk is gone for a moment.");
        };
        var activation = new Reacting(failing, "s");
        await Assert.ThrowsAsync<IOException>(activation.WriteAsync);
        await activation.WriteAsync();
        Assert.True(failed > 1);
        Assert.Equal(11, Assert.Single(activation.Shell.State.Matrix.All).EvidenceCount);
        Assert.Equal(12, activation.Shell.State.Story.Life.Statements[TouchRole.Story]);
        Assert.Equal(13, (await Desk.ReactionsAsync(temp.Log)).Count);
        await Reacting.IsWholeAsync(temp.Log, "s");
    }

    // Statements one by one, each reacted to before the next; who reacts dies at its n-th append and another begins anew on the reopened log.
    static async Task<List<string>> RunAsync(int dieAt, bool written)
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        var mortal = new Mortal(temp.Log, dieAt, written);
        for (var i = 1; i <= Statements; i++)
        {
            await Desk.PostAsync(temp.Log, $"s{i}", 20 - i, i % 2 == 0 ? "trump" : "putin", "s", $"truce {(i < 4 ? "supports" : "opposes")}", "swap demands", "peace neutral if they come");
            if (await ReactAsync(temp, mortal)) mortal = new Mortal(temp.Log, 0, written);
        }
        await Desk.RetractAsync(temp.Log, "s6");
        await ReactAsync(temp, mortal);
        await Reacting.IsWholeAsync(temp.Log, "s");
        return await ToldAsync(temp.Log);
    }

    /// <summary>True when the activation died and another did its work on the reopened log.</summary>
    static async Task<bool> ReactAsync(TempLog temp, Mortal mortal)
    {
        try
        {
            await new Reacting(mortal.Log, "s").WriteAsync();
            return false;
        }
        catch (IOException)
        {
            await temp.ReopenAsync();
            await new Reacting(temp.Log, "s").WriteAsync();
            return true;
        }
    }

    static async Task<List<string>> ToldAsync(IEventLog log) =>
        [.. (await Desk.ReactionsAsync(log)).Select(one => $"{one.Record.Position} {one.Record.Version} {one.Record.Cause} {Encoding.UTF8.GetString(one.Record.Body.Span)}")];

    /// <summary>A log that its user can reach no more from the n-th append on; that append itself is written or not.</summary>
    sealed class Mortal
    {
        int _appends;

        public Mortal(IEventLog log, int dieAt, bool written) => Log = new LogProxy(log)
        {
            OnAppend = async (_, append) =>
            {
                if (++_appends < dieAt || dieAt == 0) return await append();
                if (_appends == dieAt && written) await append();
                throw new IOException("Killed.");
            },
        };

        public LogProxy Log { get; }
    }
}
