using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Tracker.ClusterTests.Nodes;
using Tracker.Grains.Membership;
using Tracker.Grains.Snapshots;

namespace Tracker.ClusterTests;

/// <summary>Snapshots in PostgreSQL: one of two activations keeps its own, and what was overwritten is gone from the files when it is told to be.</summary>
public sealed class SnapshotTests(SharedDatabase shared) : IAsyncLifetime
{
    const string Name = "life";
    static readonly GrainId Grain = GrainId.Create("actor", "putin");
    ClusterTables _tables = null!;
    PostgresGrainStorage _storage = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await Schemas.TablesAsync(await shared.ServerAsync());
        await _tables.PrepareAsync(Ct);
        _storage = new PostgresGrainStorage(_tables, NullLogger<PostgresGrainStorage>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tables is not null) await _tables.DisposeAsync();
    }

    [Fact]
    public async Task What_was_kept_is_read_by_the_next_activation()
    {
        var first = await ReadAsync();
        Assert.False(first.RecordExists);
        await KeepAsync(first, "one");
        await KeepAsync(first, "two");
        var next = await ReadAsync();
        Assert.True(next.RecordExists);
        Assert.Equal(("two", first.ETag), (next.State!.Epoch, next.ETag));
    }

    [Fact]
    public async Task Of_two_activations_the_second_to_write_is_refused_and_overwrites_nothing()
    {
        var (first, second) = (await ReadAsync(), await ReadAsync());
        await KeepAsync(first, "one");
        await Assert.ThrowsAsync<InconsistentStateException>(() => KeepAsync(second, "two"));
        second = await ReadAsync();
        await KeepAsync(first, "three");
        await Assert.ThrowsAsync<InconsistentStateException>(() => KeepAsync(second, "four"));
        Assert.Equal("three", (await ReadAsync()).State!.Epoch);
    }

    [Fact]
    public async Task A_cleared_one_is_none()
    {
        var state = await ReadAsync();
        await KeepAsync(state, "one");
        await _storage.ClearStateAsync(Name, Grain, state);
        Assert.False((await ReadAsync()).RecordExists);
        await KeepAsync(state, "again");
        Assert.Equal("again", (await ReadAsync()).State!.Epoch);
    }

    [Fact]
    public async Task Overwritten_words_are_in_no_file_of_the_table_after_scrubbing()
    {
        const string Words = "canary-of-the-snapshots";
        var state = await ReadAsync();
        await KeepAsync(state, Words);
        await KeepAsync(state, "nothing");
        Assert.Contains(Words, await BytesAsync(), StringComparison.Ordinal);
        await _storage.ScrubAsync();
        Assert.DoesNotContain(Words, await BytesAsync(), StringComparison.Ordinal);
        Assert.Equal("nothing", (await ReadAsync()).State!.Epoch);
    }

    async Task<string> BytesAsync()
    {
        var server = await shared.ServerAsync();
        await using var connection = await _tables.OpenAsync(Ct);
        await using (var flush = new NpgsqlCommand("CHECKPOINT", connection)) await flush.ExecuteNonQueryAsync(Ct);
        await using var where = new NpgsqlCommand($"SELECT pg_relation_filepath('{_tables.Schema}.snapshots')", connection);
        return System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(server.Data, (string)(await where.ExecuteScalarAsync(Ct))!), Ct));
    }

    async Task<GrainState<Snapshot>> ReadAsync()
    {
        var state = new GrainState<Snapshot>();
        await _storage.ReadStateAsync(Name, Grain, state);
        return state;
    }

    Task KeepAsync(GrainState<Snapshot> state, string epoch)
    {
        state.State = new Snapshot { Epoch = epoch };
        return _storage.WriteStateAsync(Name, Grain, state);
    }
}
