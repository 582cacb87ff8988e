using System.Diagnostics;
using System.Net;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Readers;
using Tracker.Faults.Runs;
using Tracker.Faults.Servers;
using Tracker.Log;
using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.ClusterTests.Runs;

/// <summary>A cluster under load: posters on all nodes, readers that come back on another node each time, and all that is written down about it.</summary>
sealed class ClusterStage : IAsyncDisposable
{
    /// <summary>Entities that are asked for to see whether all are back.</summary>
    const int Probes = 20;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Away = TimeSpan.FromSeconds(3);

    readonly PostgresServer _database;
    readonly Cluster _cluster;
    readonly List<Traffic> _traffic = [];

    ClusterStage(PostgresServer database, Cluster cluster)
    {
        (_database, _cluster) = (database, cluster);
        History = new History();
        Answers = new Answers(History, Verdict);
    }

    public History History { get; }
    public LogBook Book { get; } = new();
    public Verdict Verdict { get; } = new();
    public Answers Answers { get; }
    public Audience Audience { get; private set; } = null!;
    public Cluster Cluster => _cluster;
    public int Kills { get; private set; }

    /// <summary>How long it took after each blow to a node until all entities answered elsewhere.</summary>
    public List<TimeSpan> Back { get; } = [];

    /// <summary>How long each node took to be ready again.</summary>
    public List<TimeSpan> Starts { get; } = [];

    /// <param name="perSecond">Lines of batches a second, where the machine gives it.</param>
    public static async Task<ClusterStage> SetAsync(int seed, int nodes, int readers, int perSecond, CancellationToken ct)
    {
        var database = await PostgresServer.StartAsync();
        ClusterStage? stage = null;
        try
        {
            stage = new ClusterStage(database, await Cluster.StartAsync(database, [.. Enumerable.Repeat(new Node(), nodes)], ct));
            await World.CreateAsync(stage.Cluster.Apis[0], ct);
            for (var i = 0; i < Probes; i++) await stage.Cluster.Apis[0].CreateAsync("actors", $$"""{"id":"probe-{{i}}","name":"Probe {{i}}","kind":"person"}""", ct);
            var ways = stage.Cluster.Addresses;
            stage.Audience = new Audience(number => [.. Enumerable.Range(0, ways.Count).Select(way => ways[(number + way) % ways.Count])], readers, stage.Book, stage.Verdict, seed);
            for (var i = 0; i < nodes; i++)
                stage._traffic.Add(new Traffic(ways[i], ways[(i + 1) % nodes], new Pool(stage.History, length: 200), stage.Answers, seed + (1_000 * i), perSecond / nodes));
            return stage;
        }
        catch
        {
            if (stage is null) await database.DisposeAsync();
            else await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until, from now on, so many statements were acknowledged and nine of ten readers are served.</summary>
    public async Task UnderLoadAsync(int statements, CancellationToken ct)
    {
        var before = History.Acknowledged;
        for (var began = Stopwatch.GetTimestamp(); History.Acknowledged < before + statements || Audience.Connected * 10 < Audience.Readers.Count * 9; await Task.Delay(20, ct))
        {
            if (Audience.Broken.IsFaulted) await Audience.Broken;
            if (_traffic.Find(traffic => traffic.Broken.IsFaulted) is { } broken) await broken.Broken;
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"{History.Acknowledged - before} statements acknowledged, {Audience.Connected} readers connected.\n{Cluster.Explain()}");
        }
    }

    public async Task PlayAsync(Blow blow, CancellationToken ct)
    {
        var server = Cluster.Servers[blow.Node];
        if (blow.IsKill) Kills++;
        switch (blow.Fault)
        {
            case ClusterFault.Killed:
                await GatherAsync(blow.Node, ct);
                await server.KillAsync();
                await BackAsync(blow.Node, ct);
                break;
            case ClusterFault.Frozen:
                await GatherAsync(blow.Node, ct);
                Signals.Freeze(server.Pid);
                await BackAsync(blow.Node, ct);
                Signals.Thaw(server.Pid);
                await server.EndedAsync(ct).WaitAsync(BackWithin, ct);
                if (server.Said("cannot stay in the cluster") == 0) Verdict.Wrong.Add($"the zombie ended with {server.ExitCode} and did not say why: {server.Output}");
                break;
            case ClusterFault.Left:
                await GatherAsync(blow.Node, ct);
                await Shell.RunAsync("kill", "-TERM", server.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
                await server.EndedAsync(ct).WaitAsync(BackWithin, ct);
                if (server.ExitCode != 0) Verdict.Wrong.Add($"the node that left ended with {server.ExitCode}: {server.Output}");
                await BackAsync(blow.Node, ct);
                break;
            default:
                await _database.DownAsync(crash: blow.Fault == ClusterFault.DatabaseCrashed);
                await Task.Delay(Away, ct);
                await _database.UpAsync();
                foreach (var lost in Cluster.Servers.Where(one => one.HasExited)) Verdict.Wrong.Add($"a node ended with {lost.ExitCode} because the database was away: {lost.Output}");
                return;
        }
        Starts.Add(await server.UpAsync(ct));
    }

    /// <summary>Stops the posters, lets everyone read to the end, and judges.</summary>
    /// <returns>Records in the log.</returns>
    public async Task<long> JudgeAsync(CancellationToken ct)
    {
        foreach (var traffic in _traffic) await traffic.StopAsync();
        var end = await Ending.LastWordAsync(Cluster.Apis[^1], ct);
        await Audience.ReachAsync(end, Verdict, ct);
        var hashes = new List<string>();
        foreach (var api in Cluster.Apis) hashes.Add(await State.OfAsync(api, end, ct));
        if (hashes.Distinct(StringComparer.Ordinal).Count() > 1) Verdict.Wrong.Add($"at {end} the nodes show {string.Join(", ", hashes)}");
        await Audience.DisposeAsync();
        foreach (var server in Cluster.Servers) await server.KillAsync();
        var options = new PostgresLogOptions { ConnectionString = _database.ConnectionString(), Schema = Cluster.Schema, Clock = TimeProvider.System };
        var anchor = Anchor.TryParse($"{Answers.Anchor.Cursor}:{Answers.Anchor.Hash}", out var kept) ? kept : null;
        var chain = await PostgresVerifier.VerifyAsync(options, anchor, ct);
        if (anchor is null || !chain.Sound) Verdict.Wrong.Add($"the chain does not verify against {Answers.Anchor.Cursor}: {chain.First?.What}");
        await using var log = await PostgresLog.OpenAsync(options, ct);
        return await Ending.ReadAsync(log, new Checker(History, Book, Verdict), Verdict, ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var traffic in _traffic) await traffic.DisposeAsync();
        if (Audience is not null) await Audience.DisposeAsync();
        await Cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Some entities are on this node: they are placed where they are first asked for.</summary>
    async Task GatherAsync(int node, CancellationToken ct)
    {
        for (var i = 0; i < Probes; i++) await Cluster.Apis[node].GetAsync($"api/actors/probe-{i}/life", ct);
    }

    /// <summary>Asks another node for all of them until each has answered.</summary>
    async Task BackAsync(int gone, CancellationToken ct)
    {
        var (began, api) = (Stopwatch.GetTimestamp(), Cluster.Apis[(gone + 1) % Cluster.Apis.Count]);
        await Task.WhenAll(Enumerable.Range(0, Probes).Select(async probe =>
        {
            while (Stopwatch.GetElapsedTime(began) < Patience)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
                patience.CancelAfter(TimeSpan.FromSeconds(2));
                try
                {
                    if ((await api.GetAsync($"api/actors/probe-{probe}/life", patience.Token)).Status == HttpStatusCode.OK) return;
                }
                catch (Exception cut) when (ApiClient.IsCut(cut) && !ct.IsCancellationRequested)
                {
                    // Nobody has it yet.
                }
                await Task.Delay(100, ct);
            }
        }));
        Back.Add(Stopwatch.GetElapsedTime(began));
        if (Back[^1] > BackWithin) Verdict.Wrong.Add($"the entities of node {gone} were out of reach for {Back[^1].TotalSeconds:0.0} s");
    }
}
