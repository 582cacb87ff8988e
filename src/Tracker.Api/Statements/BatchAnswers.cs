using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Tracker.Api.Json;
using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>Writes answers in line order, many at a time when they are ready.</summary>
internal sealed class BatchAnswers(HttpContext http, IEventLog log, bool onlyRefused)
{
    const int FlushAt = 16 * 1024;

    long _stored, _replayed, _refused, _duplicates, _lines, _last;

    public async Task RunAsync(ChannelReader<Task<LineAnswer>> answers, CancellationTokenSource stop)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushAt * 2);
        try
        {
            while (await answers.WaitToReadAsync(http.RequestAborted))
            {
                while (answers.TryRead(out var next))
                {
                    if (!next.IsCompleted || buffer.WrittenCount >= FlushAt) await FlushAsync(buffer);
                    Take(await next, buffer);
                }
                await FlushAsync(buffer);
            }
            if (onlyRefused) Sum(buffer);
            await FlushAsync(buffer);
        }
        catch (Exception ended)
        {
            // Whoever reads lines stops too, or it would wait for ever for room in a queue that nobody takes from.
            await stop.CancelAsync();
            await foreach (var left in answers.ReadAllAsync(CancellationToken.None)) await Task.WhenAny(left);
            if (ended is not (IOException or OperationCanceledException)) throw;
        }
    }

    void Take(LineAnswer answer, ArrayBufferWriter<byte> buffer)
    {
        _lines++;
        if (answer.Problem is not null) _refused++;
        else if (answer.Status == 201) _stored++;
        else _replayed++;
        var receipt = answer.Reply?.Receipt;
        if (receipt is not null) _last = Math.Max(_last, receipt.Position);
        if (answer.Problem is null && answer.DuplicateOf is not null) _duplicates++;
        if (onlyRefused && answer.Problem is null) return;
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("line", answer.Line);
            json.WriteNumber("status", answer.Status);
            if (receipt is not null)
            {
                json.WriteString("id", Ref.IdOf(receipt.Entity));
                json.WriteNumber("position", receipt.Position);
            }
            if (answer.DuplicateOf is { } of) json.WriteString("duplicateOf", of);
            if (answer.Problem is not null)
            {
                json.WritePropertyName("problem");
                JsonSerializer.Serialize(json, answer.Problem, ApiJson.Options);
            }
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
    }

    void Sum(ArrayBufferWriter<byte> buffer)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("lines", _lines);
            json.WriteNumber("stored", _stored);
            json.WriteNumber("replayed", _replayed);
            json.WriteNumber("refused", _refused);
            if (_duplicates > 0) json.WriteNumber("duplicates", _duplicates);
            json.WriteString("cursor", new Cursor(log.Epoch, _last == 0 ? log.Head : _last).ToString());
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
    }

    async ValueTask FlushAsync(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.WrittenCount == 0) return;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        buffer.ResetWrittenCount();
    }
}
