using Tracker.Domain;
using Tracker.Log;
using Xunit;
using Record = Tracker.Domain.Record;

namespace Tracker.Specs;

/// <summary>
/// What every log promises. A log passes by deriving from it; each test has a store of its own.
/// Appending, Once, Reading, Names and Redaction are in files of their own.
/// </summary>
public abstract partial class EventLogSpecs : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected ManualClock Clock { get; } = new();

    protected IEventLog Log { get; private set; } = null!;

    /// <summary>Opens the test's store: made at the first call, the same one at later calls (the log before has been disposed of).</summary>
    protected abstract Task<IEventLog> OpenAsync(TimeProvider clock);

    /// <summary>Opens another store, empty.</summary>
    protected abstract Task<IEventLog> OpenAnotherAsync(TimeProvider clock);

    /// <summary>Removes the stores.</summary>
    protected abstract ValueTask CleanUpAsync();

    public async ValueTask InitializeAsync() => Log = await OpenAsync(Clock);

    public async ValueTask DisposeAsync()
    {
        // A test whose store is not there on this machine was skipped.
        if (Log is not null) await Log.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        Log = await OpenAsync(Clock);
    }

    protected async Task<IReadOnlyList<Receipt>> Append(Append append) =>
        Assert.IsType<Appended>(await Log.AppendAsync(append, Ct)).Receipts;

    protected Task<IReadOnlyList<Receipt>> Append(params IReadOnlyList<NewRecord> records) => Append(Some.Append(records));

    protected async Task<IReadOnlyList<Record>> All() => await Log.ReadAsync(0, int.MaxValue, Ct);

    [Fact]
    public async Task An_empty_log_has_no_head_and_nothing_to_read()
    {
        Assert.Equal(0, Log.Head);
        Assert.Empty(await All());
        Assert.Matches("^[a-z0-9]{8,32}$", Log.Epoch);
    }

    [Fact]
    public async Task The_epoch_stays_when_the_log_is_opened_again_and_is_another_for_another_log()
    {
        var epoch = Log.Epoch;
        await ReopenAsync();
        Assert.Equal(epoch, Log.Epoch);
        await using var another = await OpenAnotherAsync(Clock);
        Assert.NotEqual(epoch, another.Epoch);
    }

    [Fact]
    public async Task Head_records_and_hashes_are_the_same_after_opening_again()
    {
        for (var i = 0; i < 5; i++) await Append(Some.Record($"statement/{i}", "actor/putin"), Some.Record("story/ukraine"));
        var before = await All();
        await ReopenAsync();
        Assert.Equal(10, Log.Head);
        Assert.Equal(before.Select(Print), (await All()).Select(Print));
        Assert.Equal(11, (await Append(Some.Record("story/ukraine")))[0].Position);
        Assert.Equal(6, (await Log.ReadStreamAsync("story/ukraine", 0, 100, Ct)).Count);
    }

    [Fact]
    public async Task A_wait_ends_when_the_head_has_passed()
    {
        var wait = Log.WaitAsync(1, Ct).AsTask();
        await Append(Some.Record("actor/a"));
        Assert.False(wait.IsCompleted);
        await Append(Some.Record("actor/a"));
        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        Assert.True(await Log.WaitAsync(0, Ct));
    }

    [Fact]
    public async Task A_cancelled_wait_answers_false()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var wait = Log.WaitAsync(0, cancel.Token).AsTask();
        await cancel.CancelAsync();
        Assert.False(await wait);
    }

    [Fact]
    public async Task Time_never_decreases_even_when_the_clock_goes_back()
    {
        var noon = Clock.Now;
        await Append(Some.Record("actor/a"));
        Clock.Now = noon.AddHours(-1);
        await Append(Some.Record("actor/a"));
        await ReopenAsync();
        await Append(Some.Record("actor/a"));
        Clock.Now = noon.AddTicks(25_001);
        await Append(Some.Record("actor/a"));
        Assert.Equal([noon, noon, noon, noon.AddMilliseconds(2)], (await All()).Select(record => record.At));
    }

    /// <summary>Everything of a record, comparable.</summary>
    protected static string Print(Record record) =>
        $"{record.Position} {record.At:O} {record.Entity} v{record.Version} {record.Kind} [{string.Join(' ', record.Touches)}] {record.Cause} {Convert.ToHexString(record.Hash.Span)} {record.Text()}";
}
