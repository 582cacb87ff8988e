using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Tracker.Acceptance.Browser;

/// <summary>axe-core over a page as it stands: every rule in light, and in dark what depends on it, which is contrast.</summary>
static class Axe
{
    static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];
    static readonly AxeRunOptions Contrast = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    /// <param name="name">What is looked at, for the message.</param>
    /// <param name="within">A selector, where the rest of the page is as it was when all of it was looked at; null = the whole page.</param>
    public static async Task HasNoAxeViolationsAsync(this BoardPage page, string name, CancellationToken ct, string? within = null)
    {
        foreach (var scheme in Schemes)
        {
            ct.ThrowIfCancellationRequested();
            await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            // Colours fade over where motion is allowed; with it reduced they are there after two frames.
            await page.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var options = scheme == ColorScheme.Dark ? Contrast : null;
            var found = within is null ? await page.Page.RunAxe(options) : await page.Page.Locator(within).RunAxe(options);
            // A run that looked at nothing would have no violations either.
            Assert.True(found.Passes.Length > (scheme == ColorScheme.Dark ? 0 : 5), $"axe passed only {found.Passes.Length} rules on {name}: did it run?");
            Assert.True(found.Violations.Length == 0, $"{name}, {scheme}:\n{string.Join('\n', found.Violations.Select(Told))}");
        }
    }

    static string Told(AxeResultItem violation) =>
        $"{violation.Id} ({violation.Impact}): {violation.Help}\n{string.Join('\n', violation.Nodes.Take(8).Select(node => $"    {node.Target}: {node.Html} {string.Join(' ', node.Any.Concat(node.All).Concat(node.None).Take(2).Select(check => check.Message))}"))}";
}
