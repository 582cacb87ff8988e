using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Tracker.Api;
using Tracker.Api.Keys;
using Tracker.Api.Live;
using Tracker.Contracts;
using Tracker.Log;
using Tracker.Log.Feed;
using Tracker.Log.Index;
using Tracker.Log.Search;
using Tracker.Log.Settings;
using Tracker.Log.Sqlite;
using Tracker.Server.Cluster;
using Tracker.Server.Demo;
using Tracker.Server.Logging;
using Tracker.Server.Stopping;
using Tracker.Server.Telemetry;

namespace Tracker.Server;

/// <summary>
/// The composition root: what is registered anywhere is registered here. The log's lock is taken before the silo starts; what was opened is closed in
/// the opposite order.
/// </summary>
public sealed class TrackerApp : IAsyncDisposable
{
    internal const string DefaultUrl = "http://localhost:5080";

    readonly WebApplication _web;
    readonly Stores _stores;
    readonly string _directory;
    readonly bool _json;
    readonly DateTimeOffset? _keylessSince;

    /// <param name="keylessSince">When it began, where its configuration has no key.</param>
    TrackerApp(WebApplication web, Stores stores, string directory, bool json, DateTimeOffset? keylessSince) =>
        (_web, _stores, _directory, _json, _keylessSince) = (web, stores, directory, json, keylessSince);

    /// <exception cref="LogOpenException">The data cannot be opened: one line.</exception>
    public static Task<TrackerApp> BuildAsync(StartArguments arguments, CancellationToken ct) => BuildAsync(arguments, new Seams(), ct);

    internal static async Task<TrackerApp> BuildAsync(StartArguments arguments, Seams seams, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. arguments.Rest], ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        var options = Options(builder.Configuration);
        ClusterSetup.Check(options);
        Logs.Configure(builder.Logging, options.LogFormat);
        var directory = Path.GetFullPath(options.Data);
        var clock = seams.Clock;
        var began = clock.GetUtcNow();
        var trouble = new Trouble();

        // The rest is put together meanwhile: a start is mostly the runtime compiling.
        var opening = Task.Run(() => Stores.OpenAsync(options, seams.Options(new SqliteLogOptions
        {
            Directory = directory, Clock = clock, Owner = builder.Configuration["urls"] ?? DefaultUrl, Trouble = trouble.Tell,
        }), ct), ct);
        // Asked for when the silo starts, which is after the log was opened.
        var epoch = "";
        try
        {
            Compose(builder, options, directory, clock, () => epoch);
        }
        catch
        {
            await LetGoAsync(opening);
            throw;
        }
        var stores = await opening;
        try
        {
            await ClusterSetup.ReachAsync(options, trouble.Tell, ct);
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
        epoch = stores.Log.Epoch;
        Add(builder.Services, stores, seams);

        var web = builder.Build();
        trouble.To(web.Logger);
        if (options.ForwardedFrom is not null) web.UseForwardedHeaders();
        web.UseTrackerApi();
        if (options.Role == "silo") web.MapTrackerHealth();
        else web.MapTrackerApi();
        web.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new NeedsScope(Scope.Read));
        web.Services.GetRequiredService<Lags>();
        // A batch that is being taken in ends while streams and silo do, not after them.
        if (stores.Index is { } index) web.Lifetime.ApplicationStopping.Register(index.Rest);
        if (stores.Search is { } search) web.Lifetime.ApplicationStopping.Register(search.Rest);
        if (options.Role != "silo") Dashboard.Map(web);
        if (options.AdminKey is { } key) web.Services.GetRequiredService<KeyRing>().Configure(key);
        await web.Services.GetRequiredService<KeyRing>().LoadAsync(ct);
        return new TrackerApp(web, stores, directory, options.LogFormat == "json", options.AdminKey is null ? began : null);
    }

    static void Compose(WebApplicationBuilder builder, ServerOptions options, string directory, TimeProvider clock, Func<string> epoch)
    {
        Listening.Configure(builder.WebHost);
        builder.Services.AddHostedService<Watchdog>().AddKeyedSingleton("app", clock);
        AddStopping(builder, options);
        TelemetrySetup.Add(builder);
        ClusterSetup.Add(builder, options, directory, epoch);
        var api = new ApiOptions
        {
            PublicRead = options.PublicRead, Origins = options.Origins, HeartbeatSeconds = options.HeartbeatSeconds, MaxLiveConnections = options.MaxLiveConnections, Live = options.Live,
        };
        if (options.Role == "silo") builder.Services.AddTrackerGate(api);
        else builder.Services.AddTrackerApi(api);
        if (options.ForwardedFrom is { } proxy) Trust(builder.Services, proxy);
    }

    /// <summary>A setting was wrong: what is being opened meanwhile is closed, and its lock given back.</summary>
    static async Task LetGoAsync(Task<Stores> opening)
    {
        await opening.ContinueWith(static _ => { }, TaskScheduler.Default);
        if (opening.IsCompletedSuccessfully) await (await opening).DisposeAsync();
    }

    /// <summary>Where it listens, once started: the first address, by a name that this machine reaches.</summary>
    public string Address => _web.Urls.First().Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal);

    public Task StartAsync() => _web.StartAsync();

    public Task WaitForShutdownAsync() => _web.WaitForShutdownAsync();

    /// <summary>Tells the person at the terminal where everything is; makes the first key; starts the demo when asked.</summary>
    public async Task GreetAsync(double? demo)
    {
        await SayAsync($"Tracker at {string.Join(' ', _web.Urls)}");
        await SayAsync($"data in {_directory}, log{_stores.Place} at {new Cursor(_stores.Log.Epoch, _stores.Log.Head)}");
        if (_stores.Index is null) return;
        var keys = _web.Services.GetRequiredService<KeyRing>();
        if (keys.IsEmpty && await keys.CreateFirstAsync(CancellationToken.None) is { } first) await SayAsync($"admin key (shown once, only its hash is kept): {first.Key}");
        // Whoever has started several at once looks for the key here too.
        else if (keys.Oldest >= _keylessSince) await SayAsync($"no admin key is made here: another process of this log made one at {keys.Oldest:yyyy-MM-dd'T'HH:mm:ss'Z'}, and printed it");
        if (demo is { } speed) _ = DemoRun.StartAsync(_web, Address, keys.CreatePassing("demo", [Scope.Post, Scope.Edit]), speed);
    }

    async Task SayAsync(string line)
    {
        if (_json) _web.Logger.LogInformation("{Line}", line);
        else await Console.Out.WriteLineAsync(line);
    }

    /// <summary>The log is closed last, with its write-ahead file moved into the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_web.Lifetime.ApplicationStopped.IsCancellationRequested) await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        await _stores.DisposeAsync();
    }

    static ServerOptions Options(IConfiguration configuration)
    {
        var options = new ServerOptions();
        configuration.GetSection("Tracker").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        options.Feed.HeartbeatEvery = TimeSpan.FromSeconds(options.HeartbeatSeconds);
        var wrong = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
        return Valid(options) & Valid(options.Live) & Valid(options.Feed)
            ? options
            : throw new OptionsValidationException("Tracker", typeof(ServerOptions), wrong.Select(one => one.ErrorMessage!));

        bool Valid(object part) => System.ComponentModel.DataAnnotations.Validator.TryValidateObject(part, new(part), wrong, validateAllProperties: true);
    }

    static void AddStopping(WebApplicationBuilder builder, ServerOptions options)
    {
        var connections = new Connections();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listening =>
        {
            connections.Watch(listening);
            StraightOutput.Offer(listening);
        }));
        builder.Services.AddSingleton(options).AddSingleton(connections).AddSingleton<IHostLifetime, Leaving>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Cluster == "none" ? Leaving.StopWithin : Leaving.StopClusteredWithin);
    }

    static void Add(IServiceCollection services, Stores stores, Seams seams)
    {
        services.AddSingleton<Lags>();
        services.AddSingleton(seams.Log(stores.Log)).AddSingleton(seams.Feed(stores.Feed)).AddSingleton(stores.Feed).AddSingleton(stores.Log.Settings);
        services.AddSingleton(stores.Log);
        if (stores.Index is { } index) services.AddSingleton(index).AddSingleton<IIndex>(index);
        if (stores.Search is { } search) services.AddSingleton(search).AddSingleton<ISearch>(search);
    }

    static void Trust(IServiceCollection services, string proxy) => services.Configure<ForwardedHeadersOptions>(forwarded =>
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        // A balancer in a cluster has no one address, so networks may be named too.
        foreach (var one in proxy.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(one, out var address)) forwarded.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network)) forwarded.KnownIPNetworks.Add(network);
            else throw new UsageException($"Tracker:ForwardedFrom is IP addresses and networks like 10.0.0.0/16, separated by commas; {one} is neither.");
        }
    });
}
