using System.Text.Json.Nodes;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;
using Tracker.Specs;

namespace Tracker.Acceptance.Deploy;

/// <summary>Readers and posts through a real nginx with deploy/nginx.conf.</summary>
public sealed class ProxyTests
{
    static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Through_the_proxy_readers_get_changes_at_once_on_both_transports_and_what_is_inside_stays_inside()
    {
        Assert.SkipWhen(NginxProxy.Missing is not null, NginxProxy.Missing ?? "");
        await using var server = await RunningServer.StartAsync(new ServerOptions { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tracker__ForwardedFrom"] = "127.0.0.1" } }, Ct);
        await using var nginx = await NginxProxy.StartAsync([server.Address], Ct);
        var proxy = nginx.Address;
        using var api = new ApiClient(proxy, RunningServer.AdminKey);
        (await api.Post("/api/stories", new JsonObject { ["id"] = "talks", ["title"] = "Talks" }, Ct)).Is(201);
        await using var stream = await SseSubscriber.OpenAsync(proxy, "", Ct);
        await using var hub = await HubSubscriber.OpenAsync(proxy, new { after = "now" }, Ct);
        (await api.Post("/api/topics", new JsonObject { ["id"] = "truce", ["story"] = "talks", ["title"] = "Truce" }, Ct)).Is(201);
        await stream.Received.UntilItem(item => item.Entity == "topic/truce", "the topic", Ct).WaitAsync(AtOnce, Ct);
        await hub.Received.UntilItem(item => item.Entity == "topic/truce", "the topic", Ct).WaitAsync(AtOnce, Ct);

        // What is each server's own stays inside.
        using var http = new HttpClient { BaseAddress = proxy };
        foreach (var inside in new[] { "metrics", "health/ready" }) Assert.Equal(404, (int)(await http.GetAsync(new Uri(inside, UriKind.Relative), Ct)).StatusCode);
    }
}
