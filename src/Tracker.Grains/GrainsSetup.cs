using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Tracker.Grains.Messages;
using Tracker.Grains.Snapshots;
using Tracker.Grains.Stories;
using Tracker.Log.Settings;

namespace Tracker.Grains;

/// <summary>What a silo needs to have Tracker's grains, and what a client needs to call them.</summary>
public static class GrainsSetup
{
    /// <summary>Requests that may wait for one grain; more are refused and answered 503.</summary>
    public const int MailboxLimit = 5_000;

    public static ISiloBuilder AddTrackerGrains(this ISiloBuilder silo)
    {
        silo.Services.AddTrackerMessages();
        silo.Services.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = MailboxLimit);
        silo.Services.Configure<GrainDirectoryOptions>(options => options.CacheSize = 10_000);
        silo.Services.AddSingleton<Precedence>().AddHostedService<StoryWaker>();
        return silo;
    }

    public static IServiceCollection AddTrackerMessages(this IServiceCollection services) =>
        services.AddSerializer(serializer => serializer.AddJsonSerializer(MessageJson.Carries, MessageJson.Options));

    /// <summary>Snapshots beside the log, where several processes share it; else in one SQLite file of the data directory.</summary>
    /// <param name="shared">Asked when the silo starts.</param>
    public static ISiloBuilder AddSnapshots(this ISiloBuilder silo, Func<IServiceProvider, ISnapshots?> shared, string directory)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(SnapshotStore.Name, (services, _) => shared(services) is { } snapshots ? new SharedGrainStorage(snapshots) : new SqliteGrainStorage(directory));
        return silo;
    }
}
