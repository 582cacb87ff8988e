using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tracker.Faults.Servers;

/// <summary>The HTTP API, as anybody could call it.</summary>
sealed class ApiClient(Uri address) : IDisposable
{
    public const string AdminKey = "faults-admin-key-0123456789";
    readonly HttpClient _http = Over(address);

    /// <summary>A client with connections of its own. It has no timeout: callers have.</summary>
    public static HttpClient Over(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5), UseProxy = false })
        {
            BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        return http;
    }

    public static ByteArrayContent Body(string json, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    /// <summary>The connection ended, was refused, or answered nothing in time: whatever was sent, its outcome is unknown.</summary>
    public static bool IsCut(Exception error) => error is HttpRequestException or IOException or SocketException or OperationCanceledException or ObjectDisposedException;

    /// <summary>Nobody listened: nothing was sent.</summary>
    public static bool IsUnsent(Exception error) => error is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };

    /// <summary>JSON, or an object with the text where it is none.</summary>
    public static JsonDocument Read(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse(JsonSerializer.Serialize(new { text }));
        }
    }

    public async Task CreateAsync(string kind, string body, CancellationToken ct)
    {
        var (status, answer) = await PostAsync("api/" + kind, body, ct);
        if (status is not (HttpStatusCode.Created or HttpStatusCode.OK)) throw new InvalidOperationException($"{kind}: {(int)status} {answer.GetRawText()}");
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body, CancellationToken ct)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), Body(body), ct);
        return (answer.StatusCode, await BodyOf(answer, ct));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return (answer.StatusCode, await BodyOf(answer, ct));
    }

    static async Task<JsonElement> BodyOf(HttpResponseMessage answer, CancellationToken ct)
    {
        using var body = Read(await answer.Content.ReadAsStringAsync(ct));
        return body.RootElement.Clone();
    }

    public void Dispose() => _http.Dispose();
}
