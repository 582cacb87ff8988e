using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Wire;

/// <summary>An answer, read whole.</summary>
sealed record Reply(HttpStatusCode Status, string Text, string? ContentType, HttpResponseHeaders Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Json => field ??= JsonNode.Parse(Text) ?? throw new InvalidOperationException("The body is null.");
    public int Code => (int)Status;
    public string Cursor => (string)Json["cursor"]!;
    public long Position => (long)Json["position"]!;
    public bool Replayed => Headers.Contains("Idempotency-Replayed");

    /// <summary>This, when it has the status that was wanted; else the test fails with the body.</summary>
    public Reply Is(params IReadOnlyList<int> wanted)
    {
        Assert.True(wanted.Contains(Code), $"wanted {string.Join(" or ", wanted)}, got {Code}: {Text}");
        return this;
    }
}

/// <summary>A client of the HTTP API, as anybody could write one.</summary>
sealed class ApiClient(Uri address, string? key) : IDisposable
{
    readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) };

    public Uri Address => address;
    public string? Key => key;
    public HttpClient Http => _http;

    public Task<Reply> Get(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, ct);
    public Task<Reply> Post(string path, JsonNode body, CancellationToken ct, string? once = null) => Send(HttpMethod.Post, path, Json(body.ToJsonString()), ct, ("Idempotency-Key", once));
    public Task<Reply> Put(string path, JsonNode body, CancellationToken ct, string? once = null) => Send(HttpMethod.Put, path, Json(body.ToJsonString()), ct, ("Idempotency-Key", once));

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content, CancellationToken ct, params IReadOnlyList<(string Name, string? Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/')) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request, ct);
        return new Reply(answer.StatusCode, await answer.Content.ReadAsStringAsync(ct), answer.Content.Headers.ContentType?.MediaType, answer.Headers);
    }

    /// <summary>A body as it is, valid JSON or not.</summary>
    public static ByteArrayContent Json(string text) => Bytes(Encoding.UTF8.GetBytes(text), "application/json");

    public static ByteArrayContent Bytes(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    public void Dispose() => _http.Dispose();
}
