using System.Text;
using System.Text.Json.Nodes;
using Tracker.Acceptance.Postgres;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;
using Tracker.Log.Postgres;
using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Acceptance.Takedown;

/// <summary>What must go, goes: words that were posted, corrected, made a condition and searched for leave no byte in any file of the server.</summary>
public sealed class CanaryTests(OnPostgres postgres)
{
    // Words of no language, so that nothing else in the files can hold them; search keeps single words, so each is looked for alone.
    static readonly string[] Canaries = ["qzvextrambulation", "qzvoldwording", "qzvconditionality", "qzvsecondoutlet"];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Of a log in PostgreSQL the files are those of its tables: its write-ahead log has the words until it is recycled (deploy/OPERATIONS.md).</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_takedown_leaves_no_byte_of_the_words_in_any_file_also_after_kill_and_restart(bool onPostgres)
    {
        var options = onPostgres ? await postgres.NewLogAsync() : new ServerOptions();
        var database = onPostgres ? await postgres.Server : null;
        await using var server = await RunningServer.StartAsync(options, Ct);
        await using var reader = await SseSubscriber.OpenAsync(server.Address, "?after=start&touches=story/s", Ct);
        var api = server.Api;
        await PostWorldAsync(api);
        (await api.Post("/api/statements", Json($$"""
            {"id":"x","story":"s","speakers":["ann"],"to":["bob"],"text":"It is {{Canaries[1]}} and nothing else, as we have always said.","saidAt":"2025-05-01",
             "positions":[{"topic":"truce","stance":"supports","conditions":[{"text":"only with {{Canaries[2]}}","about":"actor/bob"}]}],
             "sources":[{"name":"One","url":"https://one.example/1"}]}
            """), Ct)).Is(201);
        (await api.Post("/api/statements/x/corrections", Json($$"""{"changes":{"text":"It is {{Canaries[0]}} and nothing else, as we have always said."},"reason":"misheard"}"""), Ct)).Is(201);
        (await api.Post("/api/statements/x/sources", Json($$"""{"name":"Two {{Canaries[3]}}","url":"https://two.example/{{Canaries[3]}}"}"""), Ct)).Is(201);
        var last = (await api.Post("/api/statements", Json("""{"id":"y","story":"s","speakers":["bob"],"text":"We disagree.","inReplyTo":"x","positions":[{"topic":"truce","stance":"rejects"}]}"""), Ct)).Is(201);
        await SettledAsync(api, last.Cursor);
        (await api.Get($"/api/stories/s/board?atLeast={last.Cursor}", Ct)).Is(200);
        foreach (var canary in Canaries)
            Assert.True((await FilesAsync(server, database, canary)).Count > 0, $"The control found no {canary}: the search is blind.");

        var gone = (await api.Post("/api/statements/x/takedown", Json("""{"reason":"court order"}"""), Ct)).Is(201);
        await SettledAsync(api, gone.Cursor);
        foreach (var canary in Canaries)
            Assert.False(await EventuallyHolds(server, database, canary), $"{canary} is left in {string.Join(", ", await FilesAsync(server, database, canary))}");
        await reader.Received.UntilItem(item => item.Kind == "record.redacted" && item.Entity == "statement/x", "the takedown", Ct);
        await NothingIsReadAsync(api);

        // What a process keeps in memory and writes at its end, or at its next start, is no way back.
        await server.KillAsync();
        foreach (var canary in Canaries) Assert.Empty(await FilesAsync(server, database, canary));
        var verified = database is null
            ? await LogVerifier.VerifyAsync(server.Data, null, Ct)
            : await PostgresVerifier.VerifyAsync(new() { ConnectionString = database.ConnectionString(), Schema = options.Settings["Tracker__Schema"], Clock = TimeProvider.System }, null, Ct);
        Assert.True(verified.Sound, verified.First?.What);
        await server.UpAsync(Ct);
        (await api.Get($"/api/stories/s/board?atLeast={gone.Cursor}", Ct)).Is(200);
        await NothingIsReadAsync(api);
        foreach (var canary in Canaries) Assert.Empty(await FilesAsync(server, database, canary));
    }

    static async Task NothingIsReadAsync(ApiClient api)
    {
        foreach (var path in new[]
        {
            "/api/stories/s/board", "/api/stories/s/board?clock=said&asOf=2025-06-01", "/api/stories/s/matrix", "/api/stories/s/positions/ann/truce", "/api/statements/x", "/api/statements?story=s",
            "/api/conditions?story=s", "/api/changes?after=start&limit=1000", "/api/search?q=qzvextrambulation", "/api/search?q=qzv*", "/api/explain?of=statement/x", "/api/actors/ann/statements",
        })
        {
            var read = (await api.Get(path, Ct)).Is(200);
            Assert.DoesNotContain("qzv", read.Text.Replace("q=qzv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    static async Task PostWorldAsync(ApiClient api)
    {
        (await api.Post("/api/actors", Json("""{"id":"ann","name":"Ann","kind":"person"}"""), Ct)).Is(201);
        (await api.Post("/api/actors", Json("""{"id":"bob","name":"Bob","kind":"person"}"""), Ct)).Is(201);
        (await api.Post("/api/stories", Json("""{"id":"s","title":"Talks","parties":["ann","bob"]}"""), Ct)).Is(201);
        (await api.Post("/api/topics", Json("""{"id":"truce","story":"s","title":"Truce"}"""), Ct)).Is(201);
    }

    /// <summary>Reactions, index and search have taken in what was acknowledged.</summary>
    static async Task SettledAsync(ApiClient api, string cursor)
    {
        (await api.Get("/api/stories/s/life", Ct)).Is(200);
        (await api.Get($"/api/search?q=nothing&atLeast={Uri.EscapeDataString(cursor)}", Ct)).Is(200);
        (await api.Get($"/api/stories/s/board?atLeast={Uri.EscapeDataString(cursor)}", Ct)).Is(200);
    }

    /// <summary>Index and search empty their write-ahead logs a moment after they have taken a takedown in: ten seconds at most.</summary>
    static async Task<bool> EventuallyHolds(RunningServer server, PostgresServer? database, string words)
    {
        for (var turn = 0; turn < 100 && (await FilesAsync(server, database, words)).Count > 0; turn++) await Task.Delay(100, Ct);
        return (await FilesAsync(server, database, words)).Count > 0;
    }

    static async Task<List<string>> FilesAsync(RunningServer server, PostgresServer? database, string words)
    {
        if (database is null) return Files(server.Data, words);
        // What is only in the database's memory is written first.
        await OnPostgres.AskAsync(database, "CHECKPOINT");
        return [.. Files(server.Data, words), .. Files(database.Data + "/base", words)];
    }

    static List<string> Files(string directory, string words) =>
        [.. Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Where(file => !IsLock(file) && Contains(file, Encoding.UTF8.GetBytes(words))).Select(file => Path.GetFileName(file))];

    // The server holds it for itself alone, and nothing is ever written to it.
    static bool IsLock(string file) => Path.GetFileName(file) == "tracker.lock" && new FileInfo(file).Length == 0;

    static bool Contains(string file, byte[] words)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(words) >= 0;
        }
        catch (FileNotFoundException)
        {
            // A database removes a file that it has written anew.
            return false;
        }
    }

    static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
