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
using Tracker.Domain;
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

    static async Task<IResult> Handle(HttpContext http, Posting posting, IEventLog log, Departure departure, CancellationToken ct)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (type is not ("application/x-ndjson" or "application/jsonl")) return ProblemAnswer.Of(new Refusal("wrong-content-type", "Send the lines as application/x-ndjson."));
        var (precondition, wrong) = Precondition.Of(http);
        wrong ??= precondition.Key is not null ? new Refusal("invalid", "A batch has no key of its own: give each line an id.", "Idempotency-Key") : null;
        wrong ??= precondition.IfVersion is not null ? new Refusal("invalid", "Lines are new statements; there is nothing to match.", "If-Match") : null;
        wrong ??= http.Request.Query["answers"].ToString() is "" or "all" or "refused" ? null : new Refusal("invalid", "all or refused.", "answers");
        wrong ??= StatementEndpoints.OnUnknown(http, out _) ?? StatementEndpoints.OnDuplicate(http, out _);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        StatementEndpoints.OnUnknown(http, out var create);
        StatementEndpoints.OnDuplicate(http, out var accept);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "application/x-ndjson";

        var principal = Principal.Of(http);
        var poster = new BatchLines(posting, departure, principal, create, accept, precondition);
        var answers = Channel.CreateBounded<Task<LineAnswer>>(new BoundedChannelOptions(Window) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var writing = new BatchAnswers(http, log, onlyRefused: http.Request.Query["answers"] == "refused").RunAsync(answers.Reader, stop);
        BadHttpRequestException? broken = null;
        try
        {
            await foreach (var (line, bytes) in NdJson.LinesAsync(http.Request.BodyReader, RequestBody.MaxBytes, stop.Token))
                await answers.Writer.WriteAsync(await poster.StartAsync(line, bytes, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The client reads no more: what is under way is finished, nothing further is taken.
        }
        catch (BadHttpRequestException malformed)
        {
            // The lines that came whole are answered first; nobody else may write to this answer while they are.
            broken = malformed;
        }
        finally
        {
            answers.Writer.Complete();
        }
        await writing;
        if (broken is not null) throw broken;
        return Results.Empty;
    }
}
