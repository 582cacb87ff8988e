using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;
using Tracker.Acceptance.Live;

namespace Tracker.Acceptance.Browser;

/// <summary>The interface speaks the reader's language, the record its own.</summary>
public sealed class LanguageTests(Chromium chromium, ScenarioStart start, LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("uk", "Позиції", "заяв")]
    [InlineData("tr", "Tutumlar", "Açıklamalar")]
    public async Task No_English_is_left_among_the_words_of_the_board(string language, string one, string other)
    {
        var run = await start.Run;
        await using var page = await chromium.PageAsync(run.Server.Address, 1440, 900, Ct);
        await page.Page.GotoAsync(new Uri(run.Server.Address, $"stories/{ScenarioFile.Story}?lang={language}").ToString());
        await page.IsLiveAsync();
        await page.ShowsAsync("36", seconds: 10);
        Assert.Equal(language, await page.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        var texts = new List<string>(await TextsAsync(page));
        foreach (var tab in await page.Page.GetByRole(AriaRole.Tab).AllAsync())
        {
            await tab.ClickAsync();
            texts.AddRange(await TextsAsync(page));
        }
        var all = string.Join('\n', texts);
        Assert.Contains(one, all, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(other, all, StringComparison.OrdinalIgnoreCase);
        var data = await DataAsync(run);
        var english = await EnglishAsync(page, run.Server.Address, data);
        Assert.True(english.Count > 60, $"only {english.Count} English words were found to look for");
        english.Remove("May"); // Turkish shortens Mayıs so.
        Assert.Empty(texts.Select(text => Without(text, data)).Where(english.Contains).Distinct(StringComparer.Ordinal));
        await page.HasNoAxeViolationsAsync($"the board in {language}", Ct);
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task The_menu_keeps_the_choice_and_the_address_carries_it()
    {
        var run = await start.Run;
        await using var page = await chromium.PageAsync(run.Server.Address, 1280, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        await page.Page.GetByLabel("Language").SelectOptionAsync("tr");
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("lang=tr"));
        await page.IsLiveAsync();
        await Assertions.Expect(page.Page.Locator("#stream-heading")).ToHaveTextAsync("Açıklamalar");
        // Without the address too, from now on; an address that says otherwise is followed.
        await page.Page.GotoAsync(new Uri(run.Server.Address, $"stories/{ScenarioFile.Story}").ToString());
        await Assertions.Expect(page.Page.Locator("#stream-heading")).ToHaveTextAsync("Açıklamalar");
        await page.Page.GotoAsync(new Uri(run.Server.Address, $"stories/{ScenarioFile.Story}?lang=uk").ToString());
        await Assertions.Expect(page.Page.Locator("#stream-heading")).ToHaveTextAsync("Заяви");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task A_statement_keeps_its_language_and_direction_under_another_interface()
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await room.SayAsync("arabic", "نحن مستعدون لوقف إطلاق النار.", Ct, more: new JsonObject { ["lang"] = "ar", ["quoteForm"] = "direct" });
        await room.SayAsync("mixed", "Türkiye: “Ateşkes”", Ct, more: new JsonObject { ["lang"] = "tr" });
        await using var page = await chromium.PageAsync(room.Address, 1280, 900, Ct);
        await page.Page.GotoAsync(new Uri(room.Address, $"stories/{room.Story}?lang=tr").ToString());
        // What the server drew gives way to the page's own.
        await page.IsLiveAsync();
        var words = page.Statement(room.Named("arabic")).Locator(".words");
        await words.WaitForAsync();
        Assert.Equal(["ar", "rtl", "tr", "ltr"], await words.EvaluateAsync<string[]>("words => [words.lang, getComputedStyle(words).direction, document.documentElement.lang, getComputedStyle(document.documentElement).direction]"));
        Assert.Equal("ltr", await page.Statement(room.Named("mixed")).Locator(".words").EvaluateAsync<string>("words => getComputedStyle(words).direction"));
        // Its mark stands on the side where reading begins.
        Assert.True(await words.EvaluateAsync<bool>("words => parseFloat(getComputedStyle(words).borderRightWidth) > 0 && parseFloat(getComputedStyle(words).borderLeftWidth) === 0"));
        Assert.Empty(page.Wrongs);
    }

    [Theory]
    [InlineData("uk", "Редакція", "Екран")]
    [InlineData("tr", "Haber masası", "Duvar ekranı")]
    public async Task Desk_and_wall_speak_it_too(string language, string desk, string wall)
    {
        var room = await Newsroom.OpenAsync(live, chromium, Ct);
        await using var page = await room.EditorAsync("Нічна редакція", Ct, $"?lang={language}");
        await Assertions.Expect(page.Page.Locator(".desk-head h1")).ToContainTextAsync(desk);
        await page.HasNoAxeViolationsAsync($"the desk in {language}", Ct);
        await page.Page.GotoAsync(new Uri(room.Address, $"wall?stories={room.Story}&lang={language}").ToString());
        await page.Page.Locator(".wall-slot").WaitForAsync();
        await Assertions.Expect(page.Page).ToHaveTitleAsync(new Regex(wall));
        Assert.Empty(page.Wrongs);
    }

    /// <summary>Every text that is in the page, shown or for a screen reader, labels and titles with it.</summary>
    static Task<string[]> TextsAsync(BoardPage page) => page.Page.EvaluateAsync<string[]>("""
        () => {
          const found = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
          for (let node = walk.currentNode; node; node = walk.nextNode()) {
            // Without a script nobody sees it; and each language is named in its own words.
            if ((node.parentElement ?? node).closest('noscript, script, option[lang]')) continue;
            if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
            else for (const name of ['aria-label', 'title', 'placeholder']) if (node.hasAttribute?.(name)) found.push(node.getAttribute(name));
          }
          return found.map(text => text.trim()).filter(Boolean);
        }
        """);

    /// <summary>Everything in the English page that is not of the record.</summary>
    static async Task<HashSet<string>> EnglishAsync(BoardPage page, Uri address, IReadOnlyList<string> data)
    {
        await page.Page.GotoAsync(new Uri(address, $"stories/{ScenarioFile.Story}?lang=en").ToString());
        await page.IsLiveAsync();
        var texts = new List<string>(await TextsAsync(page));
        foreach (var tab in await page.Page.GetByRole(AriaRole.Tab).AllAsync())
        {
            await tab.ClickAsync();
            texts.AddRange(await TextsAsync(page));
        }
        string[] everywhere = ["Tracker", "English", "UTC"];
        return [.. texts.Select(text => Without(text, data)).Where(text => Regex.IsMatch(text, "[A-Za-z]{2,}") && !everywhere.Contains(text, StringComparer.Ordinal))];
    }

    /// <summary>The text without what is of the record in it, and without figures.</summary>
    static string Without(string text, IReadOnlyList<string> data)
    {
        foreach (var value in data) if (text.Contains(value, StringComparison.Ordinal)) text = text.Replace(value, "", StringComparison.Ordinal);
        return Regex.Replace(text, @"[\d\s:·.,“”""«»()–-]+", " ").Trim();
    }

    /// <summary>Every string of the record that a page may show, longest first.</summary>
    static async Task<IReadOnlyList<string>> DataAsync(ScenarioRun run)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in new[] { $"/api/stories/{ScenarioFile.Story}/board", "/api/places?limit=1000" })
            Gather((await run.Api.Get(path, Ct)).Is(200).Json, found);
        return [.. found.Where(value => value.Length > 1).OrderByDescending(value => value.Length)];

        static void Gather(JsonNode? node, HashSet<string> found)
        {
            switch (node)
            {
                case JsonObject members: foreach (var (_, value) in members) Gather(value, found); break;
                case JsonArray items: foreach (var item in items) Gather(item, found); break;
                // What the vocabulary names in small letters is a word of the interface on the page.
                case JsonValue value when value.TryGetValue<string>(out var text) && !Regex.IsMatch(text, "^[a-z_]+$"): found.Add(text); break;
            }
        }
    }
}
