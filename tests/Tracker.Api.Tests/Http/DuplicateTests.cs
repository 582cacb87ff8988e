using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tracker.Server;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>What a second outlet tells again is never silently counted twice: it is a further source, or waits for an editor.</summary>
/// <remarks>Long, for it is one rule from the post to the ruling, told with one small newsroom (below).</remarks>
[Collection(HostCollection.Name)]
public class DuplicateTests(Host host)
{
    const string Words = "The harbour will be open to every ship that carries grain, whatever flag it sails under.";
    const string OtherWords = "Whatever their flag, all ships with grain on board may enter: the harbour is open, she told reporters.";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_words_from_a_second_outlet_are_a_further_source_and_not_a_second_statement()
    {
        var desk = await Desk();
        var first = await desk.Post("first", Words, "One Agency");
        Assert.False(first.Headers.Contains("Tracker-Duplicate-Of"));
        var second = await desk.Post("second", $"“{Words}”, said the minister", "Another Agency");
        Assert.Equal((201, desk.Id("first")), ((int)second.StatusCode, second.Headers.GetValues("Tracker-Duplicate-Of").Single()));
        Assert.Equal(desk.Id("second"), (await second.Json()).Text("id"));

        Assert.Equal([desk.Id("first")], await desk.Counted());
        var (one, other) = (await desk.Statement("first"), await desk.Statement("second"));
        Assert.Equal(["One Agency", "Another Agency"], Sources(one));
        Assert.Equal((desk.Id("first"), "attached", "same-words"), Told(other));
        Assert.StartsWith("“" + Words, other.Text("text"), StringComparison.Ordinal);
        Assert.Equal("supports", await desk.Stance());
    }

    [Fact]
    public async Task Other_words_wait_for_an_editor_and_count_for_nobody_meanwhile()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        var second = await desk.Post("second", OtherWords, "Another Agency");
        Assert.Equal(desk.Id("first"), second.Headers.GetValues("Tracker-Duplicate-Of").Single());
        Assert.Equal((desk.Id("first"), "likely", "paraphrase"), Told(await desk.Statement("second")));
        Assert.InRange((await desk.Statement("second")).GetProperty("duplicate").GetProperty("score").GetInt32(), 60, 100);

        Assert.Equal([desk.Id("first")], await desk.Counted());
        Assert.Equal([desk.Id("second")], await desk.Queue());
        Assert.Equal(1, (await host.Public.Get($"/api/actors/{desk.Speaker}/life")).GetProperty("statements").GetProperty("speaker").GetInt32());
        Assert.Equal(["One Agency"], Sources(await desk.Statement("first")));
        Assert.Equal(1, (await desk.Cell()).GetProperty("evidenceCount").GetInt32());
    }

    [Fact]
    public async Task Ruled_distinct_it_is_a_statement_of_its_own_with_its_position()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", OtherWords, "Another Agency");
        var ruled = await desk.Rule("second", new { decision = "distinct", reason = "another harbour" });
        Assert.Equal(201, (int)ruled.StatusCode);
        Assert.Equal([desk.Id("second"), desk.Id("first")], await desk.Counted());
        Assert.Empty(await desk.Queue());
        Assert.Equal(2, (await desk.Cell()).GetProperty("evidenceCount").GetInt32());
        Assert.Equal(2, (await host.Public.Get($"/api/actors/{desk.Speaker}/life")).GetProperty("statements").GetProperty("speaker").GetInt32());
        var entry = (await desk.Statement("second")).GetProperty("history").EnumerateArray().Last();
        Assert.Equal(("another harbour", "statement.corrected"), (entry.Text("reason"), entry.Text("kind")));
        Assert.Equal(200, (int)(await desk.Rule("second", new { decision = "distinct", reason = "another harbour" })).StatusCode);
    }

    [Fact]
    public async Task What_is_ruled_distinct_is_what_the_next_outlet_may_tell_again()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", OtherWords, "Another Agency");
        await desk.Rule("second", new { decision = "distinct", reason = "another harbour" });
        var third = await desk.Post("third", OtherWords, "Third Agency");
        Assert.Equal(desk.Id("second"), third.Headers.GetValues("Tracker-Duplicate-Of").Single());
        Assert.Equal("attached", Told(await desk.Statement("third")).State);
    }

    [Fact]
    public async Task Ruled_the_same_its_source_goes_to_the_other_one()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", OtherWords, "Another Agency");
        Assert.Equal(201, (int)(await desk.Rule("second", new { id = "r1", decision = "same", reason = "one briefing" })).StatusCode);
        Assert.Equal((desk.Id("first"), "attached", "editor"), Told(await desk.Statement("second")));
        Assert.Equal(["One Agency", "Another Agency"], Sources(await desk.Statement("first")));
        Assert.Empty(await desk.Queue());
        var again = await desk.Rule("second", new { id = "r1", decision = "same", reason = "one briefing" });
        Assert.Equal((200, "true"), ((int)again.StatusCode, again.Headers.GetValues("Idempotency-Replayed").Single()));
        Assert.Equal(200, (int)(await desk.Rule("second", new { decision = "same", reason = "one briefing" })).StatusCode);
    }

    [Fact]
    public async Task A_statement_that_counted_is_demoted_when_it_is_ruled_the_same()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", "Ships with grain are welcome.", "Another Agency", "?onDuplicate=accept");
        Assert.Equal(2, (await desk.Counted()).Count);
        Assert.Equal(400, (int)(await desk.Rule("second", new { decision = "same", reason = "one briefing" })).StatusCode);
        Assert.Equal(201, (int)(await desk.Rule("second", new { decision = "same", of = desk.Id("first"), reason = "one briefing" })).StatusCode);
        Assert.Equal([desk.Id("first")], await desk.Counted());
        Assert.Equal(1, (await desk.Cell()).GetProperty("evidenceCount").GetInt32());
        Assert.Equal(1, (await host.Public.Get($"/api/actors/{desk.Speaker}/life")).GetProperty("statements").GetProperty("speaker").GetInt32());
        Assert.Equal(["One Agency", "Another Agency"], Sources(await desk.Statement("first")));
    }

    [Fact]
    public async Task Ruled_distinct_after_all_it_takes_its_source_back()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", Words, "Another Agency");
        Assert.Equal(201, (int)(await desk.Rule("second", new { decision = "distinct", reason = "said twice" })).StatusCode);
        Assert.Equal(["One Agency"], Sources(await desk.Statement("first")));
        Assert.Equal(["Another Agency"], Sources(await desk.Statement("second")));
        Assert.Equal(2, (await desk.Counted()).Count);
    }

    [Fact]
    public async Task Rulings_that_make_no_sense_are_refused_by_name()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", OtherWords, "Another Agency");
        await (await desk.Rule("second", new { decision = "same", reason = " " })).Problem(400, "reason-needed");
        await (await desk.Rule("second", new { decision = "maybe", reason = "x" })).Problem(400, "invalid");
        await (await desk.Rule("second", new { decision = "same", of = desk.Id("ghost"), reason = "x" })).Problem(422, "unknown-statement");
        await (await desk.Rule("second", new { decision = "same", of = desk.Id("second"), reason = "x" })).Problem(409, "circle");
        await (await desk.Rule("first", new { decision = "same", of = desk.Id("second"), reason = "x" })).Problem(409, "circle");
        await (await desk.Rule("ghost", new { decision = "same", reason = "x" })).Problem(404, "not-found");
        var other = await Desk();
        await other.Post("first", Words, "One Agency");
        await (await desk.Rule("second", new { decision = "same", of = other.Id("first"), reason = "x" })).Problem(400, "invalid");
        await host.Admin.Make($"/api/statements/{desk.Id("first")}/retraction", new { reason = "never said" });
        await (await desk.Rule("second", new { decision = "same", reason = "x" })).Problem(409, "retracted");
        var reader = host.Client((await host.Admin.Make("/api/keys", new { name = "poster", scopes = new[] { "post" } })).Text("key"));
        await (await reader.Send(HttpMethod.Post, $"/api/statements/{desk.Id("second")}/duplicate", """{"decision":"distinct","reason":"x"}""")).Problem(403, "no-scope");
    }

    [Fact]
    public async Task A_medium_takes_no_position_when_its_statement_is_ruled_distinct()
    {
        var desk = await Desk(speaker: "wire");
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", OtherWords, "Another Agency");
        Assert.Equal("likely", Told(await desk.Statement("second")).State);
        await desk.Rule("second", new { decision = "distinct", reason = "another harbour" });
        Assert.False((await desk.Statement("second")).TryGetProperty("holders", out _));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("One Agency", null)]
    [InlineData(null, "Another Agency")]
    [InlineData("One Agency", "ONE agency")]
    public async Task Without_another_source_the_same_words_again_are_a_repetition(string? first, string? second)
    {
        var desk = await Desk();
        await desk.Post("first", Words, first);
        Assert.False((await desk.Post("second", Words, second)).Headers.Contains("Tracker-Duplicate-Of"));
        Assert.Equal(2, (await desk.Counted()).Count);
    }

    [Fact]
    public async Task An_importer_may_have_it_stored_as_it_comes()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        Assert.False((await desk.Post("second", Words, "Another Agency", "?onDuplicate=accept")).Headers.Contains("Tracker-Duplicate-Of"));
        Assert.Equal(2, (await desk.Counted()).Count);
        await (await desk.Post("third", Words, "Third Agency", "?onDuplicate=perhaps")).Problem(400, "invalid");
        Assert.Equal(desk.Id("first"), (await desk.Post("third", Words, "Third Agency", "?onDuplicate=queue")).Headers.GetValues("Tracker-Duplicate-Of").Single());
    }

    [Theory]
    [InlineData(Words, "attached")]
    [InlineData(OtherWords, "likely")]
    public async Task A_retry_answers_the_first_receipt_with_the_same_header(string words, string state)
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        var second = await desk.Post("second", words, "Another Agency");
        var again = await desk.Post("second", words, "Another Agency");
        Assert.Equal((200, "true"), ((int)again.StatusCode, again.Headers.GetValues("Idempotency-Replayed").Single()));
        Assert.Equal((await second.Json()).Text("hash"), (await again.Json()).Text("hash"));
        Assert.Equal(desk.Id("first"), again.Headers.GetValues("Tracker-Duplicate-Of").Single());
        Assert.Equal(state, Told(await desk.Statement("second")).State);
        Assert.Equal(state == "attached" ? 2 : 1, Sources(await desk.Statement("first")).Count);
        // The first statement's own retry is that, and no duplicate of what tells it again.
        Assert.False((await desk.Post("first", Words, "One Agency")).Headers.Contains("Tracker-Duplicate-Of"));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_stored()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        var dry = await desk.Post("second", Words, "Another Agency", "?dryRun=true");
        Assert.Equal(desk.Id("first"), dry.Headers.GetValues("Tracker-Duplicate-Of").Single());
        Assert.Equal(["statement.source_added", "statement.added"], (await dry.Json()).GetProperty("records").EnumerateArray().Select(record => record.Text("kind")));
        Assert.Equal(["One Agency"], Sources(await desk.Statement("first")));
        Assert.Equal(404, (int)(await host.Public.GetAsync($"/api/statements/{desk.Id("second")}", Ct)).StatusCode);
    }

    [Fact]
    public async Task Two_outlets_at_the_same_moment_are_never_both_counted()
    {
        var desk = await Desk();
        for (var round = 0; round < 100; round++)
        {
            var words = $"On day {round} of the talks the harbour master of port {round} opened the gates to ships with grain.";
            var answers = await Task.WhenAll(desk.Post($"a{round}", words, "One Agency"), desk.Post($"b{round}", words, "Another Agency"));
            Assert.All(answers, answer => Assert.Equal(201, (int)answer.StatusCode));
            Assert.Single(answers, answer => answer.Headers.Contains("Tracker-Duplicate-Of"));
        }
        Assert.Equal(100, (await desk.Counted()).Count);
    }

    [Fact]
    public async Task Many_outlets_at_the_same_moment_all_become_sources_of_one()
    {
        var desk = await Desk();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => desk.Post($"s{n}", Words, $"Agency {n}")));
        Assert.All(answers, answer => Assert.Equal(201, (int)answer.StatusCode));
        var counted = Assert.Single(await desk.Counted());
        Assert.Equal(12, Sources(await host.Public.Get($"/api/statements/{counted}?atLeast={desk.Cursor}")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_batch_says_it_line_by_line()
    {
        var desk = await Desk();
        var lines = string.Join('\n', desk.Json("first", Words, "One Agency"), desk.Json("second", Words, "Another Agency"), desk.Json("third", OtherWords, "Third Agency"));
        var answer = await host.Admin.PostAsync("/api/statements/batch", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), Ct);
        var told = (await answer.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).Select(line => line.TryGetProperty("duplicateOf", out var of) ? of.GetString() : null).ToList();
        // Lines are under way together: whichever comes first is the one that the others tell again.
        var counted = new[] { "first", "second", "third" }[told.IndexOf(null)];
        Assert.Equal([null, desk.Id(counted), desk.Id(counted)], told.OrderBy(of => of is not null));

        var accepted = string.Join('\n', desk.Json("fourth", Words, "Fourth Agency"), desk.Json("fifth", Words, "Fifth Agency"));
        var archive = await host.Admin.PostAsync("/api/statements/batch?onDuplicate=accept&answers=refused", new StringContent(accepted, Encoding.UTF8, "application/x-ndjson"), Ct);
        var sum = JsonDocument.Parse((await archive.Content.ReadAsStringAsync(Ct)).Trim()).RootElement;
        Assert.Equal((2, false), (sum.GetProperty("stored").GetInt32(), sum.TryGetProperty("duplicates", out _)));
    }

    [Fact]
    public async Task A_summed_batch_says_how_many()
    {
        var desk = await Desk();
        var lines = string.Join('\n', Enumerable.Range(0, 40).Select(n => desk.Json($"s{n}", Words, $"Agency {n}")));
        var answer = await host.Admin.PostAsync("/api/statements/batch?answers=refused", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), Ct);
        var sum = JsonDocument.Parse((await answer.Content.ReadAsStringAsync(Ct)).Trim()).RootElement;
        Assert.Equal((40, 39), (sum.GetProperty("stored").GetInt32(), sum.GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task What_an_editor_has_changed_is_what_counts()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await host.Admin.Make($"/api/statements/{desk.Id("first")}/corrections", new { changes = new { text = "Nothing was decided about the railway tunnel." }, reason = "misheard" });
        Assert.False((await desk.Post("second", Words, "Another Agency")).Headers.Contains("Tracker-Duplicate-Of"));
        Assert.Equal(desk.Id("first"), (await desk.Post("third", "Nothing was decided about the railway tunnel.", "Third Agency")).Headers.GetValues("Tracker-Duplicate-Of").Single());
        await host.Admin.Make($"/api/statements/{desk.Id("second")}/retraction", new { reason = "never said" });
        Assert.False((await desk.Post("fourth", Words, "Fourth Agency")).Headers.Contains("Tracker-Duplicate-Of"));
        await host.Admin.Make($"/api/statements/{desk.Id("fourth")}/takedown", new { reason = "court order" });
        Assert.False((await desk.Post("fifth", Words, "Fifth Agency")).Headers.Contains("Tracker-Duplicate-Of"));
    }

    [Fact]
    public async Task The_same_words_as_one_that_waits_wait_with_it_and_as_one_that_was_attached_are_attached()
    {
        var desk = await Desk();
        await desk.Post("first", Words, "One Agency");
        await desk.Post("second", OtherWords, "Another Agency");
        Assert.Equal(desk.Id("first"), (await desk.Post("third", OtherWords, "Third Agency")).Headers.GetValues("Tracker-Duplicate-Of").Single());
        Assert.Equal("likely", Told(await desk.Statement("third")).State);
        await desk.Rule("second", new { decision = "same", reason = "one briefing" });
        await desk.Post("fourth", OtherWords, "Fourth Agency");
        Assert.Equal((desk.Id("first"), "attached", "same-words"), Told(await desk.Statement("fourth")));
        Assert.Equal(["One Agency", "Another Agency", "Fourth Agency"], Sources(await desk.Statement("first")));
    }

    [Fact]
    public async Task After_a_restart_what_was_said_before_is_known_from_the_index()
    {
        var directory = Directory.CreateTempSubdirectory("tracker-dup-").FullName;
        try
        {
            await using (var before = await Started(directory))
            {
                var desk = await Newsroom.OpenAsync(Client(before), "restart", "minister", make: true);
                await desk.Post("first", Words, "One Agency");
                await desk.Post("second", OtherWords, "Another Agency");
            }
            await using var after = await Started(directory);
            var again = await Newsroom.OpenAsync(Client(after), "restart", "minister", make: false);
            Assert.Equal(again.Id("first"), (await again.Post("third", Words, "Third Agency")).Headers.GetValues("Tracker-Duplicate-Of").Single());
            Assert.Equal(again.Id("first"), (await again.Post("fourth", OtherWords, "Fourth Agency")).Headers.GetValues("Tracker-Duplicate-Of").Single());
            Assert.Equal([again.Id("first")], await again.Counted());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    static async Task<TrackerApp> Started(string directory)
    {
        var app = await TrackerApp.BuildAsync(StartArguments.Parse(["--data", directory, "--urls", "http://127.0.0.1:0", "--Tracker:AdminKey=" + Host.AdminKey]), Ct);
        await app.StartAsync();
        return app;
    }

    static HttpClient Client(TrackerApp app)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Address), Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Host.AdminKey);
        return client;
    }

    static int s_desks;

    Task<Newsroom> Desk(string? speaker = null)
    {
        var name = $"dup{Interlocked.Increment(ref s_desks)}";
        return Newsroom.OpenAsync(host.Admin, name, speaker ?? name + "-minister", make: true, speaker is null);
    }

    static List<string> Sources(JsonElement statement) => [.. statement.GetProperty("sources").EnumerateArray().Select(source => source.Text("name"))];

    static (string Of, string State, string Rule) Told(JsonElement statement)
    {
        var duplicate = statement.GetProperty("duplicate");
        return (duplicate.Text("of"), duplicate.Text("state"), duplicate.Text("rule"));
    }

    /// <summary>A story of its own with one speaker and one topic.</summary>
    sealed class Newsroom(HttpClient http, string name, string speaker)
    {
        public string Speaker => speaker;
        public string Cursor { get; private set; } = "start";
        public string Id(string statement) => $"{name}-{statement}";

        public static async Task<Newsroom> OpenAsync(HttpClient http, string name, string speaker, bool make, bool makeSpeaker = true)
        {
            if (!make) return new Newsroom(http, name, speaker);
            await http.Make("/api/stories", new { id = name, title = name, tz = "Europe/Istanbul" });
            if (makeSpeaker) await http.Make("/api/actors", new { id = speaker, kind = "person", name = speaker, side = "party" });
            await http.Make("/api/topics", new { id = name + "-harbour", story = name, title = "Harbour", proposition = "The harbour is open" });
            return new Newsroom(http, name, speaker);
        }

        public string Json(string id, string text, string? source) => JsonSerializer.Serialize(new
        {
            id = Id(id), story = name, speakers = new[] { speaker }, text, saidAt = "2025-05-16", positions = new[] { new { topic = name + "-harbour", stance = "supports" } },
            sources = source is null ? [] : new[] { new { name = source } },
        });

        public async Task<HttpResponseMessage> Post(string id, string text, string? source, string query = "")
        {
            var answer = await http.Send(HttpMethod.Post, "/api/statements" + query, Json(id, text, source));
            Remember(answer);
            return answer;
        }

        public async Task<HttpResponseMessage> Rule(string id, object ruling)
        {
            var answer = await http.PostAsJsonAsync($"/api/statements/{Id(id)}/duplicate", ruling, Ct);
            Remember(answer);
            return answer;
        }

        public Task<JsonElement> Statement(string id) => http.Get($"/api/statements/{Id(id)}?atLeast={Cursor}");

        public Task<List<string>> Counted() => Ids($"/api/statements?story={name}&limit=1000&atLeast={Cursor}");

        public Task<List<string>> Queue() => Ids($"/api/statements?story={name}&state=likely&atLeast={Cursor}");

        /// <summary>The speaker's cell when the story has reacted to everything before: reactions come in order, so a later statement of somebody else is waited for.</summary>
        public async Task<JsonElement> Cell()
        {
            var mark = await http.Make("/api/statements", new { id = Id("mark-" + ++_marks), story = name, speakers = new[] { "ann" }, text = $"Mark {_marks}.", positions = new[] { new { topic = name + "-harbour", stance = _marks % 2 == 0 ? "supports" : "rejects" } } });
            var after = "start";
            for (var page = 0; page < 50; page++)
            {
                var changes = await http.Get($"/api/changes?after={after}&kinds=position.changed&touches=topic/{name}-harbour&wait=5");
                after = changes.Text("cursor");
                if (changes.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("data").GetProperty("cause").GetInt64() == mark.GetProperty("position").GetInt64()))
                    return (await http.Get($"/api/stories/{name}/positions/{speaker}/{name}-harbour?atLeast={after}")).GetProperty("cell");
            }
            throw new TimeoutException("The story never reacted to the mark.");
        }

        int _marks;

        public async Task<string> Stance() => (await Cell()).Text("stance");

        async Task<List<string>> Ids(string path) => [.. (await http.Get(path)).GetProperty("items").EnumerateArray().Select(item => item.Text("id")).Where(id => !id.StartsWith(Id("mark-"), StringComparison.Ordinal))];

        void Remember(HttpResponseMessage answer)
        {
            if (answer.Headers.TryGetValues("Tracker-Cursor", out var cursors)) Cursor = cursors.Single();
        }
    }
}
