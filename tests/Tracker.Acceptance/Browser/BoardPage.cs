using Microsoft.Playwright;

namespace Tracker.Acceptance.Browser;

/// <summary>A story's board as a reader has it open. Notes everything that a page of ours must never do.</summary>
sealed class BoardPage : IAsyncDisposable
{
    static readonly string Shots = System.IO.Path.Combine(Shared.Root, "tests/Tracker.Acceptance/shots");
    readonly Uri _address;
    readonly List<string> _wrongs = [];
    int _boardReads;

    public BoardPage(IPage page, Uri address)
    {
        (Page, _address) = (page, address);
        page.Dialog += (_, dialog) => { _wrongs.Add($"a dialog: {dialog.Message}"); _ = dialog.DismissAsync(); };
        page.PageError += (_, error) => _wrongs.Add($"an error: {error}");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } asked && asked.Authority != address.Authority)
                _wrongs.Add($"a request to {request.Url}");
            if (request.Url.Contains("/board", StringComparison.Ordinal))
                Interlocked.Increment(ref _boardReads);
        };
    }

    public IPage Page { get; }
    public Uri Address => _address;
    /// <summary>Dialogs, script errors, requests to other hosts.</summary>
    public IReadOnlyList<string> Wrongs => _wrongs;
    /// <summary>How often it has asked for the whole board: once when it opened, once each time it was verified, and whenever it could not fold something.</summary>
    public int BoardReads => Volatile.Read(ref _boardReads);

    public async Task OpenAsync(string story)
    {
        await Page.GotoAsync(new Uri(_address, $"stories/{story}").ToString());
        await IsLiveAsync();
    }

    public Task IsLiveAsync(float seconds = 20) => Page.Locator(".connection-live").First.WaitForAsync(new LocatorWaitForOptions { Timeout = seconds * 1_000 });

    /// <summary>The state of its connection, as it says it.</summary>
    public Task<string> ConnectionAsync() => Page.Locator(".connection-words").First.InnerTextAsync();

    public ILocator Statement(string id) => Page.Locator($"article[id='statement-{id}']");

    public Task ShowsAsync(string id, float seconds) => Statement(id).WaitForAsync(new LocatorWaitForOptions { Timeout = seconds * 1_000, State = WaitForSelectorState.Attached });

    /// <summary>Asks the page to compare its fold with the server's board, and returns what it says.</summary>
    public async Task<string> VerifyAsync()
    {
        await Page.EvaluateAsync("() => { document.querySelector('.about-connection').open = true; }");
        var button = Page.Locator(".about-connection .verify");
        await button.ClickAsync();
        await Assertions.Expect(button).ToBeEnabledAsync(new LocatorAssertionsToBeEnabledOptions { Timeout = 15_000 });
        var result = await Page.Locator(".verify-result").InnerTextAsync();
        await Page.EvaluateAsync("() => { document.querySelector('.about-connection').open = false; }");
        return result;
    }

    public async Task ShotAsync(string name)
    {
        Directory.CreateDirectory(Shots);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(Shots, name + ".png"), FullPage = false });
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
