using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Tracker.Acceptance.Browser;

/// <summary>A stream of thousands: read to its beginning, left in the middle, asked for less; and what it costs the page.</summary>
public sealed class StreamTests(Chromium chromium, BigBoard big)
{
    const string Body = ".panel-stream .panel-body";
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_read_back_to_the_first_statement_with_a_few_of_them_on_the_page()
    {
        var (server, _) = await big.StartAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.OpenAsync(BigStory.Id);
        var most = 0;
        for (var pages = 0; pages < 300 && await page.Statement("said-1").CountAsync() == 0; pages++)
        {
            // To the end of what there is; the next part comes by itself.
            most = Math.Max(most, await page.Page.EvaluateAsync<int>($$"""
                async () => {
                  const body = document.querySelector('{{Body}}');
                  body.scrollTop = body.scrollHeight;
                  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  return document.querySelectorAll('.statements > article').length;
                }
                """));
        }
        Assert.Equal(1, await page.Statement("said-1").CountAsync());
        Assert.InRange(most, 50, 260);
        await Assertions.Expect(page.Page.Locator(".panel-stream .stream-end")).ToContainTextAsync("The record begins here.");

        await page.Page.EvaluateAsync($"() => {{ document.querySelector('{Body}').scrollTop = 0; }}");
        await Assertions.Expect(page.Page.Locator(".statements > article").First).ToHaveAttributeAsync("data-position", Digits());
        var newest = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.statements > article')].slice(0, 30).map(one => one.dataset.position)");
        Assert.Equal(newest.Select(long.Parse).OrderDescending(), newest.Select(long.Parse));
        Assert.Equal(0, await page.Statement("said-1").CountAsync());
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Whoever_reads_in_the_middle_keeps_their_place_while_a_hundred_arrive_and_gets_them_when_they_ask()
    {
        var (server, story) = await big.StartAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.OpenAsync(BigStory.Id);
        await page.Page.EvaluateAsync($"() => {{ document.querySelector('{Body}').scrollTop = 5000; }}");
        await page.Page.EvaluateAsync("() => new Promise(done => setTimeout(() => requestAnimationFrame(done), 100))");
        const string Place = """
            () => {
              const top = document.querySelector('.panel-stream .panel-body').getBoundingClientRect().top;
              const first = [...document.querySelectorAll('.statements > article')].find(one => one.getBoundingClientRect().bottom > top);
              return `${first.id} ${Math.round(first.getBoundingClientRect().top)}`;
            }
            """;
        var place = await page.Page.EvaluateAsync<string>(Place);

        await story.SayAsync(100, Ct);
        var pill = page.Page.Locator(".pill");
        await Assertions.Expect(pill).ToContainTextAsync("100 new statements", new() { Timeout = 15_000 });
        Assert.Equal(place, await page.Page.EvaluateAsync<string>(Place));

        await pill.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".statements > article").First).ToHaveIdAsync(await NewestAsync(server));
        await Assertions.Expect(pill).ToHaveCountAsync(0);
        Assert.StartsWith("✓", await page.VerifyAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task What_stands_above_it_may_push_it_out_of_sight_and_it_still_takes_in_what_arrives()
    {
        var (server, _) = await big.StartAsync(Ct);
        (await server.Api.Post("/api/stories", new JsonObject { ["id"] = "pushed", ["title"] = "Pushed down", ["summary"] = string.Concat(Enumerable.Repeat("It is a long story. ", 100)) }, Ct)).Is(201);
        await SayAsync("first");
        await using var page = await chromium.PageAsync(server.Address, 390, 844, Ct);
        await page.OpenAsync("pushed");
        await page.ShowsAsync("pushed-first", seconds: 10);
        // A long summary is folded, so the stream is in sight until somebody opens it.
        Assert.True(await TopAsync() < 844);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show all 2,000 characters" }).ClickAsync();
        Assert.True(await TopAsync() > 844);
        await page.Page.EvaluateAsync("() => new Promise(done => setTimeout(() => requestAnimationFrame(done), 200))");
        await SayAsync("second");
        await page.ShowsAsync("pushed-second", seconds: 10);
        await Assertions.Expect(page.Page.Locator(".pill")).ToHaveCountAsync(0);
        Assert.Empty(page.Wrongs);

        async Task SayAsync(string id) =>
            (await server.Api.Post("/api/statements", new JsonObject { ["id"] = $"pushed-{id}", ["story"] = "pushed", ["speakers"] = new JsonArray("actor-1"), ["text"] = $"The {id} of them." }, Ct)).Is(201);

        Task<double> TopAsync() => page.Page.EvaluateAsync<double>("() => document.querySelector('.stream-top').getBoundingClientRect().top");
    }

    [Fact]
    public async Task It_is_asked_for_words_an_actor_and_a_kind_and_answers_from_the_whole_record_and_from_what_arrives()
    {
        var (server, _) = await big.StartAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.OpenAsync(BigStory.Id);
        var input = page.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter by words" });
        await input.ClickAsync();
        await page.Page.Keyboard.TypeAsync("point 77");
        // It lies far behind what the page has loaded.
        await page.ShowsAsync("said-77", seconds: 10);
        Assert.Contains("q=point+77", page.Page.Url, StringComparison.Ordinal);
        Assert.All(await page.Page.Locator(".statements .words").AllInnerTextsAsync(), text => Assert.Contains("point 77", text, StringComparison.Ordinal));

        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator(".statements > article").First).ToHaveIdAsync(await NewestAsync(server));
        Assert.DoesNotContain("?", page.Page.Url, StringComparison.Ordinal);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Who, what" }).ClickAsync();
        await page.Page.GetByLabel("Who speaks").SelectOptionAsync("actor-7");
        await page.Page.GetByLabel("Kind", new() { Exact = true }).SelectOptionAsync("propose");
        await Assertions.Expect(page.Page.Locator(".filter-count")).ToHaveTextAsync(Counted());
        var there = await page.Page.Locator(".statements > article .speakers").AllInnerTextsAsync();
        Assert.NotEmpty(there);
        Assert.All(there, name => Assert.StartsWith("Delegation 7 ", name, StringComparison.Ordinal));

        (await server.Api.Post("/api/statements", new JsonObject { ["id"] = "fits", ["story"] = BigStory.Id, ["kind"] = "propose", ["speakers"] = new JsonArray("actor-7"), ["text"] = "It fits." }, Ct)).Is(201);
        (await server.Api.Post("/api/statements", new JsonObject { ["id"] = "does-not", ["story"] = BigStory.Id, ["kind"] = "reject", ["speakers"] = new JsonArray("actor-7"), ["text"] = "It does not." }, Ct)).Is(201);
        await page.ShowsAsync("fits", seconds: 5);
        Assert.Equal(0, await page.Statement("does-not").CountAsync());

        // A link carries what was asked.
        await page.Page.ReloadAsync();
        await page.ShowsAsync("fits", seconds: 10);
        // What the server rendered is the newest of all, until the script asks.
        await Assertions.Expect(page.Statement("does-not")).ToHaveCountAsync(0);
        await page.Page.GetByLabel("Who speaks").SelectOptionAsync("actor-8");
        await input.FillAsync("wordthatnobodysaid");
        await Assertions.Expect(page.Page.Locator(".panel-stream .notice-title")).ToHaveTextAsync("No statement is like that");
        await page.HasNoAxeViolationsAsync("a filter that finds nothing", Ct);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Twenty_a_second_cost_no_frames_and_no_memory()
    {
        var (server, story) = await big.StartAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        var meter = await PageMeter.OnAsync(page.Page);
        await page.OpenAsync(BigStory.Id);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        // What the page keeps of arrivals is bounded: first it is filled, then it must not grow.
        await story.SayAsync(500, Ct);
        await story.SayAsync(500, Ct);
        var talking = story.TalkAsync(20, stop.Token);
        await page.ShowsAsync($"said-{story.Said + 40}", seconds: 20);
        var (before, nodesBefore) = await meter.MemoryAsync();
        var until = story.Said + 240;
        var measured = await meter.WhileAsync(() => page.ShowsAsync($"said-{until}", seconds: 40));
        await stop.CancelAsync();
        await talking;
        // And what three minutes of it bring, as fast as the page takes it: the heap feels how many they are, not how long they take.
        for (var more = 0; more < 3 * 60 * 20; more += 200)
        {
            await story.SayAsync(200, Ct);
            await page.ShowsAsync($"said-{story.Said}", seconds: 40);
        }
        var (after, nodes) = await meter.MemoryAsync();

        // The bounds leave room for a busy machine; tests/bench/dashboard has the figures.
        Assert.True(measured.Frames.Count > 100 && measured.Pixels.Count > 150, $"{measured.Frames.Count} frames, {measured.Pixels.Count} statements were seen: nothing was measured");
        Assert.True(measured.FrameP95 < 250, $"a frame takes {measured.FrameP95:F0} ms at p95");
        Assert.True(measured.PixelP95 < 500, $"a statement is painted {measured.PixelP95:F0} ms after its message at p95");
        Assert.True(after < before + 6, $"the heap went from {before:F1} to {after:F1} MB in {measured.Pixels.Count:N0} statements and 3,600 more");
        Assert.True(nodes < nodesBefore * 1.3, $"from {nodesBefore} to {nodes} nodes");
        Assert.InRange(await page.Page.Locator(".statements > article").CountAsync(), 50, 260);
        Assert.Empty(page.Wrongs);
    }

    /// <summary>Lines of a batch are taken in as they come: the newest is not the one with the last id.</summary>
    static async Task<string> NewestAsync(Servers.RunningServer server) => $"statement-{(string)(await server.Api.Get($"/api/stories/{BigStory.Id}/board", Ct)).Json["statements"]![0]!["id"]!}";

    static System.Text.RegularExpressions.Regex Counted() => new("^[1-9][0-9]* statements?$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    static System.Text.RegularExpressions.Regex Digits() => new("^[0-9]+$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
