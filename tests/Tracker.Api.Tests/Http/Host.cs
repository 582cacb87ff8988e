using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tracker.Server;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>One server in this process, on a free port and a directory of its own, shared by the tests of one collection.</summary>
public sealed class Host : IAsyncLifetime
{
    public const string AdminKey = "an-administrators-key-for-tests";

    readonly string _directory = Directory.CreateTempSubdirectory("tracker-api-").FullName;
    TrackerApp? _app;

    public HttpClient Admin { get; private set; } = null!;

    /// <summary>Without a key.</summary>
    public HttpClient Public { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await TrackerApp.BuildAsync(
            StartArguments.Parse(["--data", _directory, "--urls", "http://127.0.0.1:0", "--Tracker:AdminKey=" + AdminKey, "--Tracker:HeartbeatSeconds=1", "--Tracker:Origins=https://desk.example"]), CancellationToken.None);
        await _app.StartAsync();
        Address = new Uri(_app.Address);
        Public = Client(null);
        Admin = Client(AdminKey);
        await Admin.Make("/api/stories", new { id = "talks", title = "Talks", tz = "Europe/Istanbul" });
        await Admin.Make("/api/actors", new { id = "ann", kind = "person", name = "Ann Example", side = "party" });
        await Admin.Make("/api/actors", new { id = "bob", kind = "person", name = "Bob Example", side = "party" });
        await Admin.Make("/api/actors", new { id = "wire", kind = "media", name = "The Wire", side = "source" });
        await Admin.Make("/api/topics", new { id = "truce", story = "talks", title = "Truce", proposition = "There is a truce" });
    }

    public HttpClient Client(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class HostCollection : ICollectionFixture<Host>
{
    public const string Name = "one server";
}

/// <summary>Requests as tests write them.</summary>
static class Requests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Posts and must be stored.</summary>
    public static async Task<JsonElement> Make(this HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync(path, body, Ct);
        Assert.True((int)answer.StatusCode == 201, $"POST {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return await answer.Json();
    }

    public static Task<HttpResponseMessage> Send(this HttpClient client, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request, Ct);
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;

    public static async Task<JsonElement> Get(this HttpClient client, string path)
    {
        var answer = await client.GetAsync(path, Ct);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return await answer.Json();
    }

    /// <summary>The answer is a problem of this code and status; gives it back.</summary>
    public static async Task<JsonElement> Problem(this HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal("/problems/" + code, problem.GetProperty("type").GetString());
        return problem;
    }

    /// <summary>Sends a body that must be stored; the receipt.</summary>
    public static async Task<JsonElement> Stored(this HttpClient client, HttpMethod method, string path, string json, params (string Name, string Value)[] headers)
    {
        var answer = await client.Send(method, path, json, headers);
        Assert.True((int)answer.StatusCode is 200 or 201, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return await answer.Json();
    }

    /// <summary>What the log says under a filter (<c>touches=act/x</c>), oldest first; waits until there are as many.</summary>
    public static async Task<List<JsonElement>> Told(this HttpClient client, string filter, int atLeast = 1)
    {
        var (items, after) = (new List<JsonElement>(), "start");
        for (var page = 0; page < 100; page++)
        {
            var read = await client.Get($"/api/changes?after={after}&limit=1000&wait={(items.Count < atLeast ? 5 : 0)}&{filter}");
            items.AddRange(read.GetProperty("items").EnumerateArray());
            after = read.Text("cursor");
            if (items.Count >= atLeast && after == read.Text("head")) return items;
        }
        throw new TimeoutException($"{filter}: {items.Count} of {atLeast}.");
    }

    /// <summary>A key of its own with these scopes.</summary>
    public static async Task<HttpClient> Desk(this Host host, params string[] scopes) =>
        host.Client((await host.Admin.Make("/api/keys", new { name = "desk " + string.Join('+', scopes), scopes })).Text("key"));

    public static IEnumerable<string> Texts(this JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);

    public static int Int(this JsonElement json, string name) => json.GetProperty(name).GetInt32();

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
