using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Problems;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>
/// Statements one a line, any number, streamed. Up to <see cref="Window"/> lines are under way at once, so that they share the log's transactions;
/// answers come in line order. A line that refers to one under way waits for it. What a client does not read is bounded by the connection's buffers:
/// reading stops with writing.
/// </summary>
internal static class Batch
{
    const int Window = 512;

    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/batch", Handle)
        .Needs(Scope.Post).Accepts<string>("application/x-ndjson").Produces<string>(200, "application/x-ndjson")
        .WithSummary("One statement a line, answered a line each; ?answers=refused for clients that do not read while they write");

    static async Task<IResult> Handle(HttpContext http, Posting posting, IEventLog log, CancellationToken ct)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (type is not ("application/x-ndjson" or "application/jsonl")) return ProblemAnswer.Of(new Refusal("wrong-content-type", "Send the lines as application/x-ndjson."));
        var (precondition, wrong) = Precondition.Of(http);
        wrong ??= precondition.Key is not null ? new Refusal("invalid", "A batch has no key of its own: give each line an id.", "Idempotency-Key") : null;
        wrong ??= precondition.IfVersion is not null ? new Refusal("invalid", "Lines are new statements; there is nothing to match.", "If-Match") : null;
        wrong ??= http.Request.Query["answers"].ToString() is "" or "all" or "refused" ? null : new Refusal("invalid", "all or refused.", "answers");
        wrong ??= StatementEndpoints.OnUnknown(http, out _);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        StatementEndpoints.OnUnknown(http, out var create);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "application/x-ndjson";

        var principal = Principal.Of(http);
        var poster = new LinePoster(posting, principal, create, precondition);
        var answers = Channel.CreateBounded<Task<LineAnswer>>(new BoundedChannelOptions(Window) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var writing = new AnswerWriter(http, log, onlyRefused: http.Request.Query["answers"] == "refused").RunAsync(answers.Reader, stop);
        try
        {
            await foreach (var (line, bytes) in NdJson.LinesAsync(http.Request.BodyReader, RequestBody.MaxBytes, stop.Token))
                await answers.Writer.WriteAsync(await poster.StartAsync(line, bytes, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The client reads no more: what is under way is finished, nothing further is taken.
        }
        finally
        {
            answers.Writer.Complete();
        }
        await writing;
        return Results.Empty;
    }
}

/// <summary>What became of one line.</summary>
internal readonly record struct LineAnswer(long Line, int Status, Reply? Reply, ProblemDetails? Problem);

/// <summary>Starts lines, and holds those back that refer to a line still under way.</summary>
internal sealed class LinePoster(Posting posting, Principal principal, bool create, Precondition precondition)
{
    readonly Dictionary<string, Task> _underWay = new(StringComparer.Ordinal);

    public async ValueTask<Task<LineAnswer>> StartAsync(long line, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (bytes.IsEmpty) return Task.FromResult(new LineAnswer(line, 413, null, ProblemAnswer.Describe(new Refusal("too-large", "The line is over 1 MiB."))));
        var read = RequestBody.Parse<StatementRequest>(bytes.Span, "create statement");
        if (read.Refusal is { } refusal) return Task.FromResult(new LineAnswer(line, 400, null, ProblemAnswer.Describe(refusal)));
        var request = read.Value!;
        foreach (var other in new[] { request.Id, request.InReplyTo, request.SameUtteranceAs })
        {
            if (other is not null && _underWay.TryGetValue(other, out var first)) await first;
        }
        var posted = PostAsync(line, request, read.Fingerprint, ct);
        if (request.Id is not null)
        {
            if (_underWay.Count > 4_096)
            {
                foreach (var (id, _) in _underWay.Where(pair => pair.Value.IsCompleted).ToList()) _underWay.Remove(id);
            }
            _underWay[request.Id] = posted;
        }
        return posted;
    }

    async Task<LineAnswer> PostAsync(long line, StatementRequest request, byte[] fingerprint, CancellationToken ct)
    {
        var posted = await posting.PostAsync(request, principal.Name, create, Order, ct);
        var problem = posted.Problem ?? (posted.Reply!.Answer switch
        {
            Answer.Refused => ProblemAnswer.Describe(posted.Reply.Refusal!),
            Answer.Outrun => ProblemAnswer.Describe(new Refusal("busy", "An actor of this name was made at the same moment; try again.")),
            _ => null,
        });
        return new LineAnswer(line, problem?.Status ?? (posted.Reply!.Answer == Answer.Done ? 201 : 200), posted.Reply, problem);

        Order<StatementCommand> Order(StatementCommand command, string? idKey, IReadOnlyList<Companion> companions) => new()
        {
            Command = command, Once = precondition.Once(principal.Id, idKey, fingerprint), DryRun = precondition.DryRun, Companions = companions,
        };
    }
}

/// <summary>Writes answers in line order, many at a time when they are ready.</summary>
internal sealed class AnswerWriter(HttpContext http, IEventLog log, bool onlyRefused)
{
    const int FlushAt = 16 * 1024;

    long _stored, _replayed, _refused, _lines, _last;

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
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            await stop.CancelAsync();
            await foreach (var left in answers.ReadAllAsync(CancellationToken.None)) await Task.WhenAny(left);
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
