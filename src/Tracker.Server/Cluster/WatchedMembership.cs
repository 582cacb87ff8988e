using Orleans.Messaging;
using Orleans.Runtime;

namespace Tracker.Server.Cluster;

/// <summary>The members' table of a storage account; what fails there is noticed.</summary>
sealed class WatchedMembership(IMembershipTable table, AccountReach reach) : IMembershipTable
{
    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);
    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);
    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, CancellationToken.None);
    public Task<MembershipTableData> ReadAll() => ReadAllAsync(CancellationToken.None);
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, CancellationToken.None);
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);
    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, CancellationToken.None);

    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default) => reach.AskAsync(() => table.InitializeMembershipTableAsync(tryInitTableVersion, cancellationToken));
    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default) => reach.AskAsync(() => table.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken));
    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default) => reach.AskAsync(() => table.CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken));
    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) => reach.AskAsync(() => table.ReadRowAsync(key, cancellationToken));
    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) => reach.AskAsync(() => table.ReadAllAsync(cancellationToken));
    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) => reach.AskAsync(() => table.InsertRowAsync(entry, tableVersion, cancellationToken));
    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) => reach.AskAsync(() => table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken));
    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default) => reach.AskAsync(() => table.UpdateIAmAliveAsync(entry, cancellationToken));
}

/// <summary>The same for a process without a silo.</summary>
sealed class WatchedGateways(IGatewayListProvider gateways, AccountReach reach) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => gateways.MaxStaleness;
    public bool IsUpdatable => true;
    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(CancellationToken.None);
    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(CancellationToken.None);
    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default) => reach.AskAsync(() => gateways.InitializeGatewayListProviderAsync(cancellationToken));
    public Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default) => reach.AskAsync(() => gateways.GetGatewaysAsync(cancellationToken));
}
