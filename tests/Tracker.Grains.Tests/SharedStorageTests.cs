using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Tracker.Grains.Snapshots;
using Tracker.Log;
using Tracker.Log.Settings;

namespace Tracker.GrainsTests;

/// <summary>Snapshots beside a log that several processes share, as Orleans asks for them.</summary>
public sealed class SharedStorageTests
{
    static readonly GrainId Story = GrainId.Create("story", "a");

    /// <summary>A table that keeps the promises of <see cref="ISnapshots"/>, or cannot be reached.</summary>
    sealed class Table : ISnapshots
    {
        readonly ConcurrentDictionary<string, (long Version, ReadOnlyMemory<byte> Body)> _kept = new(StringComparer.Ordinal);

        public bool Away { get; set; }
        public long TakenDown { get; set; }

        public ValueTask<(long Version, ReadOnlyMemory<byte> Body)?> ReadAsync(string grain, string name, CancellationToken ct) =>
            Away ? throw new StoreUnavailableException(new Unavailable("unavailable", "away")) : new(_kept.TryGetValue($"{grain} {name}", out var kept) ? kept : default((long, ReadOnlyMemory<byte>)?));

        public ValueTask<long?> WriteAsync(string grain, string name, long version, long position, ReadOnlyMemory<byte> body, CancellationToken ct)
        {
            var there = _kept.TryGetValue($"{grain} {name}", out var kept) ? kept.Version : version;
            if (there != version || position < TakenDown) return new((long?)null);
            _kept[$"{grain} {name}"] = (version + 1, body.ToArray());
            return new(version + 1);
        }

        public ValueTask ClearAsync(string grain, string name, CancellationToken ct)
        {
            _kept.TryRemove($"{grain} {name}", out _);
            return default;
        }
    }

    static GrainState<Snapshot> State(long position = 1) => new() { State = new Snapshot { Epoch = "epoch", Position = position, State = [1, 2, 3] } };

    [Fact]
    public async Task What_one_process_keeps_another_reads_and_the_second_of_two_writers_is_refused()
    {
        var table = new Table();
        var (one, two) = (new SharedGrainStorage(table), new SharedGrainStorage(table));
        var (first, second) = (State(), new GrainState<Snapshot>());
        await two.ReadStateAsync("life", Story, second);
        Assert.False(second.RecordExists);
        await one.WriteStateAsync("life", Story, first);
        Assert.Equal("1", first.ETag);
        second.State = State(2).State;
        await two.ReadStateAsync("life", Story, second);
        Assert.Equal(("1", true, 1), (second.ETag, second.RecordExists, (int)second.State!.Position));
        Assert.Equal([1, 2, 3], second.State.State);
        await two.WriteStateAsync("life", Story, second);
        await Assert.ThrowsAsync<InconsistentStateException>(() => one.WriteStateAsync("life", Story, first));
        await one.ClearStateAsync("life", Story, first);
        Assert.False(first.RecordExists);
        await two.ReadStateAsync("life", Story, second);
        Assert.False(second.RecordExists);
    }

    [Fact]
    public async Task A_state_from_before_a_takedown_is_refused()
    {
        var table = new Table { TakenDown = 5 };
        await Assert.ThrowsAsync<InconsistentStateException>(() => new SharedGrainStorage(table).WriteStateAsync("life", Story, State(4)));
        await new SharedGrainStorage(table).WriteStateAsync("life", Story, State(5));
    }

    [Fact]
    public async Task A_grain_that_cannot_read_its_snapshot_gets_an_empty_one()
    {
        var table = new Table();
        var storage = new SharedGrainStorage(table);
        await storage.WriteStateAsync("life", Story, State());
        table.Away = true;
        var read = State(9);
        await storage.ReadStateAsync("life", Story, read);
        Assert.Equal((false, 0), (read.RecordExists, (int)read.State!.Position));
        table.Away = false;
        await table.WriteAsync(Story.ToString(), "life", 1, 1, "no JSON"u8.ToArray(), TestContext.Current.CancellationToken);
        await storage.ReadStateAsync("life", Story, read);
        Assert.Equal(0, read.State!.Position);
    }
}
