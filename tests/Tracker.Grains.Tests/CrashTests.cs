using System.Text;

namespace Tracker.GrainsTests;

/// <summary>Invariant 9: reactions are a function of the log before their cause, whatever dies between two writes, however many activations there are.</summary>
public sealed class CrashTests
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
