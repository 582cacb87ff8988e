using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;
using Tracker.Log.Sqlite;

namespace Tracker.Acceptance.Operations;

/// <summary>SIGTERM to a real process: who posts is answered or refused, who reads sees the end, and it ends by itself.</summary>
public sealed class StopTests
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_under_posts_with_a_thousand_readers_some_of_them_stuck_loses_nothing_and_ends_by_itself()
    {
        await using var server = await RunningServer.StartAsync(Json(), Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        for (var i = 0; i < 60; i++) (await server.Api.Post("/api/statements", SmallWorld.Statement(new string('x', 90_000) + i), Ct)).Is(201);
        using var readers = new Readers();
        await readers.OpenStuckAsync(server.Address, 20, Ct);
        await readers.OpenAsync(server.Address, 980, Ct);
        var posters = new Posters(server, "s");
        posters.Start(8, Ct);
        await posters.UntilAsync(50, Ct);

        var began = Stopwatch.GetTimestamp();
        server.Terminate();
        var code = await server.EndedAsync(Limit, Ct);
        var took = Stopwatch.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"stopped in {took.TotalSeconds:0.00} s with {posters.Acknowledged.Count} posts acknowledged, refused {string.Join(", ", posters.Refused)}");
        Assert.Equal(0, code);
        // The promise is five; a busy machine of a test run gets twice that.
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took}.\n{server.Output}");
        await readers.Ended.WaitAsync(Limit, Ct);
        await posters.StopAsync();
        Assert.All(posters.Refused, refused => Assert.Equal("/problems/stopping", refused.Key));
        Assert.False(File.Exists(Path.Combine(server.Data, "log.db-wal")), "The write-ahead log was not moved into the database.");
        AllLinesAreJson(server.Output);

        await server.UpAsync(Ct);
        var (items, _) = await Poll.AllAsync(server.Api, "start", Ct);
        var there = items.Where(item => item.Kind == "statement.added").Select(item => item.Entity["statement/".Length..]).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(posters.Acknowledged.Keys, id => !there.Contains(id));
    }

    [Fact]
    public async Task While_it_stops_it_is_not_ready_refuses_posts_answers_each_line_of_a_batch_and_goes_on_answering_reads()
    {
        await using var server = await RunningServer.StartAsync(Json(("Tracker__DrainSeconds", "60")), Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        Assert.Equal("live", (await server.Api.Get("/health/live", Ct)).Is(200).Text);
        Assert.Equal("serving", (await server.Api.Get("/health/serving", Ct)).Is(200).Text);
        Assert.StartsWith("ready at ", (await server.Api.Get("/health/ready", Ct)).Is(200).Text, StringComparison.Ordinal);
        await using var reader = await SseSubscriber.OpenAsync(server.Address, "?after=now", Ct);
        using var batch = await TalkingBatch.OpenAsync(server.Address, Ct);
        var before = await batch.SayAsync(SmallWorld.Statement("a line", id: "in-flight"), Ct);
        Assert.Equal(201, (int)before["status"]!);

        server.Terminate();
        while ((await server.Api.Get("/health/ready", Ct)).Code == 200) await Task.Delay(10, Ct);
        (await server.Api.Get("/health/ready", Ct)).Is(503);
        (await server.Api.Get("/health/serving", Ct)).Is(503);
        (await server.Api.Get("/health/live", Ct)).Is(200);
        var refused = (await server.Api.Post("/api/statements", SmallWorld.Statement("too late"), Ct)).Is(503);
        Assert.Equal("/problems/stopping", (string)refused.Json["type"]!);
        Assert.Equal("later", (string)refused.Json["retry"]!);
        Assert.Equal("3", Assert.Single(refused.Headers.GetValues("Retry-After")));
        (await server.Api.Get("/api/stories/small", Ct)).Is(200);
        var late = await batch.SayAsync(SmallWorld.Statement("another", id: "late"), Ct);
        Assert.Equal((503, "/problems/stopping"), ((int)late["status"]!, (string)late["problem"]!["type"]!));
        await batch.EndAsync(Ct);

        // Who asks twice does not want to wait for a balancer.
        server.Terminate();
        Assert.Equal(0, await server.EndedAsync(Limit, Ct));
        await reader.Received.UntilBroken(Ct);
        AllLinesAreJson(server.Output);

        await using var log = await SqliteLog.OpenAsync(new() { Directory = server.Data, Clock = TimeProvider.System }, Ct);
        Assert.Equal(["statement/late"], await log.MissingAsync(["statement/in-flight", "statement/late"], Ct));
    }

    static ServerOptions Json(params (string Name, string Value)[] settings) => new()
    {
        Settings = settings.Append(("Tracker__LogFormat", "json")).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal),
    };

    static void AllLinesAreJson(string output)
    {
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var said = JsonNode.Parse(line)!;
            Assert.All(["time", "level", "category", "message"], name => Assert.NotNull(said[name]));
        }
        Assert.Contains("Stopping; ", output, StringComparison.Ordinal);
    }
}
