namespace Tracker.Simulator.Clockwork;

public sealed class ScheduleTests
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Schedule _schedule = new(new Chance(1));

    Strand Strand() => new(_schedule, error => Assert.Fail(error.ToString()));

    void Play()
    {
        while (_schedule.Step())
        {
        }
    }

    [Fact]
    public void An_hour_passes_at_once_and_everything_stays_on_one_thread()
    {
        var (strand, done) = (Strand(), 0);
        var clock = new SimulatedClock(_schedule, strand, new WallClock());
        var thread = Environment.CurrentManagedThreadId;
        strand.Start(async () =>
        {
            await Task.Delay(Hour, clock, CancellationToken.None);
            await Task.Yield();
            using var patience = new CancellationTokenSource(Hour, clock);
            await Task.Delay(3 * Hour, clock, patience.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
            done = Environment.CurrentManagedThreadId;
        });
        Play();
        Assert.Equal((thread, 2 * Hour, null), (done, _schedule.Now, _schedule.Escaped));
    }

    [Fact]
    public void What_is_killed_never_goes_on()
    {
        var (strand, other, went) = (Strand(), Strand(), "");
        var clock = new SimulatedClock(_schedule, strand, new WallClock());
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        strand.Start(async () =>
        {
            await answer.Task;
            went += "answered";
        });
        strand.Start(async () =>
        {
            await Task.Delay(Hour, clock, CancellationToken.None);
            went += "late";
        });
        other.Start(async () =>
        {
            await Task.Yield();
            strand.Kill();
            answer.SetResult();
            went += "killed";
        });
        Play();
        Assert.Equal("killed", went);
    }

    [Fact]
    public async Task What_comes_from_outside_is_noticed()
    {
        var strand = Strand();
        await Task.Run(() => strand.Post(() => { }), TestContext.Current.CancellationToken).ConfigureAwait(true);
        var thread = new Thread(() => strand.Post(() => { }));
        thread.Start();
        thread.Join();
        Assert.Contains(nameof(What_comes_from_outside_is_noticed), _schedule.Escaped, StringComparison.Ordinal);
    }
}
