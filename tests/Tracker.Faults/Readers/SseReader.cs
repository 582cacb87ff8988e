using System.Text;
using Tracker.Faults.Checking;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Readers;

/// <summary>Server-sent events over plain HTTP, taken apart line by line; it resumes by <c>Last-Event-ID</c>.</summary>
sealed class SseReader(IReadOnlyList<Uri> ways, Notes notes, int seed) : Reader(ways, notes, seed)
{
    static readonly HttpClient Http = new(Sockets.Handler) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task ReadAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "api/live?after=start"));
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if (Notes.Epoch is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", Notes.Cursor);
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode) throw new IOException($"The stream was answered with {(int)answer.StatusCode}.");
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var (buffer, filled) = (new byte[32 * 1024], 0);
        while (await stream.ReadAsync(buffer.AsMemory(filled), ct) is > 0 and var read)
        {
            await HeardAsync(ct);
            filled += read;
            var used = TakeMessages(buffer.AsSpan(0, filled));
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    /// <summary>Takes the whole messages; how many bytes they were.</summary>
    int TakeMessages(ReadOnlySpan<byte> bytes)
    {
        var used = 0;
        while (bytes[used..].IndexOf("\n\n"u8) is >= 0 and var end)
        {
            TakeMessage(bytes.Slice(used, end));
            used += end + 2;
        }
        return used;
    }

    void TakeMessage(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> id = default, name = default, data = default;
        foreach (var range in message.Split((byte)'\n'))
        {
            var line = message[range];
            if (line.StartsWith("id: "u8)) id = line["id: "u8.Length..];
            else if (line.StartsWith("event: "u8)) name = line["event: "u8.Length..];
            else if (line.StartsWith("data: "u8)) data = line["data: "u8.Length..];
        }
        if (name.SequenceEqual("change"u8)) Notes.Take(Wire.PositionOf(data), data);
        if (name.SequenceEqual("reset"u8)) Notes.Reset(Encoding.UTF8.GetString(data));
        if (id.IsEmpty) return;
        Notes.At(id);
        Served();
    }
}
