using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Contracts.Presence;
using Tracker.Domain;
using Tracker.Grains.Messages;
using Tracker.Grains.Presence;
using Tracker.Log;

namespace Tracker.Api.Presence;

/// <summary>Editors see who else has what open. It is asked for every few seconds: one request that renews the lease and answers who is there needs no connection of its own.</summary>
internal static class PresenceEndpoints
{
    const int LongestPage = 64;

    static readonly string[] Kinds = ["story", "actor", "place", "topic", "meeting", "statement", "act", "claim", "condition", "link"];

    public static void Map(RouteGroupBuilder api)
    {
        var presence = api.MapGroup("/desk/{story}/presence").WithTags("desk");
        presence.MapPut("/", Here).Needs(Scope.Edit).Takes<PresenceRequest>().Gives<PresenceDocument>(200).WithSummary("I have this open, for another 20 s; answers who else is there");
        presence.MapGet("/", Who).Needs(Scope.Edit).Gives<PresenceDocument>(200).WithSummary("Who has what of the story open");
        presence.MapDelete("/", Left).Needs(Scope.Edit).WithSummary("The page (page=) has closed");
    }

    static async Task<IResult> Here(string story, HttpContext http, IEventLog log, IGrainFactory grains, CancellationToken ct)
    {
        var read = await RequestBody.ReadAsync<PresenceRequest>(http, "presence", ct);
        if (read.Refusal is { } refusal) return ProblemAnswer.Of(refusal);
        var request = read.Value!;
        if ((WrongPage(request.Page) ?? WrongEntity(request.Entity)) is { } wrong) return ProblemAnswer.Of(wrong);
        if (await MissingAsync(story, log, ct) is { } missing) return ProblemAnswer.Of(missing);
        var caller = Principal.Of(http);
        var visitor = Visitor(caller, request.Page);
        return Answer((await grains.GetGrain<IPresenceGrain>(story).Here(visitor, caller.Name, request.Entity)).Value, visitor);
    }

    static async Task<IResult> Who(string story, IEventLog log, IGrainFactory grains, CancellationToken ct) =>
        await MissingAsync(story, log, ct) is { } missing ? ProblemAnswer.Of(missing) : Answer((await grains.GetGrain<IPresenceGrain>(story).Who()).Value, null);

    static async Task<IResult> Left(string story, HttpContext http, IEventLog log, IGrainFactory grains, CancellationToken ct)
    {
        var page = http.Request.Query["page"].ToString();
        if (WrongPage(page) is { } wrong) return ProblemAnswer.Of(wrong);
        if (await MissingAsync(story, log, ct) is { } missing) return ProblemAnswer.Of(missing);
        await grains.GetGrain<IPresenceGrain>(story).Left(Visitor(Principal.Of(http), page));
        return Results.NoContent();
    }

    // Nobody speaks for a page of another key.
    static string Visitor(Principal caller, string page) => $"{caller.Id} {page}";

    static async ValueTask<Refusal?> MissingAsync(string story, IEventLog log, CancellationToken ct) =>
        Ref.IsId(story) && (await log.MissingAsync([Ref.Story(story)], ct)).Count == 0 ? null : Refusals.NotFound("story");

    static Refusal? WrongPage(string page) =>
        page.Length is > 0 and <= LongestPage && page.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? null
            : new Refusal("invalid", $"1 to {LongestPage} letters, digits, - or _.", "page");

    static Refusal? WrongEntity(string? entity) =>
        entity is null || (entity.Split('/') is [var kind, var id] && Kinds.Contains(kind, StringComparer.Ordinal) && Ref.IsId(id))
            ? null
            : new Refusal("invalid", "A reference: kind/id.", "entity");

    static IResult Answer(AtTheDesk desk, string? visitor) => Results.Json(
        new PresenceDocument { Editors = [.. desk.Editors.Select(one => new EditorPresence { Name = one.Name, Entity = one.Entity, Since = one.Since, Own = one.Visitor == visitor ? true : null })] },
        ApiJson.Options);
}
