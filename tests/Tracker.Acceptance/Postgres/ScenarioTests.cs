using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;
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
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
        for (var began = Stopwatch.GetTimestamp(); !file.Output.Contains("the scenario is there", StringComparison.Ordinal); await Task.Delay(50, Ct))
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"The scenario is not there.\n{file.Output}");
        var (hash, head) = await SettledAsync(file.Api, () => SqliteKeptAsync(file.Data));
        await file.KillAsync();
        await CopyAsync(file.Data, options);
        await using var server = await RunningServer.StartAsync(options, Ct);
        var (copied, position) = await SettledAsync(server.Api, () => PostgresKeptAsync(options));
        Assert.Equal(head, position);
        Assert.Equal(hash, copied);
        var verified = await PostgresVerifier.VerifyAsync(LogOptions(options), null, Ct);
        Assert.True(verified.Sound, verified.First?.What);
    }

    static async Task<IReadOnlyList<string>> CellsAsync(ScenarioRun run) =>
        [.. (await run.End.Cells(Ct)).Select(cell => $"{cell["actor"]} {cell["topic"]} {cell["stance"]} {string.Join(' ', cell["evidence"]!.AsArray())}").Order(StringComparer.Ordinal)];

    static IReadOnlyList<string> Facts(ScenarioRun run) => [.. run.Whole.Select(item => $"{item.Kind} {(item.Entity.StartsWith("link/", StringComparison.Ordinal) || item.Entity.StartsWith("condition/", StringComparison.Ordinal) ? "" : item.Entity)}").Order(StringComparer.Ordinal)];

    /// <summary>The board's hash when everything is taken in and reacted to, and where that is.</summary>
    /// <param name="kept">How far the stories' waker says that all have reacted; what came of it is in front of that.</param>
    static async Task<(string Hash, string Position)> SettledAsync(ApiClient api, Func<Task<string?>> kept)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(50, Ct))
        {
            var (reacted, head) = (await kept(), await HeadAsync(api));
            var position = head[(head.IndexOf(':', StringComparison.Ordinal) + 1)..];
            if (reacted == position)
            {
                var board = (await api.Get($"/api/stories/{ScenarioFile.Story}/board?atLeast={Uri.EscapeDataString(head)}", Ct)).Is(200).Json;
                return ((string)board["hash"]!, position);
            }
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"The log is at {head}, and stories have reacted to {reacted}.");
        }
    }

    static async Task<string?> PostgresKeptAsync(ServerOptions options)
    {
        await using var connection = new NpgsqlConnection(options.Settings["Tracker__ConnectionString"] + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"SELECT convert_from(value, 'UTF8') FROM {options.Settings["Tracker__Schema"]}.settings WHERE section = 'reactions'", connection);
        return await command.ExecuteScalarAsync(Ct) as string;
    }

    /// <summary>Beside the server that has it, as <c>tracker verify</c> reads.</summary>
    static async Task<string?> SqliteKeptAsync(string data)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "log.db")};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(value AS TEXT) FROM settings WHERE section = 'reactions'";
        return await command.ExecuteScalarAsync(Ct) as string;
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
