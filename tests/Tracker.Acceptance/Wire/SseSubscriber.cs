using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Wire;

/// <summary>Reads <c>/api/live</c> line by line, by the standard's own rules. It does not reconnect: a test drops and resumes by itself.</summary>
sealed class SseSubscriber : IAsyncDisposable
{
    readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource<string?> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task _reading = Task.CompletedTask;

    public Received Received { get; } = new();
    /// <summary>The stream's first line.</summary>
    public Task<string?> FirstLine => _open.Task;

    /// <summary>Connected when this returns: the server has sent its first bytes.</summary>
    public static async Task<SseSubscriber> OpenAsync(Uri address, string query, CancellationToken ct, string? lastEventId = null)
    {
        var subscriber = new SseSubscriber();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "api/live" + query));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        subscriber._reading = subscriber.ReadAsync(request);
        await subscriber.FirstLine.WaitAsync(TimeSpan.FromSeconds(10), ct);
        return subscriber;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _http.Dispose();
        _stop.Dispose();
    }

    async Task ReadAsync(HttpRequestMessage request)
    {
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stop.Token);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(_stop.Token));
            string? name = null, id = null;
            var data = new List<string>();
            while (await lines.ReadLineAsync(_stop.Token) is { } line)
            {
                _open.TrySetResult(line);
                if (line.Length == 0)
                {
                    Take(name, id, string.Join('\n', data));
                    (name, data) = (null, []);
                    continue;
                }
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].TrimStart(' '));
                if (field == "event") name = value;
                else if (field == "id") id = value;
                else if (field == "data") data.Add(value);
            }
            throw new IOException("The server ended the stream.");
        }
        catch (Exception ended)
        {
            _open.TrySetException(ended);
            Received.Broke(ended);
        }
        finally
        {
            request.Dispose();
        }
    }

    void Take(string? name, string? id, string data)
    {
        if (name == "change") Received.Add(JsonNode.Parse(data)!, id);
        else if (name == "heartbeat") Received.Heartbeat((string)JsonNode.Parse(data)!["cursor"]!);
        else if (name == "reset") { Received.Reset(JsonNode.Parse(data)!); Received.MoveTo(id!); }
    }
}
