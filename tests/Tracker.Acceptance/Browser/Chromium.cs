using Microsoft.Playwright;
using Tracker.Acceptance.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Tracker.Acceptance.Browser;

/// <summary>Debian's Chromium, headless, one for all tests; each test gets a context of its own. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncDisposable
{
    const string Program = "/usr/bin/chromium";
    static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    readonly SemaphoreSlim _gate = new(1);
    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>A page in a new context. The test is skipped where there is no Chromium.</summary>
    /// <param name="more">What the context is to have beside its size.</param>
    internal async Task<BoardPage> PageAsync(Uri address, int width, int height, CancellationToken ct, Action<BrowserNewContextOptions>? more = null)
    {
        Assert.SkipUnless(File.Exists(Program), $"browser: there is no {Program}");
        await _gate.WaitAsync(ct);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments });
        }
        finally
        {
            _gate.Release();
        }
        var options = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } };
        more?.Invoke(options);
        var context = await _browser.NewContextAsync(options);
        return new BoardPage(await context.NewPageAsync(), address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }
}
