using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;
using Orleans.Storage;
using Tracker.Grains;
using Tracker.Grains.Membership;
using Tracker.Grains.Snapshots;
using Tracker.Log;
using Tracker.Log.Settings;
using Tracker.Server.Telemetry;

namespace Tracker.Server.Cluster;

/// <summary>The part of Orleans that this process has: a silo that only it talks to, one of a cluster's silos, or a client of them.</summary>
static class ClusterSetup
{
    const int SiloPort = 11_111;

    /// <summary>
    /// A member that does not answer three probes is declared dead by two others (in a cluster of two by the other one), after 6 to 12 s; one whose process is
    /// gone is found out sooner, by its connections. Then its entities are elsewhere. A process that stands still for so long is declared dead too, and ends when
    /// it notices: shorter would make that of every long pause (collection, swapping, a machine without time), longer would leave entities out of reach longer.
    /// </summary>
    static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(2);

    /// <summary>What a probe may take where answers have been slow or this process is; Orleans alone would go to four times as much and more.</summary>
    static readonly TimeSpan ProbeAtMost = TimeSpan.FromSeconds(3);

    const int MissedProbes = 3;

    /// <summary>A silo's number is its clock's time when it began: one that was never seen and seems older than this counts as dead. Clocks may differ by hours.</summary>
    static readonly TimeSpan Unseen = TimeSpan.FromDays(1);

    /// <summary>
    /// Who joins waits for every member of the table to answer, or to be declared dead; where nobody is left to do that (all were killed), it does so itself,
    /// with one that has not written for three times this. Orleans alone: 30 s, so a whole cluster that lost its power would be away for two minutes.
    /// </summary>
    static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(5);

    /// <summary>So long it may take one that was declared dead to find out, when it wakes.</summary>
    static readonly TimeSpan TableEvery = TimeSpan.FromSeconds(5);
    static readonly TimeSpan GatewaysEvery = TimeSpan.FromSeconds(5);
    static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <exception cref="UsageException">Settings that contradict each other: one line that names them.</exception>
    public static void Check(ServerOptions options)
    {
        if (options.Cluster == "none" && options.Role != "all") throw new UsageException($"Tracker:Role is {options.Role}, which is a part of a cluster, and Tracker:Cluster is none; set it to postgres or azure.");
        if (options.Cluster != "none" && options.Log != "postgres") throw new UsageException($"Tracker:Cluster is {options.Cluster}, and Tracker:Log is {options.Log}, which is one process's; a cluster needs Tracker:Log=postgres.");
        if (options.AdvertisedAddress is { } address && !IPAddress.TryParse(address, out _)) throw new UsageException("Tracker:AdvertisedAddress is an IP address.");
        if (options.Cluster == "azure") AzureAccount.Check(options.AzureStorage);
    }

    /// <summary>Before the silo starts: what it would meet in the middle of its start is one line here, and what is away is waited for.</summary>
    /// <exception cref="LogOpenException">The tables of a cluster in PostgreSQL cannot be used.</exception>
    /// <exception cref="UsageException">The storage account of one on Azure does not let this process in.</exception>
    public static async Task ReachAsync(ServerOptions options, Action<string> tell, CancellationToken ct)
    {
        if (options.Cluster == "azure") await AzureAccount.ReachAsync(options.AzureStorage!, snapshots: options.Role != "api", tell, ct);
        if (options.Cluster != "postgres") return;
        await using var tables = ClusterTables.Of(options.ConnectionString!, options.Schema);
        for (var done = false; !done;)
        {
            try
            {
                await tables.PrepareAsync(ct);
                done = true;
            }
            catch (Exception away) when (away is Npgsql.NpgsqlException and not Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UndefinedTable or Npgsql.PostgresErrorCodes.UndefinedColumn } or IOException or TimeoutException && !ct.IsCancellationRequested)
            {
                // The log, which has just been opened there, says it.
                await Task.Delay(AskAgain, ct);
            }
        }
    }

    /// <param name="epoch">The log's, once it is open: it is part of the cluster's name, so that processes on two logs can never be one cluster.</param>
    public static void Add(WebApplicationBuilder builder, ServerOptions options, string directory, Func<string> epoch)
    {
        if (options.Cluster == "postgres") builder.Services.AddSingleton(_ => ClusterTables.Of(options.ConnectionString!, options.Schema));
        if (options.Role == "api") AddClient(builder, options, epoch);
        else if (options.Cluster == "none") AddOnly(builder, options, directory);
        else AddMember(builder, options, directory, epoch);
    }

    static string IdOf(ServerOptions options, Func<string> epoch) => $"{options.ClusterId}-{epoch()}";

    // One silo that only this process talks to: a port of its own, no gateway. The application's clock is keyed: the runtime keeps the real one.
    static void AddOnly(WebApplicationBuilder builder, ServerOptions options, string directory) => builder.UseOrleans(silo =>
    {
        var port = options.SiloPort == 0 ? SiloPorts.Free() : options.SiloPort;
        silo.UseLocalhostClustering(port, gatewayPort: 0, primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, port), serviceId: "tracker", clusterId: $"tracker-{port}");
        silo.Configure<SiloOptions>(names => names.SiloName = "tracker");
        silo.AddTrackerGrains().AddSnapshots(SnapshotsOf, directory);
        // Carries the trace into grains, at a price on every call.
        if (TelemetrySetup.Exports(builder.Configuration)) silo.AddActivityPropagation();
    });

    static void AddMember(WebApplicationBuilder builder, ServerOptions options, string directory, Func<string> epoch) => builder.UseOrleans(silo =>
    {
        var (address, port) = (Address(options), options.SiloPort == 0 ? SiloPort : options.SiloPort);
        SiloPorts.Refuse(port, "Tracker:SiloPort");
        SiloPorts.Refuse(options.GatewayPort, "Tracker:GatewayPort");
        silo.ConfigureEndpoints(address, port, options.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (IdOf(options, epoch), options.ServiceId));
        silo.Configure<SiloOptions>(names => names.SiloName = $"{Environment.MachineName}:{port}");
        silo.Configure<ClusterMembershipOptions>(members =>
        {
            (members.ProbeTimeout, members.MinProbeTimeout, members.MaxProbeTimeout, members.NumMissedProbesLimit) = (ProbeEvery, ProbeEvery, ProbeAtMost, MissedProbes);
            members.ExtendProbeTimeoutDuringDegradation = false;
            members.SiloGenerationRetirementAge = Unseen;
            members.IAmAliveTablePublishTimeout = AliveEvery;
            members.TableRefreshTimeout = TableEvery;
            // Judged by the members' own clocks, which may differ: what they tell each other carries their times as they are.
            members.EvictWhenMaxJoinAttemptTimeExceeded = false;
        });
        silo.Services.AddSingleton<IFatalErrorHandler, Death>();
        silo.AddTrackerGrains();
        if (options.Cluster == "postgres")
        {
            silo.Services.AddSingleton<IMembershipTable>(services => new PostgresMembership(services.GetRequiredService<ClusterTables>(), IdOf(options, epoch)));
            silo.AddSnapshots(SnapshotsOf, directory);
        }
        else
        {
            var (tables, blobs) = AzureAccount.Open(options.AzureStorage!);
            silo.UseAzureStorageClustering(storage => (storage.TableServiceClient, storage.TableName) = (tables, AzureAccount.Members));
            silo.AddAzureBlobGrainStorage(SnapshotStore.Name, storage => (storage.BlobServiceClient, storage.ContainerName, storage.GrainStorageSerializer) = (blobs, AzureAccount.Snapshots, new JsonSnapshots()));
            silo.Services.AddSingleton<AccountReach>();
            Wrap<IMembershipTable>(silo.Services, null, (table, reach) => new WatchedMembership(table, reach));
            Wrap<IGrainStorage>(silo.Services, SnapshotStore.Name, (storage, reach) => new WatchedSnapshots(storage, reach));
        }
        if (TelemetrySetup.Exports(builder.Configuration)) silo.AddActivityPropagation();
    });

    static void AddClient(WebApplicationBuilder builder, ServerOptions options, Func<string> epoch) => builder.UseOrleansClient(client =>
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (IdOf(options, epoch), options.ServiceId));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewaysEvery);
        client.Services.AddTrackerMessages();
        var told = 0;
        client.UseConnectionRetryFilter(async (_, stop) =>
        {
            if (Interlocked.Exchange(ref told, 1) == 0)
                await Console.Error.WriteLineAsync($"tracker: No silo of cluster {options.ClusterId} can be reached yet (Tracker:Cluster, Tracker:ClusterId); it is waited for.");
            await Task.Delay(AskAgain, stop);
            return true;
        });
        if (options.Cluster == "postgres")
            client.Services.AddSingleton<IGatewayListProvider>(services => new PostgresGateways(services.GetRequiredService<ClusterTables>(), IdOf(options, epoch), GatewaysEvery));
        else
        {
            client.UseAzureStorageClustering(storage => (storage.TableServiceClient, storage.TableName) = (AzureAccount.Open(options.AzureStorage!).Tables, AzureAccount.Members));
            client.Services.AddSingleton<AccountReach>();
            Wrap<IGatewayListProvider>(client.Services, null, (gateways, reach) => new WatchedGateways(gateways, reach));
        }
        if (TelemetrySetup.Exports(builder.Configuration)) client.AddActivityPropagation();
    });

    /// <summary>What Orleans's provider has registered goes into ours.</summary>
    static void Wrap<T>(IServiceCollection services, string? key, Func<T, AccountReach, T> wrap) where T : class
    {
        var own = services.Last(one => one.ServiceType == typeof(T) && Equals(one.ServiceKey, key));
        services.Remove(own);
        if (key is null) services.AddSingleton(provider => wrap((T)(own.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)), provider.GetRequiredService<AccountReach>()));
        else services.AddKeyedSingleton(key, (provider, name) => wrap((T)own.KeyedImplementationFactory!(provider, name), provider.GetRequiredService<AccountReach>()));
    }

    static ISnapshots? SnapshotsOf(IServiceProvider services) => services.GetRequiredService<ILogStore>().Snapshots;

    static IPAddress Address(ServerOptions options) => options.AdvertisedAddress is { } given
        ? IPAddress.Parse(given)
        : Array.Find(Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork), address => !IPAddress.IsLoopback(address))
            ?? throw new UsageException("This machine has no address but loopback; name the one under which other members reach it with Tracker:AdvertisedAddress.");
}
