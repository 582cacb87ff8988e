using Microsoft.Playwright;

namespace Tracker.Acceptance.Browser;

/// <summary>
/// What a page costs its reader: how long its frames are, how long it takes from the server's message to what is painted, and how much memory it holds.
/// Also compiled into tests/bench/dashboard.
/// </summary>
sealed class PageMeter
{
    // The page's own sockets are heard before the page hears them; a statement counts as painted at the first task after the frame in which it came.
    const string Script = """
        (() => {
          const meter = { on: false, frames: [], pixels: [], came: new Map() };
          Object.defineProperty(window, 'pageMeter', { value: meter });
          const Native = window.WebSocket;
          window.WebSocket = class extends Native {
            constructor(...how) {
              super(...how);
              this.addEventListener('message', ({ data }) => {
                if (!meter.on || typeof data !== 'string') return;
                const at = performance.now();
                for (const [, id] of data.matchAll(/"kind":"statement.added","entity":"statement\/([^"]+)"/g)) meter.came.set(id, at);
              });
            }
          };
          const { port1, port2 } = new MessageChannel();
          const waiting = [];
          port1.onmessage = () => { const now = performance.now(); for (const at of waiting.splice(0)) meter.pixels.push(now - at); };
          new MutationObserver((records) => {
            if (!meter.on) return;
            for (const { addedNodes } of records) for (const node of addedNodes) {
              const id = node.nodeName === 'ARTICLE' && node.id.startsWith('statement-') ? node.id.slice(10) : undefined;
              if (id === undefined || !meter.came.has(id)) continue;
              waiting.push(meter.came.get(id));
              meter.came.delete(id);
            }
            if (waiting.length > 0) port2.postMessage(0);
          }).observe(document, { childList: true, subtree: true });
          let last = 0;
          const frame = (now) => { if (meter.on && last > 0) meter.frames.push(now - last); last = now; requestAnimationFrame(frame); };
          requestAnimationFrame(frame);
        })();
        """;

    readonly IPage _page;
    readonly ICDPSession _cdp;

    PageMeter(IPage page, ICDPSession cdp) => (_page, _cdp) = (page, cdp);

    /// <summary>On a page that has not gone anywhere yet.</summary>
    public static async Task<PageMeter> OnAsync(IPage page)
    {
        await page.AddInitScriptAsync(Script);
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable");
        return new PageMeter(page, cdp);
    }

    /// <summary>Measures while something is done.</summary>
    public async Task<Measured> WhileAsync(Func<Task> doing)
    {
        await _page.EvaluateAsync("() => { pageMeter.frames.length = pageMeter.pixels.length = 0; pageMeter.came.clear(); pageMeter.on = true; }");
        await doing();
        var measured = await _page.EvaluateAsync<double[][]>("() => { pageMeter.on = false; return [pageMeter.frames, pageMeter.pixels]; }");
        return new Measured(measured[0], measured[1]);
    }

    /// <summary>The page's heap after what is garbage was collected, in MB, and how many nodes it has.</summary>
    public async Task<(double Megabytes, int Nodes)> MemoryAsync()
    {
        await _cdp.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await _cdp.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetDouble(), StringComparer.Ordinal);
        return (metrics["JSHeapUsedSize"] / 1024 / 1024, (int)metrics["Nodes"]);
    }
}

/// <param name="Frames">Milliseconds from one frame to the next.</param>
/// <param name="Pixels">Milliseconds from the server's message with a statement to the statement on the screen.</param>
sealed record Measured(IReadOnlyList<double> Frames, IReadOnlyList<double> Pixels)
{
    /// <summary>The value that this share of all values does not exceed; NaN when there are none.</summary>
    public static double Quantile(IReadOnlyList<double> values, double share) => values.Count == 0 ? double.NaN : values.Order().ElementAt((int)Math.Ceiling(values.Count * share) - 1);

    public double FrameP95 => Quantile(Frames, 0.95);
    public double PixelP95 => Quantile(Pixels, 0.95);
}
