using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Tracker.Api;
using Tracker.Api.Keys;
using Tracker.Contracts;
using Tracker.Grains;
using Tracker.Log;
using Tracker.Log.Feed;
using Tracker.Log.Index;
using Tracker.Log.Search;
using Tracker.Log.Settings;
using Tracker.Log.Sqlite;
using Tracker.Server.Demo;

namespace Tracker.Server;

/// <summary>
/// The composition root: what is registered anywhere is registered here. The log's lock is taken before the silo starts; what was opened is closed in
/// the opposite order.
/// </summary>
public sealed class TrackerApp : IAsyncDisposable
{
    const string DefaultUrl = "http://localhost:5080";

    readonly WebApplication _web;
    readonly Stores _stores;
    readonly string _directory;

    TrackerApp(WebApplication web, Stores stores, string directory) => (_web, _stores, _directory) = (web, stores, directory);

    sealed record Stores(SqliteLog Log, Feed Feed, SqliteIndex Index, SqliteSearch Search);

    /// <exception cref="LogOpenException">The data cannot be opened: one line.</exception>
    public static Task<TrackerApp> BuildAsync(StartArguments arguments, CancellationToken ct) => BuildAsync(arguments, new Seams(), ct);

    internal static async Task<TrackerApp> BuildAsync(StartArguments arguments, Seams seams, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. arguments.Rest], ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        Logs.Configure(builder.Logging);
        var options = Options(builder.Configuration);
        var directory = Path.GetFullPath(options.Data);
        var clock = seams.Clock;
        var trouble = new Trouble();

        // The rest is put together meanwhile: a start is mostly the runtime compiling.
        var opening = Task.Run(() => OpenAsync(seams.Options(new SqliteLogOptions
        {
            Directory = directory, Clock = clock, Owner = builder.Configuration["urls"] ?? DefaultUrl, Trouble = trouble.Tell,
        }), ct), ct);
        builder.Services.AddHostedService<Watchdog>().AddKeyedSingleton("app", clock);
        AddSilo(builder, options, directory);
        builder.Services.AddTrackerApi(new ApiOptions
        {
            PublicRead = options.PublicRead, Origins = options.Origins, HeartbeatSeconds = options.HeartbeatSeconds, MaxLiveConnections = options.MaxLiveConnections,
        });
        if (options.ForwardedFrom is { } proxy) Trust(builder.Services, proxy);
        var stores = await opening;
        Add(builder.Services, stores, seams);

        var web = builder.Build();
        trouble.To(web.Logger);
        if (options.ForwardedFrom is not null) web.UseForwardedHeaders();
        web.UseTrackerApi();
        web.MapTrackerApi();
        Dashboard.Map(web);
        if (options.AdminKey is { } key) web.Services.GetRequiredService<KeyRing>().Configure(key);
        await web.Services.GetRequiredService<KeyRing>().LoadAsync(ct);
        return new TrackerApp(web, stores, directory);
    }

    /// <summary>Where it listens, once started: the first address, by a name that this machine reaches.</summary>
    public string Address => _web.Urls.First().Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal);

    public Task StartAsync() => _web.StartAsync();

    public Task WaitForShutdownAsync() => _web.WaitForShutdownAsync();

    /// <summary>Tells the person at the terminal where everything is; makes the first key; starts the demo when asked.</summary>
    public async Task GreetAsync(double? demo)
    {
        await Console.Out.WriteLineAsync($"Tracker at {string.Join(' ', _web.Urls)}");
        await Console.Out.WriteLineAsync($"data in {_directory}, log at {new Cursor(_stores.Log.Epoch, _stores.Log.Head)}");
        var keys = _web.Services.GetRequiredService<KeyRing>();
        if (keys.IsEmpty)
        {
            var created = await keys.CreateAsync("admin", [Scope.Admin], null, CancellationToken.None);
            await Console.Out.WriteLineAsync($"admin key (shown once, only its hash is kept): {created.Key}");
        }
        if (demo is { } speed) _ = DemoRun.StartAsync(_web, Address, keys.CreatePassing("demo", [Scope.Post, Scope.Edit]), speed);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        await _stores.Search.DisposeAsync();
        await _stores.Index.DisposeAsync();
        await _stores.Feed.DisposeAsync();
        await _stores.Log.DisposeAsync();
    }

    static ServerOptions Options(IConfiguration configuration)
    {
        var options = new ServerOptions();
        configuration.GetSection("Tracker").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        var wrong = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
        return System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, new(options), wrong, validateAllProperties: true)
            ? options
            : throw new OptionsValidationException("Tracker", typeof(ServerOptions), wrong.Select(one => one.ErrorMessage!));
    }

    static async Task<Stores> OpenAsync(SqliteLogOptions options, CancellationToken ct)
    {
        var log = await SqliteLog.OpenAsync(options, ct);
        var feed = new Feed(log, new FeedOptions(), options.Clock);
        log.Committed = feed.Committed;
        var search = Task.Run(() => SqliteSearch.OpenAsync(new SqliteSearchOptions { Directory = options.Directory, Trouble = options.Trouble }, log, ct), ct);
        var index = await SqliteIndex.OpenAsync(new SqliteIndexOptions { Directory = options.Directory, Trouble = options.Trouble }, log, ct);
        return new Stores(log, feed, index, await search);
    }

    static void Add(IServiceCollection services, Stores stores, Seams seams)
    {
        services.AddSingleton(seams.Log(stores.Log)).AddSingleton(seams.Feed(stores.Feed)).AddSingleton(stores.Feed).AddSingleton(stores.Log.Settings);
        services.AddSingleton(stores.Index).AddSingleton<IIndex>(stores.Index).AddSingleton(stores.Search).AddSingleton<ISearch>(stores.Search);
    }

    // One silo that only this process talks to: a port of its own, no gateway. The application's clock is keyed: the runtime keeps the real one.
    static void AddSilo(WebApplicationBuilder builder, ServerOptions options, string directory) => builder.UseOrleans(silo =>
    {
        var port = options.SiloPort == 0 ? SiloPorts.Free() : options.SiloPort;
        silo.UseLocalhostClustering(port, gatewayPort: 0, primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, port), serviceId: "tracker", clusterId: $"tracker-{port}");
        silo.Configure<SiloOptions>(names => names.SiloName = "tracker");
        silo.AddTrackerGrains().AddSqliteSnapshots(directory);
    });

    static void Trust(IServiceCollection services, string proxy) => services.Configure<ForwardedHeadersOptions>(forwarded =>
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        forwarded.KnownProxies.Add(IPAddress.TryParse(proxy, out var address) ? address : throw new UsageException("Tracker:ForwardedFrom is an IP address."));
    });
}
