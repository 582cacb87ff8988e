using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Input;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Browser;

/// <summary>
/// A thousand texts that would like to run, each in every text that a board shows: names, titles, words, notes, reasons, conditions, sources and their addresses,
/// ranks, values. None runs, none becomes an element, no request leaves.
/// </summary>
public sealed class HostilePageTests(Chromium chromium)
{
    const int InAStory = 50, Lanes = 8;
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_of_a_thousand_runs_in_any_field_of_a_board()
    {
        var strings = XssStrings.All();
        Assert.Equal(XssStrings.Count, strings.Count);
        await using var server = await RunningServer.StartAsync(ct: Ct);
        // So high that everything is near the reader: on a lower page what lies far below, behind words that are long, is not drawn.
        await using var page = await chromium.PageAsync(server.Address, 1440, 16_000, Ct);
        await page.Page.AddInitScriptAsync("window.violations = []; document.addEventListener('securitypolicyviolation', one => window.violations.push(`${one.violatedDirective} ${one.blockedURI} ${one.sample}`));");
        var refused = 0;
        foreach (var (story, texts, at) in strings.Chunk(InAStory).Select((texts, at) => ($"xss-{at}", texts, at)))
        {
            (await server.Api.Post("/api/stories", new JsonObject { ["id"] = story, ["title"] = texts[0], ["summary"] = texts[1], ["proposals"] = "none" }, Ct)).Is(201);
            // Every other story arrives while the page is open, the others are there when it is opened.
            var live = at % 2 == 0;
            if (live) await page.OpenAsync(story);
            refused += await FillAsync(server, story, texts);
            if (!live) await page.OpenAsync(story);
            await Assertions.Expect(page.Page.Locator(".statements > article")).ToHaveCountAsync(texts.Length, new() { Timeout = 15_000 });
            await Assertions.Expect(page.Page.Locator("article.act")).ToHaveCountAsync(texts.Length, new() { Timeout = 15_000 });
            // Before all is opened: what that pushes far away leaves the page.
            var words = await page.Page.EvaluateAsync<string?[]>("ids => ids.map(id => document.getElementById('statement-' + id)?.querySelector('.words')?.textContent ?? null)", texts.Select((_, one) => $"{story}-{one}"));
            Assert.Equal(texts, words);
            // Everything that opens is opened: tabs, what is folded, the evidence of a cell, the filter's lists.
            foreach (var tab in new[] { "acts", "silence", "review", "meetings" })
                await page.Page.Locator($"#tab-{tab}").ClickAsync();
            await page.Page.EvaluateAsync("() => { for (const one of document.querySelectorAll('details:not([open]) > summary, .statement button[aria-expanded=false], .moments-head button, .filter .toggle')) one.click(); }");
            await page.Page.EvaluateAsync("() => document.querySelector('td.cell:not(.cell-none)')?.click()");

            var acts = await page.Page.EvaluateAsync<string?[]>("ids => ids.map(id => document.getElementById('act-' + id)?.querySelector('.act-text')?.textContent ?? null)", texts.Select((_, one) => $"{story}-{one}"));
            Assert.Equal(texts, acts);
            var claims = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.review-folded .claim-value')].map(one => one.textContent)");
            Assert.Superset(texts.ToHashSet(StringComparer.Ordinal), claims.ToHashSet(StringComparer.Ordinal));
            var wrong = await page.Page.EvaluateAsync<string[]>("""
                () => [
                  ...[...document.querySelectorAll('body script, iframe, object, embed, base, img, video, form, body style, template, math, xss, body link, body meta')].map(one => one.outerHTML),
                  ...[...document.querySelectorAll('#app *')].filter(one => one.getAttributeNames().some(name => name.startsWith('on') || name === 'srcdoc')).map(one => one.outerHTML),
                  ...[...document.querySelectorAll('#app a')].filter(one => !['http:', 'https:'].includes(one.protocol)).map(one => one.href),
                  ...[...document.querySelectorAll('.words *, .act-text *, .act-note *, .condition-words span *, .history-reason *, .meeting-name bdi *')].map(one => one.outerHTML),
                  // The page's own style stands in its head, alone.
                  ...[...document.querySelectorAll('style')].slice(1).map(one => one.outerHTML),
                  ...(window.ran ? ['something ran'] : []), ...window.violations,
                ]
                """);
            Assert.True(wrong.Length == 0, $"{story}: {string.Join('\n', wrong.Take(5))}");
            Assert.Empty(page.Wrongs);
        }
        // A few are no name for anybody.
        Assert.InRange(refused, 0, XssStrings.Count / 10);
    }

    /// <summary>How many of the texts are no name.</summary>
    static async Task<int> FillAsync(RunningServer server, string story, string[] texts)
    {
        var refused = 0;
        await Parallel.ForEachAsync(texts.Select((text, at) => (text, at)), new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = Ct }, async (one, _) =>
        {
            var (text, at) = one;
            var id = $"{story}-{at}";
            // What refuses a text as a name has a name that it takes: every other field of it still has the text.
            var all = await Named(server, "/api/actors", new JsonObject { ["id"] = id, ["kind"] = "person", ["note"] = text }, "name", text);
            all &= await Named(server, "/api/topics", new JsonObject { ["id"] = id, ["story"] = story, ["proposition"] = text, ["note"] = text }, "title", text);
            all &= await Named(server, "/api/meetings", new JsonObject { ["id"] = id, ["story"] = story, ["note"] = text, ["participants"] = new JsonArray(new JsonObject { ["actor"] = id, ["rank"] = text, ["basis"] = text, ["attendance"] = "conditional", ["conditions"] = Conditions(text) }) }, "name", text);
            (await server.Api.Post("/api/statements", new JsonObject
            {
                ["id"] = id, ["story"] = story, ["speakers"] = new JsonArray(id), ["text"] = text, ["role"] = text, ["medium"] = text, ["meeting"] = id, ["to"] = new JsonArray(id),
                ["positions"] = new JsonArray(new JsonObject { ["topic"] = id, ["stance"] = "conditional", ["conditions"] = Conditions(text) }),
                ["sources"] = new JsonArray(new JsonObject { ["name"] = text, ["locator"] = text }),
            }, Ct)).Is(201);
            // An address that is none is refused; one that is taken must lead nowhere else.
            (await server.Api.Post($"/api/statements/{id}/sources", new JsonObject { ["name"] = text, ["url"] = text }, Ct)).Is(201, 400, 422);
            (await server.Api.Post($"/api/statements/{id}/verification", new JsonObject { ["status"] = "disputed", ["note"] = text }, Ct)).Is(201);
            (await server.Api.Post($"/api/meetings/{id}/status", new JsonObject { ["status"] = "scheduled", ["reason"] = text }, Ct)).Is(201);
            (await server.Api.Post("/api/acts", new JsonObject { ["id"] = id, ["story"] = story, ["kind"] = "measure", ["actors"] = new JsonArray(id), ["text"] = text, ["note"] = text, ["sources"] = new JsonArray(new JsonObject { ["name"] = text }) }, Ct)).Is(201);
            (await server.Api.Post("/api/claims", new JsonObject { ["id"] = id, ["story"] = story, ["about"] = $"meeting/{id}", ["field"] = "name", ["value"] = text, ["text"] = text, ["note"] = text, ["sources"] = new JsonArray(new JsonObject { ["name"] = text, ["locator"] = text }) }, Ct)).Is(201);
            if (!all) Interlocked.Increment(ref refused);
        });
        return refused;
    }

    static JsonArray Conditions(string text) => [new JsonObject { ["text"] = text }];

    static async Task<bool> Named(RunningServer server, string path, JsonObject body, string field, string text)
    {
        body[field] = text;
        var answer = await server.Api.Post(path, body, Ct);
        if (answer.Code == 201) return true;
        body[field] = "no such name";
        answer.Is(400, 422);
        (await server.Api.Post(path, body, Ct)).Is(201);
        return false;
    }
}
