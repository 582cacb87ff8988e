using Npgsql;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Tracker.Grains.Membership;

/// <summary>Where a process without a silo finds the cluster: the gateways of its active members.</summary>
public sealed class PostgresGateways(ClusterTables tables, string cluster, TimeSpan refresh) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => refresh;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(CancellationToken.None);

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default) => tables.PrepareAsync(cancellationToken);

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(CancellationToken.None);

    public Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default) => tables.AskAsync<IList<Uri>>(
        "SELECT silo, gateway FROM {0}.cluster_members WHERE cluster = $1 AND status = $2 AND gateway > 0", async command =>
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var found = new List<Uri>();
            while (await rows.ReadAsync(cancellationToken))
            {
                var silo = SiloAddress.FromParsableString(rows.GetString(0));
                found.Add(SiloAddress.New(silo.Endpoint.Address, rows.GetInt32(1), silo.Generation).ToGatewayUri());
            }
            return found;
        }, cancellationToken, new NpgsqlParameter { Value = cluster }, new NpgsqlParameter { Value = (int)SiloStatus.Active });
}
