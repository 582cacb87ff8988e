using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

[assembly: AssemblyFixture(typeof(ScenarioStart))]

namespace Tracker.Acceptance.Istanbul;

/// <summary>Starts the run when the first test asks for it, and ends it with the assembly.</summary>
public sealed class ScenarioStart : IAsyncDisposable
{
    readonly Lock _lock = new();
    Task<ScenarioRun>? _run;

    internal Task<ScenarioRun> Run
    {
        get { lock (_lock) return _run ??= ScenarioRun.PlayAsync(CancellationToken.None); }
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is { IsCompletedSuccessfully: true })
            await (await _run).DisposeAsync();
    }
}

/// <summary>
/// The whole scenario played once against a real server, with readers that stay and readers that drop for steps 11 to 14. Each expectation is
/// checked right after its step, since later steps change what it is about; the tests only tell what came of it.
/// </summary>
sealed class ScenarioRun : IAsyncDisposable
{
    const int DropBefore = 11;
    const int ResumeAfter = 14;
    readonly Dictionary<(int Step, string Text), Exception?> _outcomes = [];
    readonly List<StepView> _steps = [];
    readonly List<Item> _hubBeforeDrop = [], _sseBeforeDrop = [];
    SseSubscriber? _sseDropper;
    HubSubscriber? _hubDropper;
    string? _sseCursor, _hubCursor;

    ScenarioRun(RunningServer server, SseSubscriber sse, HubSubscriber hub) => (Server, Sse, Hub) = (server, sse, hub);

    public RunningServer Server { get; }
    public ApiClient Api => Server.Api;
    /// <summary>Readers of everything that never drop.</summary>
    public SseSubscriber Sse { get; }
    public HubSubscriber Hub { get; }
    /// <summary>The state at the end.</summary>
    public StepView End => _steps[^1];
    /// <summary>Everything that the log has when the scenario is over.</summary>
    public IReadOnlyList<Item> Whole { get; private set; } = [];

    /// <summary>The state right after a step.</summary>
    public StepView Step(int step) => _steps.Single(view => view.Step == step);

    /// <summary>Everything that the log has now.</summary>
    public async Task<IReadOnlyList<Item>> Log(CancellationToken ct) => (await Poll.AllAsync(Api, "start", ct)).Items;

    /// <summary>A document once it is so: what reactions bring follows its cause after a moment, ten seconds at most.</summary>
    public async Task<JsonNode> Eventually(string path, Func<JsonNode, bool> holds, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var read = await Api.Get(path, ct);
            if (read.Code == 200 && holds(read.Json)) return read.Json;
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10), $"{path} within 10 s: {read.Text}");
            await Api.Get($"/api/changes?after={Uri.EscapeDataString(read.Cursor ?? "now")}&wait=1", ct);
        }
    }

    public static Task<ScenarioRun> PlayAsync(CancellationToken ct) => PlayAsync(new ServerOptions(), ct);

    public static async Task<ScenarioRun> PlayAsync(ServerOptions options, CancellationToken ct)
    {
        var server = await RunningServer.StartAsync(options, ct);
        var run = new ScenarioRun(server, await SseSubscriber.OpenAsync(server.Address, "?after=start", ct), await HubSubscriber.OpenAsync(server.Address, new { after = "start" }, ct));
        await run.PlayStepsAsync(ct);
        return run;
    }

    /// <summary>What came of an expectation: null = it holds.</summary>
    public Exception? Outcome(int step, string text) => _outcomes[(step, text)];

    /// <summary>The first answer to what the scenario calls by this name.</summary>
    public Reply AnswerTo(string name) => _steps.SelectMany(step => step.Answers).First(answered => answered.Call.Names == name).Reply;

    /// <summary>The readers that dropped have, after they resumed, exactly what those that stayed have of the story, in the same order, once.</summary>
    public async Task HasMissedNothingAsync(CancellationToken ct)
    {
        var stayed = Sse.Received.Items.Where(IsOfStory).ToList();
        await _sseDropper!.Received.Until(stayed[^1].Position, ct);
        await _hubDropper!.Received.Until(stayed[^1].Position, ct);
        var missed = _steps.Where(step => step.Step is >= DropBefore and <= ResumeAfter).SelectMany(step => step.Changes).Count(IsOfStory);
        Assert.True(missed > 10, "the dropped steps must change something");
        Assert.Equal(stayed.Select(item => item.Text), _sseBeforeDrop.Concat(_sseDropper.Received.Items).Select(item => item.Text));
        Assert.Equal(stayed.Select(item => item.Text), _hubBeforeDrop.Concat(_hubDropper.Received.Items).Select(item => item.Text));
    }

    public async ValueTask DisposeAsync()
    {
        await Sse.DisposeAsync();
        await Hub.DisposeAsync();
        if (_sseDropper is not null) await _sseDropper.DisposeAsync();
        if (_hubDropper is not null) await _hubDropper.DisposeAsync();
        await Server.DisposeAsync();
    }

    async Task PlayStepsAsync(CancellationToken ct)
    {
        var desk = new Desk(Api);
        await OpenDroppersAsync("start", "start", ct);
        foreach (var step in ScenarioFile.Expectations.Select(expectation => expectation.Step).Prepend(0).Distinct())
        {
            if (step == DropBefore)
                await DropAsync();
            var view = await desk.PlayAsync(step, ct);
            _steps.Add(view);
            // Read while they are open: a later step closes them.
            await view.Get($"/api/stories/{ScenarioFile.Story}/conflicts", ct);
            if (step == ResumeAfter)
                await OpenDroppersAsync(_sseCursor!, _hubCursor!, ct);
            foreach (var expectation in ScenarioFile.Expectations.Where(expectation => expectation.Step == step))
                _outcomes[expectation] = await OutcomeOf(expectation.Text, view, ct);
        }
        (Whole, _) = await Poll.AllAsync(Api, "start", ct);
    }

    async Task<Exception?> OutcomeOf(string text, StepView view, CancellationToken ct)
    {
        if (!Expectations.Table.TryGetValue(text, out var check))
            return null;
        try
        {
            await check(this, view, ct);
            return null;
        }
        catch (Exception failed)
        {
            return failed;
        }
    }

    async Task OpenDroppersAsync(string sseCursor, string hubCursor, CancellationToken ct)
    {
        _sseDropper = await SseSubscriber.OpenAsync(Server.Address, $"?after=now&touches=story/{ScenarioFile.Story}", ct, lastEventId: sseCursor);
        _hubDropper = await HubSubscriber.OpenAsync(Server.Address, new { after = hubCursor, touches = new[] { "story/" + ScenarioFile.Story } }, ct);
    }

    // The connections are cut as they are, in the middle of whatever is on its way.
    async Task DropAsync()
    {
        await _sseDropper!.DisposeAsync();
        await _hubDropper!.DisposeAsync();
        (_sseCursor, _hubCursor) = (_sseDropper.Received.Cursor ?? "start", _hubDropper.Received.Cursor ?? "start");
        _sseBeforeDrop.AddRange(_sseDropper.Received.Items);
        _hubBeforeDrop.AddRange(_hubDropper.Received.Items);
    }

    static bool IsOfStory(Item item) => item.Touches.Contains("story/" + ScenarioFile.Story) || item.Kind.StartsWith("actor.", StringComparison.Ordinal);
}
