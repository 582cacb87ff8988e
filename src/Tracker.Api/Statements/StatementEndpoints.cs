using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Links;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;

namespace Tracker.Api.Statements;

internal static class StatementEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var statements = api.MapGroup("/statements").WithTags("statements");
        statements.MapPost("/", Post).Needs(Scope.Post).Takes<StatementRequest>().Gives<Receipt>(201)
            .WithSummary("Post a statement; answered when it is durable").WithDescription("`?onUnknown=create` makes unreviewed actors for names that nobody carries; `?dryRun=true` stores nothing. What tells another statement again (the same words, or likely a paraphrase, from another source) is stored as a duplicate of it, is in no list, and is answered with `Tracker-Duplicate-Of`; `?onDuplicate=accept` stores it as one of its own without looking.");
        statements.MapPut("/{id}", () => ProblemAnswer.Of(new Refusal("method-not-allowed", "Statements are corrected: POST /api/statements/{id}/corrections.")))
            .Needs(Scope.Post).ExcludeFromDescription();
        statements.MapGet("/{id}", (string id, HttpContext http, EntityReads reads, CancellationToken ct) => reads.OneAsync(http, "statement", id, ct))
            .Needs(Scope.Read).Gives<StatementDocument>(200).WithSummary("A statement with its history");
        statements.MapGet("/", (HttpContext http, EntityReads reads, CancellationToken ct) => reads.ListAsync(http, "statement", ct))
            .Needs(Scope.Read).Gives<Page<StatementDocument>>(200).WithSummary("Newest first; limit 1 to 1000 (100), story=");
        Batch.Map(statements);
        Corrections.Map(statements);
        DuplicateRulings.Map(statements);
        Takedown.Map(statements);
        MakeLink.Map(statements);
    }

    static async Task<IResult> Post(HttpContext http, Posting posting, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<StatementRequest>(http, "create statement", ct, current: false);
        if (refused is not null) return refused;
        if ((OnUnknown(http, out var create) ?? OnDuplicate(http, out _)) is { } wrong) return ProblemAnswer.Of(wrong);
        OnDuplicate(http, out var accept);
        var posted = await posting.PostAsync(request!, desk!.By, create, accept, (command, idKey, made) => desk.Order(command, idKey, made), ct);
        if (posted.DuplicateOf is { } of) http.Response.Headers["Tracker-Duplicate-Of"] = of;
        return posted.Problem is { } problem ? ProblemAnswer.Of(problem) : desk.Answer(posted.Reply!);
    }

    internal static Refusal? OnDuplicate(HttpContext http, out bool accept)
    {
        var given = http.Request.Query["onDuplicate"].ToString();
        accept = given == "accept";
        return given is "" or "accept" or "queue" ? null : new Refusal("invalid", "queue or accept.", "onDuplicate");
    }

    internal static Refusal? OnUnknown(HttpContext http, out bool create)
    {
        var given = http.Request.Query["onUnknown"].ToString();
        create = given == "create";
        return given is "" or "create" or "refuse" ? null : new Refusal("invalid", "create or refuse.", "onUnknown");
    }
}
