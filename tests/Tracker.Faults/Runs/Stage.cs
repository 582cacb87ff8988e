using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Nemesis;
using Tracker.Faults.Readers;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Runs;

/// <summary>What a run consists of.</summary>
sealed record Setting
{
    public required int Seed { get; init; }

    /// <summary>Null = the server as it is shipped; see <c>Tracker.Faults.Server</c>.</summary>
    public string? Sabotage { get; init; }

    public int Readers { get; init; } = 20;

    /// <summary>Lines of batches a second, where the machine gives it.</summary>
    public int PerSecond { get; init; } = 1_000;

    /// <summary>Letters of text in each statement, about.</summary>
    public int Length { get; init; } = 200;

    /// <summary>The data directory; null = one in the run's own folder.</summary>
    public string? Data { get; init; }

    /// <summary>Takes a line about how it goes.</summary>
    public Action<string> Say { get; init; } = _ => { };
}

/// <summary>A server under load, its readers, the line between them, and all that is written down about it. Its folder is kept when something was found.</summary>
sealed class Stage : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    readonly StreamWriter _file;
    bool _sound;

    Stage(Setting setting)
    {
        Setting = setting;
        Folder = Directory.CreateTempSubdirectory("tracker-faults-").FullName;
        _file = new StreamWriter(Path.Combine(Folder, "history.txt"));
        History = new History(_file);
        Answers = new Answers(History, Verdict);
        Pool = new Pool(History, setting.Length);
        Server = new ServerProcess(setting.Data ?? Path.Combine(Folder, "data"), setting.Sabotage);
        Line = new Line(Server.Address);
        Api = new ApiClient(Server.Address);
    }

    public Setting Setting { get; }
    public string Folder { get; }
    public History History { get; }
    public LogBook Book { get; } = new();
    public Verdict Verdict { get; } = new();
    public Answers Answers { get; }
    public Pool Pool { get; }
    public ServerProcess Server { get; }
    public Line Line { get; }
    public ApiClient Api { get; }
    public Audience Audience { get; private set; } = null!;
    public Traffic Traffic { get; private set; } = null!;

    /// <summary>The server is up, the readers read and the posters post when it returns.</summary>
    public static async Task<Stage> SetAsync(Setting setting, CancellationToken ct)
    {
        setting.Say($"seed {setting.Seed}");
        var stage = new Stage(setting);
        try
        {
            await stage.Server.UpAsync(ct);
            await World.CreateAsync(stage.Api, ct);
            stage.Audience = new Audience(stage.Server.Address, stage.Line.Address, setting.Readers, stage.Book, stage.Verdict, setting.Seed);
            stage.Traffic = new Traffic(stage.Server.Address, stage.Line.Address, stage.Pool, stage.Answers, setting.Seed, setting.PerSecond);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until, from now on, so many statements were acknowledged and nine of ten readers are served.</summary>
    public Task UnderLoadAsync(int statements, CancellationToken ct)
    {
        var before = History.Acknowledged;
        return UntilAsync(() => History.Acknowledged >= before + statements && Audience.Connected * 10 >= Setting.Readers * 9,
            () => $"{History.Acknowledged - before} statements acknowledged, {Audience.Connected} readers connected", ct);
    }

    /// <summary>Waits for something that comes soon on any machine.</summary>
    /// <exception cref="TimeoutException">It has not come; says <paramref name="state"/> instead.</exception>
    public async Task UntilAsync(Func<bool> holds, Func<string> state, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!holds())
        {
            if (Traffic.Broken.IsFaulted) await Traffic.Broken;
            if (Audience.Broken.IsFaulted) await Audience.Broken;
            if (Server.HasExited) throw new InvalidOperationException($"The server ended with {Server.ExitCode}. {Explain()}");
            if (patience.IsCancellationRequested) throw new TimeoutException($"After {Patience.TotalSeconds} s: {state()}. {Explain()}");
            await Task.Delay(5, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Nothing was found: the folder may go.</summary>
    public void Sound() => _sound = true;

    /// <summary>What somebody needs who wants to see it again.</summary>
    public string Explain()
    {
        lock (_file) _file.Flush();
        return $"seed {Setting.Seed}, sabotage {Setting.Sabotage ?? "none"}; history and data kept in {Folder}{(Setting.Data is null ? "" : " (data on a mount that is gone)")}\n{Verdict}\nthe server's last lines:\n{string.Join('\n', Server.Output.Split('\n').TakeLast(30))}";
    }

    public async ValueTask DisposeAsync()
    {
        if (Traffic is not null) await Traffic.DisposeAsync();
        if (Audience is not null) await Audience.DisposeAsync();
        await Server.DisposeAsync();
        await Line.DisposeAsync();
        Api.Dispose();
        await _file.DisposeAsync();
        if (_sound) Directory.Delete(Folder, recursive: true);
    }
}
