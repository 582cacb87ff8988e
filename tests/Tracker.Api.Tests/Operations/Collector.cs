using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tracker.ApiTests.Operations;

/// <summary>An OTLP collector over HTTP on a loopback port: keeps what it is sent.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly ConcurrentQueue<(string Path, string? Type, byte[] Body)> _received = new();
    readonly WebApplication _app;

    Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Content types that came at a path.</summary>
    public IReadOnlyCollection<string?> Types(string path) => [.. _received.Where(one => one.Path == path).Select(one => one.Type).Distinct()];

    /// <summary>All bodies that came at a path, as Latin letters: names stand in protobuf as they are.</summary>
    public string Text(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => Encoding.Latin1.GetString(one.Body)));

    public static async Task<Collector> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.KeepAsync);
        await collector._app.StartAsync(ct);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task KeepAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        _received.Enqueue((http.Request.Path, http.Request.ContentType, body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }
}
