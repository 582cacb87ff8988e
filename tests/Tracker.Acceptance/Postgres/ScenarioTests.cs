using System.Text.Json.Nodes;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;
using Tracker.Log;
using Tracker.Log.Postgres;
using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Acceptance.Postgres;

/// <summary>One process on a log in PostgreSQL works as it does on a file.</summary>
public sealed class ScenarioTests(OnPostgres postgres, ScenarioStart onSqlite)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_scenario_holds_and_its_readers_miss_nothing()
    {
        await using var run = await ScenarioRun.PlayAsync(await postgres.NewLogAsync(), Ct);
        var failed = ScenarioFile.Expectations.Select(expectation => (expectation.Text, Error: run.Outcome(expectation.Step, expectation.Text))).Where(outcome => outcome.Error is not null).ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed.Select(outcome => $"{outcome.Text}: {outcome.Error!.Message}")));
        await run.HasMissedNothingAsync(Ct);
        Assert.Equal(await CellsAsync(await onSqlite.Run), await CellsAsync(run));
        // The same facts; where a reaction stands among the posts that come meanwhile is a matter of moments.
        Assert.Equal(Facts(await onSqlite.Run), Facts(run));
        Assert.Contains("log in PostgreSQL", run.Server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, run.Server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_records_make_the_same_board()
    {
        var options = await postgres.NewLogAsync();
        await using var file = await RunningServer.StartAsync(new ServerOptions { Arguments = ["--demo", "--demo-speed", "0"] }, Ct);
        while (!file.Output.Contains("the scenario is there", StringComparison.Ordinal)) await Task.Delay(50, Ct);
        var (hash, head) = await SettledAsync(file.Api);
        await file.KillAsync();
        await CopyAsync(file.Data, options);
        await using var server = await RunningServer.StartAsync(options, Ct);
        var (copied, position) = await SettledAsync(server.Api);
        Assert.Equal(head, position);
        Assert.Equal(hash, copied);
        var verified = await PostgresVerifier.VerifyAsync(LogOptions(options), null, Ct);
        Assert.True(verified.Sound, verified.First?.What);
    }

    static async Task<IReadOnlyList<string>> CellsAsync(ScenarioRun run) =>
        [.. (await run.End.Cells(Ct)).Select(cell => $"{cell["actor"]} {cell["topic"]} {cell["stance"]} {string.Join(' ', cell["evidence"]!.AsArray())}").Order(StringComparer.Ordinal)];

    static IReadOnlyList<string> Facts(ScenarioRun run) => [.. run.Whole.Select(item => $"{item.Kind} {(item.Entity.StartsWith("link/", StringComparison.Ordinal) || item.Entity.StartsWith("condition/", StringComparison.Ordinal) ? "" : item.Entity)}").Order(StringComparer.Ordinal)];

    /// <summary>The board's hash when everything is taken in and reacted to, and where that is.</summary>
    static async Task<(string Hash, string Position)> SettledAsync(ApiClient api)
    {
        while (true)
        {
            var life = (await api.Get($"/api/stories/{ScenarioFile.Story}/life", Ct)).Is(200);
            var before = await HeadAsync(api);
            var board = (await api.Get($"/api/stories/{ScenarioFile.Story}/board?atLeast={Uri.EscapeDataString(before)}", Ct)).Is(200).Json;
            await Task.Delay(300, Ct);
            if (life.Code == 200 && before == await HeadAsync(api)) return ((string)board["hash"]!, before[(before.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        }
    }

    static async Task<string> HeadAsync(ApiClient api) => (string)(await api.Get("/api/changes?after=now&limit=1", Ct)).Is(200).Json["head"]!;

    static PostgresLogOptions LogOptions(ServerOptions options, TimeProvider? clock = null) => new()
    {
        ConnectionString = options.Settings["Tracker__ConnectionString"], Schema = options.Settings["Tracker__Schema"], Clock = clock ?? TimeProvider.System,
    };

    /// <summary>Record by record, at the time at which each was taken in.</summary>
    static async Task CopyAsync(string data, ServerOptions options)
    {
        var clock = new ManualClock();
        await using var from = await SqliteLog.OpenAsync(new() { Directory = data, Clock = TimeProvider.System }, Ct);
        await using var to = await PostgresLog.OpenAsync(LogOptions(options, clock), Ct);
        foreach (var record in await from.ReadAsync(0, int.MaxValue, Ct))
        {
            clock.Now = record.At;
            Assert.IsType<Appended>(await to.AppendAsync(new Append { Records = [new NewRecord(record.Entity, record.Kind, record.Touches, record.Body, record.Cause)] }, Ct));
        }
    }
}
