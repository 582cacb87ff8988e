using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Operations;

/// <summary>A batch whose client reads each answer before it says the next line: HTTP by hand, since HttpClient reads only when it has sent everything.</summary>
sealed class TalkingBatch : IDisposable
{
    readonly TcpClient _client = new();
    StreamReader _answers = StreamReader.Null;

    public static async Task<TalkingBatch> OpenAsync(Uri server, CancellationToken ct)
    {
        var batch = new TalkingBatch();
        await batch._client.ConnectAsync(server.Host, server.Port, ct);
        batch._answers = new StreamReader(batch._client.GetStream());
        await batch.WriteAsync(
            $"POST /api/statements/batch HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {RunningServer.AdminKey}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n", ct);
        return batch;
    }

    /// <summary>Sends a line and gives back its answer.</summary>
    public async Task<JsonNode> SayAsync(JsonObject line, CancellationToken ct)
    {
        var text = line.ToJsonString() + "\n";
        await WriteAsync($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n", ct);
        while (true)
        {
            // Headers and sizes of chunks are between the answers.
            var answer = await _answers.ReadLineAsync(ct) ?? throw new IOException("The server ended the batch.");
            if (answer.StartsWith('{')) return JsonNode.Parse(answer)!;
        }
    }

    /// <summary>Says that there is no more, and reads to the end of the answer.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        await WriteAsync("0\r\n\r\n", ct);
        while (await _answers.ReadLineAsync(ct) is { } line && line != "0")
        {
        }
    }

    public void Dispose() => _client.Dispose();

    async Task WriteAsync(string text, CancellationToken ct) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), ct);
}
