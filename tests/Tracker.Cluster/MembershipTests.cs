using System.Net;
using Orleans;
using Orleans.Runtime;
using Tracker.ClusterTests.Nodes;
using Tracker.Grains.Membership;

namespace Tracker.ClusterTests;

/// <summary>What Orleans's documentation of <c>IMembershipTable</c> promises, asked of the table in PostgreSQL.</summary>
public sealed class MembershipTests(SharedDatabase shared) : IAsyncLifetime
{
    const string Id = "tracker-epochepoch";
    ClusterTables _tables = null!;
    PostgresMembership _table = null!;
    int _generation;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await Schemas.TablesAsync(await shared.ServerAsync());
        _table = new PostgresMembership(_tables, Id);
        await _table.InitializeMembershipTable(true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tables is not null) await _tables.DisposeAsync();
    }

    [Fact]
    public async Task A_new_table_is_empty_at_version_0_and_stays_so_when_it_is_prepared_again()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new PostgresMembership(_tables, Id).InitializeMembershipTable(true)));
        var data = await _table.ReadAll();
        Assert.Empty(data.Members);
        Assert.Equal(0, data.Version.Version);
        Assert.NotEmpty(data.Version.VersionEtag);
    }

    [Fact]
    public async Task An_insert_moves_the_version_and_both_etags()
    {
        var before = (await _table.ReadAll()).Version;
        var entry = Entry();
        Assert.True(await _table.InsertRow(entry, before.Next()));
        var data = await _table.ReadAll();
        Assert.Equal(before.Version + 1, data.Version.Version);
        Assert.NotEqual(before.VersionEtag, data.Version.VersionEtag);
        var (read, etag) = Assert.Single(data.Members);
        Assert.NotEmpty(etag);
        Assert.Equal((entry.SiloAddress, entry.Status, entry.ProxyPort, entry.HostName, entry.SiloName), (read.SiloAddress, read.Status, read.ProxyPort, read.HostName, read.SiloName));
        Near(entry.StartTime, read.StartTime);
        Near(entry.IAmAliveTime, read.IAmAliveTime);
    }

    [Fact]
    public async Task An_insert_of_a_silo_that_is_there_or_at_a_stale_version_changes_nothing()
    {
        var stale = (await _table.ReadAll()).Version.Next();
        var entry = Entry();
        Assert.True(await _table.InsertRow(entry, stale));
        Assert.False(await _table.InsertRow(Entry(), stale));
        Assert.False(await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next()));
        Assert.False(await _table.InsertRow(Entry(), new TableVersion(2, "no etag of this table")));
        var data = await _table.ReadAll();
        Assert.Equal(1, data.Version.Version);
        Assert.Single(data.Members);
    }

    [Fact]
    public async Task An_update_wants_the_rows_etag_and_the_tables_and_replaces_the_whole_row()
    {
        var entry = await InsertedAsync();
        var (first, version) = ((await _table.ReadRow(entry.SiloAddress)).Members[0].Item2, (await _table.ReadAll()).Version);
        entry.Status = SiloStatus.ShuttingDown;
        entry.AddSuspector(Address(), Now.AddSeconds(-30));
        entry.AddSuspector(Address(), Now.AddSeconds(-10));
        Assert.True(await _table.UpdateRow(entry, first, version.Next()));
        var data = await _table.ReadRow(entry.SiloAddress);
        var (read, second) = Assert.Single(data.Members);
        Assert.NotEqual(first, second);
        Assert.Equal(SiloStatus.ShuttingDown, read.Status);
        Assert.Equal(entry.SuspectTimes!.Select(vote => vote.Item1), read.SuspectTimes!.Select(vote => vote.Item1));
        foreach (var (given, got) in entry.SuspectTimes!.Zip(read.SuspectTimes!)) Near(given.Item2, got.Item2);

        entry.Status = SiloStatus.Dead;
        Assert.False(await _table.UpdateRow(entry, first, data.Version.Next()));
        Assert.False(await _table.UpdateRow(entry, second, version.Next()));
        Assert.False(await _table.UpdateRow(Entry(), second, data.Version.Next()));
        var after = await _table.ReadAll();
        Assert.Equal((data.Version, SiloStatus.ShuttingDown), (after.Version, after.Members[0].Item1.Status));
    }

    [Fact]
    public async Task Of_many_that_write_at_the_same_version_one_does()
    {
        for (var round = 0; round < 10; round++)
        {
            var next = (await _table.ReadAll()).Version.Next();
            var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _table.InsertRow(Entry(), next)));
            Assert.Equal(1, done.Count(one => one));
        }
        var data = await _table.ReadAll();
        Assert.Equal((10, 10), (data.Members.Count, data.Version.Version));
    }

    [Fact]
    public async Task Row_and_version_are_read_as_of_one_moment()
    {
        var entry = await InsertedAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                var data = await _table.ReadRow(entry.SiloAddress);
                entry.ProxyPort = data.Version.Version + 1;
                Assert.True(await _table.UpdateRow(entry, data.Members[0].Item2, data.Version.Next()));
            }
            await over.CancelAsync();
        }, Ct);
        while (!over.IsCancellationRequested)
        {
            var data = await _table.ReadAll();
            // The writer puts the version that its row is written with into the row.
            if (data.Members[0].Item1.ProxyPort != 26_000) Assert.Equal(data.Version.Version, data.Members[0].Item1.ProxyPort);
        }
        await writing;
    }

    [Fact]
    public async Task To_say_that_one_lives_moves_neither_version_nor_the_rest_of_the_row()
    {
        var entry = await InsertedAsync();
        var before = await _table.ReadAll();
        var said = Now.AddSeconds(-5);
        await _table.UpdateIAmAlive(new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = said });
        var after = await _table.ReadAll();
        Assert.Equal(before.Version, after.Version);
        var (read, etag) = after.Members[0];
        Near(said, read.IAmAliveTime);
        Assert.Equal((SiloStatus.Active, before.Members[0].Item2), (read.Status, etag));
        Assert.True(await _table.UpdateRow(read, before.Members[0].Item2, before.Version.Next()));
    }

    [Fact]
    public async Task The_dead_are_removed_when_they_have_been_dead_for_long_and_nobody_else()
    {
        var old = Now.AddDays(-10);
        var dead = await InsertedAsync(entry => (entry.Status, entry.IAmAliveTime, entry.StartTime) = (SiloStatus.Dead, old, old));
        var declared = await InsertedAsync(entry =>
        {
            (entry.Status, entry.IAmAliveTime, entry.StartTime) = (SiloStatus.Dead, old, old);
            entry.AddSuspector(Address(), Now);
        });
        var silent = await InsertedAsync(entry => (entry.IAmAliveTime, entry.StartTime) = (old, old));
        var justDead = await InsertedAsync(entry => entry.Status = SiloStatus.Dead);
        await _table.CleanupDefunctSiloEntries(TimeProvider.System.GetUtcNow().AddDays(-7));
        Assert.Equal(
            new[] { declared, silent, justDead }.Select(entry => entry.SiloAddress).ToHashSet(), (await _table.ReadAll()).Members.Select(member => member.Item1.SiloAddress).ToHashSet());
        Assert.DoesNotContain(dead.SiloAddress, (await _table.ReadAll()).Members.Select(member => member.Item1.SiloAddress));
    }

    [Fact]
    public async Task A_cluster_sees_only_its_own_members_and_can_be_deleted_alone()
    {
        await InsertedAsync();
        var other = new PostgresMembership(_tables, "tracker-anotherepoch");
        await other.InitializeMembershipTable(true);
        Assert.Empty((await other.ReadAll()).Members);
        Assert.True(await other.InsertRow(Entry(), (await other.ReadAll()).Version.Next()));
        await _table.DeleteMembershipTableEntries(Id);
        Assert.Empty((await _table.ReadAll()).Members);
        Assert.Single((await other.ReadAll()).Members);
    }

    [Fact]
    public async Task Only_active_members_with_a_gateway_are_gateways()
    {
        var active = await InsertedAsync();
        await InsertedAsync(entry => entry.Status = SiloStatus.Joining);
        await InsertedAsync(entry => entry.Status = SiloStatus.Dead);
        await InsertedAsync(entry => entry.ProxyPort = 0);
        var gateways = new PostgresGateways(_tables, Id, TimeSpan.FromSeconds(1));
        await gateways.InitializeGatewayListProvider();
        Assert.Equal(SiloAddress.New(IPAddress.Loopback, active.ProxyPort, active.SiloAddress.Generation).ToGatewayUri(), Assert.Single(await gateways.GetGateways()));
    }

    async Task<MembershipEntry> InsertedAsync(Action<MembershipEntry>? with = null)
    {
        var entry = Entry();
        with?.Invoke(entry);
        Assert.True(await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next()));
        return entry;
    }

    MembershipEntry Entry() => new()
    {
        SiloAddress = Address(), Status = SiloStatus.Active, ProxyPort = 26_000, HostName = "host", SiloName = "silo", StartTime = Now.AddMinutes(-1), IAmAliveTime = Now.AddSeconds(-1), SuspectTimes = [],
    };

    SiloAddress Address() => SiloAddress.New(IPAddress.Loopback, 26_001, Interlocked.Increment(ref _generation));

    static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    // Times are the database's: what is read is what was written but for the way there.
    static void Near(DateTime expected, DateTime actual) => Assert.InRange((actual - expected).TotalSeconds, -2, 2);
}
