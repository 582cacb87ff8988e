using System.Text.Json.Nodes;
using Tracker.Acceptance.Input;
using Tracker.Acceptance.Live;

namespace Tracker.Acceptance.Browser;

/// <summary>Text from outside never runs and is never markup: it is shown as the text that it is.</summary>
public sealed class HostilePageTests(Chromium chromium, LiveServer live)
{
    const int Together = 40;
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_hostile_string_is_shown_as_text()
    {
        var strings = HostileTextTests.Strings();
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.OpenAsync(SmallWorld.Story);
        var elements = await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('script, iframe, object, embed, link, meta, base, img').length");

        for (var from = 0; from < strings.Count; from += Together)
        {
            var chunk = strings.Skip(from).Take(Together).Select((text, i) => (Id: $"web-{from + i}", Text: text)).ToList();
            foreach (var (id, text) in chunk)
                (await server.Api.Post("/api/statements", SmallWorld.Statement(text, id: id), Ct)).Is(201);
            await page.ShowsAsync(chunk[^1].Id, seconds: 10);
            foreach (var unfold in await page.Page.Locator(".statement button[aria-expanded=false]").AllAsync())
                await unfold.ClickAsync();
            var shown = await page.Page.EvaluateAsync<string?[]>("ids => ids.map(id => document.getElementById('statement-' + id)?.querySelector('.words')?.textContent ?? null)", chunk.Select(entry => entry.Id));
            Assert.Equal(chunk.Select(entry => entry.Text), shown);
        }

        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('.words *').length"));
        Assert.Equal(elements, await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('script, iframe, object, embed, link, meta, base, img').length"));
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task So_is_every_one_of_them_in_acts_and_claims()
    {
        var strings = HostileTextTests.Strings();
        var server = await live.ServerAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1280, 900, Ct);
        await page.OpenAsync(SmallWorld.Story);
        var elements = await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('script, iframe, object, embed, link, meta, base, img').length");

        for (var from = 0; from < strings.Count; from += Together)
        {
            var chunk = strings.Skip(from).Take(Together).Select((text, i) => (Id: $"deed-{from + i}", Text: text)).ToList();
            foreach (var (id, text) in chunk)
            {
                (await server.Api.Post("/api/claims", new JsonObject { ["id"] = id, ["about"] = "meeting/noon", ["field"] = "background", ["value"] = text, ["text"] = text }, Ct)).Is(201);
                (await server.Api.Post("/api/acts", new JsonObject { ["id"] = id, ["story"] = SmallWorld.Story, ["kind"] = "measure", ["actors"] = new JsonArray("ann"), ["text"] = text, ["note"] = text }, Ct)).Is(201);
            }
            await page.Page.Locator($"article[id='act-{chunk[^1].Id}']").WaitForAsync(new() { Timeout = 10_000, State = Microsoft.Playwright.WaitForSelectorState.Attached });
            var texts = chunk.Select(entry => entry.Text).ToList();
            var acts = await page.Page.EvaluateAsync<string?[]>("ids => ids.map(id => document.getElementById('act-' + id)?.querySelector('.act-text')?.textContent ?? null)", chunk.Select(entry => entry.Id));
            Assert.Equal(texts, acts);
            Assert.Equal(texts, (await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.review-folded .claim-value')].map(one => one.textContent)")).TakeLast(chunk.Count));
        }

        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('.act-text *, .act-note *, .claim-text *').length"));
        Assert.Equal(elements, await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('script, iframe, object, embed, link, meta, base, img').length"));
        Assert.Empty(page.Wrongs);
    }
}
