using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;
using Tracker.Specs;

namespace Tracker.Acceptance.Postgres;

/// <summary>A server whose database goes away, is not there, does not let it in; and the commands.</summary>
public sealed class BadDaysTests(OnPostgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_is_away_costs_posts_and_nothing_else()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var database = await PostgresServer.StartAsync();
        await using var server = await RunningServer.StartAsync(OnPostgres.Options(database, "tracker"), Ct);
        var api = server.Api;
        await SmallWorld.CreateAsync(api, Ct);
        await using var reader = await SseSubscriber.OpenAsync(server.Address, "?after=start&touches=story/small", Ct);
        var first = (await api.Post("/api/statements", SmallWorld.Statement("before", id: "before"), Ct)).Is(201);
        (await api.Get($"/api/stories/small/board?atLeast={Uri.EscapeDataString(first.Cursor)}", Ct)).Is(200);

        await database.DownAsync(crash: true);
        foreach (var (path, body) in new[] { ("/api/statements", SmallWorld.Statement("away", id: "away")), ("/api/actors", JsonNode.Parse("""{"id":"eve","kind":"person","name":"Eve"}""")!) })
        {
            var refused = (await api.Post(path, body, Ct)).Is(503);
            Assert.Equal("/problems/unavailable", (string)refused.Json["type"]!);
            Assert.Equal("1", Assert.Single(refused.Headers.GetValues("Retry-After")));
        }
        var batch = (await api.Send(HttpMethod.Post, "/api/statements/batch", ApiClient.Bytes(Encoding.UTF8.GetBytes(SmallWorld.Statement("a line", id: "line").ToJsonString() + "\n"), "application/x-ndjson"), Ct)).Is(200);
        Assert.Equal(503, (int)batch.Json["status"]!);
        (await api.Get("/api/changes?after=start", Ct)).Is(503);
        // What boards are read from is here.
        (await api.Get("/api/stories/small/board", Ct)).Is(200);
        // It says so; but whoever chooses among several servers has no better one, and nobody starts this one anew.
        await WaitAsync(async () => (await api.Get("/health/ready", Ct)).Code == 503, "it is not ready", server);
        var notReady = await api.Get("/health/ready", Ct);
        Assert.Equal("/problems/unavailable", (string)notReady.Json["type"]!);
        Assert.Equal("Not ready: the database cannot be reached.", (string)notReady.Json["detail"]!);
        Assert.Equal("1", Assert.Single(notReady.Headers.GetValues("Retry-After")));
        Assert.Equal("serving", (await api.Get("/health/serving", Ct)).Is(200).Text);
        Assert.Equal("live", (await api.Get("/health/live", Ct)).Is(200).Text);

        await database.UpAsync();
        await WaitAsync(async () => (await api.Get("/health/ready", Ct)).Code == 200, "it is ready again", server);
        var began = Stopwatch.GetTimestamp();
        Reply answer;
        while ((answer = await api.Post("/api/statements", SmallWorld.Statement("away", id: "away"), Ct)).Code == 503 && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20)) await Task.Delay(100, Ct);
        answer.Is(201);
        Assert.Equal(first.Position, (await api.Post("/api/statements", SmallWorld.Statement("before", id: "before"), Ct)).Is(200).Position);
        // The reader's connection has stayed, and goes on without a hole.
        await reader.Received.UntilItem(item => item.Entity == "statement/away", "what was posted after the database was back", Ct);
        (await api.Get($"/api/stories/small/board?atLeast={Uri.EscapeDataString(answer.Cursor)}", Ct)).Is(200);
        Assert.DoesNotContain(PostgresServer.Password, server.Output, StringComparison.Ordinal);
        Assert.Contains("Tracker:ConnectionString", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_at_the_start_is_waited_for()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var database = await PostgresServer.StartAsync();
        await database.DownAsync();
        await using var server = RunningServer.Begin(OnPostgres.Options(database, "tracker"));
        await WaitAsync(() => Task.FromResult(server.Output.Contains("cannot be reached", StringComparison.Ordinal)), "it says that it waits", server);
        Assert.False(server.HasExited);
        await database.UpAsync();
        await server.ReadyAsync(Ct);
        (await server.Api.Get("/health/ready", Ct)).Is(200);
    }

    static async Task WaitAsync(Func<Task<bool>> holds, string what, RunningServer server)
    {
        for (var began = Stopwatch.GetTimestamp(); !await holds(); await Task.Delay(25, Ct))
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20), $"not within 20 s: {what}\n{server.Output}");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Passwort=open sesame", "cannot be read")]
    [InlineData("", "is not set")]
    [InlineData("wrong-password", "does not let Tracker in")]
    [InlineData("newer", "format 7, written by Tracker 9.9.9")]
    [InlineData("no-rights", "may not do what the log needs")]
    [InlineData("only-reads", "does not own the log's tables")]
    public async Task What_a_person_can_put_right_is_one_line_and_exit_code_2(string connection, string line)
    {
        var database = await postgres.Server;
        var options = await postgres.NewLogAsync();
        var settings = new Dictionary<string, string>(options.Settings, StringComparer.Ordinal);
        switch (connection)
        {
            case "wrong-password":
                settings["Tracker__ConnectionString"] = database.ConnectionString(password: "open sesame");
                break;
            case "newer":
                await (await Log.Postgres.PostgresLog.OpenAsync(new() { ConnectionString = database.ConnectionString(), Schema = settings["Tracker__Schema"], Clock = TimeProvider.System }, Ct)).DisposeAsync();
                await OnPostgres.AskAsync(database, $"INSERT INTO {settings["Tracker__Schema"]}.migrations VALUES(7, now(), '9.9.9')");
                break;
            case "no-rights":
                await OnPostgres.AskAsync(database, $"DROP ROLE IF EXISTS weak; CREATE ROLE weak LOGIN PASSWORD '{PostgresServer.Password}'");
                settings["Tracker__ConnectionString"] = database.ConnectionString(user: "weak");
                break;
            case "only-reads":
                var schema = settings["Tracker__Schema"];
                await (await Log.Postgres.PostgresLog.OpenAsync(new() { ConnectionString = database.ConnectionString(), Schema = schema }, Ct)).DisposeAsync();
                await OnPostgres.AskAsync(database, $"CREATE ROLE reader LOGIN PASSWORD '{PostgresServer.Password}'; GRANT USAGE ON SCHEMA {schema} TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader");
                settings["Tracker__ConnectionString"] = database.ConnectionString(user: "reader");
                break;
            default:
                settings["Tracker__ConnectionString"] = connection;
                break;
        }
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.StartAsync(options with { Settings = settings }, Ct));
        Assert.Contains("it ended with 2", failed.Message, StringComparison.Ordinal);
        var said = Assert.Single(failed.Message.Split('\n'), one => one.StartsWith("tracker: ", StringComparison.Ordinal) && !one.Contains("fsync", StringComparison.Ordinal));
        Assert.Contains(line, said, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_verified_dumped_restored_and_gets_a_new_epoch()
    {
        var database = await postgres.Server;
        var options = await postgres.NewLogAsync();
        var schema = options.Settings["Tracker__Schema"];
        string cursor, hash, key;
        await using (var server = await RunningServer.StartAsync(options, Ct))
        {
            await SmallWorld.CreateAsync(server.Api, Ct);
            var receipt = (await server.Api.Post("/api/statements", SmallWorld.Statement("kept", id: "kept"), Ct)).Is(201);
            (cursor, hash) = (receipt.Cursor, (string)receipt.Json["hash"]!);
            key = (string)(await server.Api.Post("/api/keys", JsonNode.Parse("""{"name":"desk","scopes":["post"]}""")!, Ct)).Is(201).Json["key"]!;
            (await Tool.RunAsync(options.Settings, Ct, "verify", "--anchor", $"{cursor}:{hash}")).Is(0);
            Assert.Contains("stop them first", (await Tool.RunAsync(options.Settings, Ct, "new-epoch")).Is(2).Error, StringComparison.Ordinal);
        }
        Assert.Contains("pg_dump", (await Tool.RunAsync(options.Settings, Ct, "backup", "--to", Path.GetTempFileName() + ".db")).Is(2).Error, StringComparison.Ordinal);
        Assert.Contains("new-epoch", (await Tool.RunAsync(options.Settings, Ct, "restore", "--from", "x")).Is(2).Error, StringComparison.Ordinal);

        // As deploy/OPERATIONS.md says, with the tools of PostgreSQL.
        var dump = Path.Combine(Path.GetTempPath(), $"tracker-{schema}-{Environment.ProcessId}.dump");
        await database.RunToolAsync("pg_dump", "--format=custom", $"--schema={schema}", $"--file={dump}", "postgres");
        await OnPostgres.AskAsync(database, $"DROP SCHEMA {schema} CASCADE");
        await database.RunToolAsync("pg_restore", "--exit-on-error", "--dbname=postgres", dump);
        File.Delete(dump);
        var renewed = (await Tool.RunAsync(options.Settings, Ct, "new-epoch")).Is(0);
        Assert.DoesNotContain(cursor.Split(':')[0], renewed.Out, StringComparison.Ordinal);
        (await Tool.RunAsync(options.Settings, Ct, "verify", "--anchor", $"{cursor}:{hash}")).Is(0);
        await using var again = await RunningServer.StartAsync(options, Ct);
        (await again.Api.Get("/api/statements/kept", Ct)).Is(200);
        (await again.Api.Get($"/api/changes?after={Uri.EscapeDataString(cursor)}", Ct)).Is(410);
        using var desk = new ApiClient(again.Address, key);
        (await desk.Post("/api/statements", SmallWorld.Statement("new", id: "new"), Ct)).Is(201);
        (await desk.Post("/api/statements", SmallWorld.Statement("kept", id: "kept"), Ct)).Is(200);
    }
}
