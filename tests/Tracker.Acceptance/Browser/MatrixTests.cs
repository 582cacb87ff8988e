using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tracker.Acceptance.Istanbul;

namespace Tracker.Acceptance.Browser;

/// <summary>The matrix in any order, folded, whole; a change repaints the cell that changed and nothing else.</summary>
public sealed class MatrixTests(Chromium chromium, BigBoard big, ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_of_a_large_one_is_walked_to_its_last_cell_and_a_changed_cell_is_painted_alone()
    {
        var (server, _) = await big.StartAsync(Ct);
        await using var page = await chromium.PageAsync(server.Address, 1440, 900, Ct);
        await page.OpenAsync(BigStory.Id);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Whole matrix" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".matrix-part")).ToContainTextAsync($"{BigBoard.Actors} actors, {BigBoard.Topics} topics", new() { Timeout = 15_000 });
        var grid = page.Page.GetByRole(AriaRole.Grid);
        Assert.Equal((BigBoard.Actors + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), await grid.GetAttributeAsync("aria-colcount"));
        Assert.InRange(await page.Page.Locator("td.cell").CountAsync(), 50, 900);

        await page.Page.Locator("td.cell[tabindex='0']").FocusAsync();
        await page.Page.Keyboard.PressAsync("Control+End");
        var last = $"{BigBoard.Topics - 1} {BigBoard.Actors - 1}";
        await Assertions.Expect(page.Page.Locator($"td.cell[data-at='{last}']")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".dock-open .evidence-entry")).Not.ToHaveCountAsync(0);
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Locator($"td.cell[data-at='{last}']").FocusAsync();
        await page.Page.Keyboard.PressAsync("Control+Home");
        var first = page.Page.Locator("td.cell[data-at='0 0']");
        await Assertions.Expect(first).ToBeFocusedAsync();

        await page.Page.EvaluateAsync("""
            () => {
              window.painted = new Set();
              new MutationObserver(records => { for (const { target } of records) window.painted.add((target.nodeType === 1 ? target : target.parentElement).closest('td, th, tr, table')?.dataset.at ?? 'a line or a head'); })
                .observe(document.querySelector('.matrix'), { subtree: true, childList: true, attributes: true, characterData: true });
            }
            """);
        (await server.Api.Post("/api/statements", new JsonObject { ["story"] = BigStory.Id, ["speakers"] = new JsonArray("actor-0"), ["text"] = "Now it is unclear.", ["saidAt"] = "2025-05-18", ["positions"] = new JsonArray(new JsonObject { ["topic"] = "topic-0", ["stance"] = "unclear" }) }, Ct)).Is(201);
        await Assertions.Expect(first.Locator(".stance-unclear")).ToHaveCountAsync(1, new() { Timeout = 10_000 });
        await Assertions.Expect(first).ToHaveClassAsync(Moved());
        Assert.Equal(["0 0"], await page.Page.EvaluateAsync<string[]>("() => [...window.painted]"));
        await Assertions.Expect(page.Page.Locator(".latest-list .move").First).ToContainTextAsync("unclear");
        Assert.Empty(page.Wrongs);
    }

    [Fact]
    public async Task Its_lines_stand_in_the_order_that_is_chosen_and_its_topics_fold_with_what_is_below_them_in_sum()
    {
        await using var page = await chromium.PageAsync((await start.Run).Server.Address, 1440, 900, Ct);
        await page.OpenAsync(ScenarioFile.Story);
        var columns = page.Page.Locator(".matrix .column-head");
        var listed = await columns.AllInnerTextsAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "By side" }).ClickAsync();
        await page.Page.GetByLabel("Order").SelectOptionAsync("name");
        var byName = await columns.AllInnerTextsAsync();
        Assert.Equal(byName.Order(StringComparer.InvariantCultureIgnoreCase), byName);
        Assert.NotEqual(listed, byName);
        await page.Page.GetByLabel("Order").SelectOptionAsync("strength");
        Assert.Equal("Ukraine", (await columns.AllInnerTextsAsync())[0]);

        var rows = await page.Page.Locator(".matrix .row-head").CountAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Fold the topics below “Ceasefire”" }).ClickAsync();
        Assert.Equal(rows - 2, await page.Page.Locator(".matrix .row-head").CountAsync());
        var ukraine = page.Page.Locator("td.cell", new() { HasText = "Ukraine, Ceasefire" });
        await Assertions.Expect(ukraine.Locator(".cell-sum")).ToHaveTextAsync("1▲");
        await Assertions.Expect(ukraine.Locator(".unseen")).ToContainTextAsync("below it: 1 for");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Unfold 2 topics below “Ceasefire”" }).ClickAsync();
        Assert.Equal(rows, await page.Page.Locator(".matrix .row-head").CountAsync());
        Assert.Empty(page.Wrongs);
    }

    static System.Text.RegularExpressions.Regex Moved() => new("cell-moved", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
