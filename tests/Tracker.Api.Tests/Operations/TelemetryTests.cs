using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tracker.ApiTests.Http;
using Tracker.Server;
using Xunit;

namespace Tracker.ApiTests.Operations;

/// <summary>A server that reads want a key of, and that tells a collector of itself.</summary>
public sealed class TelemetryTests : IDisposable
{
    const string Words = "qzvsecretwords";

    readonly string _directory = Directory.CreateTempSubdirectory("tracker-telemetry-").FullName;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Spans_and_metrics_reach_the_collector_without_words_or_keys_and_metrics_are_for_readers()
    {
        await using var collector = await Collector.StartAsync(Ct);
        await using (var app = await StartAsync("--OTEL_EXPORTER_OTLP_ENDPOINT=" + collector.Address, "--Tracker:PublicRead=false"))
        {
            using var admin = Client(app, Host.AdminKey);
            await admin.Make("/api/stories", new { id = "talks", title = Words });
            await admin.Make("/api/actors", new { id = "ann", kind = "person", name = "Ann Example" });
            await admin.Make("/api/topics", new { id = "truce", story = "talks", title = "Truce", proposition = "There is a truce" });
            await admin.Make("/api/statements", new { story = "talks", speakers = new[] { "ann" }, text = Words, positions = new[] { new { topic = "truce", stance = "supports" } } });
            await admin.Told("kinds=position.changed");
            Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/api/search?q=" + Words, Ct)).StatusCode);
            await (await admin.GetAsync("/api/statements/none", Ct)).Problem(404, "not-found");

            using var nobody = Client(app, null);
            await (await nobody.GetAsync("/metrics", Ct)).Problem(401, "no-key");
            using var reader = Client(app, (await admin.Make("/api/keys", new { name = "prometheus", scopes = new[] { "read" } })).Text("key"));
            var text = await reader.GetStringAsync("/metrics", Ct);
            AllKinds(text);
            MetricsDocument.HoldsScraped(text);
            Assert.DoesNotContain(Words, text, StringComparison.Ordinal);
        }
        Assert.Equal(["application/x-protobuf"], collector.Types("/v1/traces"));
        Assert.Equal(["application/x-protobuf"], collector.Types("/v1/metrics"));
        var (traces, metrics) = (collector.Text("/v1/traces"), collector.Text("/v1/metrics"));
        Assert.All(["service.name", "tracker", "service.version", "service.instance.id", "append wait", "append commit", "reaction", "log page", "POST /api/statements", "Microsoft.Orleans"], name => Assert.Contains(name, traces, StringComparison.Ordinal));
        Assert.All(["tracker.log.head", "tracker.log.commit", "tracker.api.refused", "http.server.request.duration", "orleans-"], name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain("/health", traces, StringComparison.Ordinal);
        foreach (var secret in new[] { Words, Host.AdminKey, "Ann Example" })
            Assert.DoesNotContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)), traces + metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=somewhere", "OTEL_EXPORTER_OTLP_ENDPOINT is an address")]
    [InlineData("--OTEL_EXPORTER_OTLP_PROTOCOL=morse", "OTEL_EXPORTER_OTLP_PROTOCOL is")]
    [InlineData("--Tracker:LogFormat=xml", "Tracker:LogFormat is text or json")]
    [InlineData("--Tracker:DrainSeconds=-1", "DrainSeconds")]
    public async Task A_wrong_setting_is_one_line(string setting, string line)
    {
        var wrong = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync("--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9", setting));
        Assert.Contains(line, wrong is Microsoft.Extensions.Options.OptionsValidationException invalid ? string.Join(' ', invalid.Failures) : Assert.IsType<UsageException>(wrong).Message, StringComparison.Ordinal);
    }

    static void AllKinds(string text) => Assert.All(
        ["http_server_request_duration_seconds", "kestrel_active_connections", "dotnet_gc_collections_total", "orleans_", "tracker_log_head", "tracker_log_commit_seconds_bucket", "tracker_index_lag", "tracker_search_lag", "tracker_api_refused_total{"],
        name => Assert.Contains(name, text, StringComparison.Ordinal));

    async Task<TrackerApp> StartAsync(params string[] settings)
    {
        var app = await TrackerApp.BuildAsync(StartArguments.Parse(["--data", _directory, "--urls", "http://127.0.0.1:0", "--Tracker:AdminKey=" + Host.AdminKey, .. settings]), Ct);
        await app.StartAsync();
        return app;
    }

    static HttpClient Client(TrackerApp app, string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Address), Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
