using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Contracts.Keys;
using Tracker.Domain;

namespace Tracker.Api.Keys;

internal static class KeyEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("keys");
        keys.MapPost("/", Create).Needs(Scope.Admin).Takes<KeyRequest>().Gives<KeyCreated>(201).WithSummary("Make a key; it is shown once, in this answer");
        keys.MapGet("/", (KeyRing ring) => Results.Json(new Page<KeyDocument> { Items = ring.List() }, ApiJson.Options)).Needs(Scope.Admin).Gives<Page<KeyDocument>>(200).WithSummary("Keys, without their secrets");
        keys.MapDelete("/{id}", Delete).Needs(Scope.Admin).WithSummary("Take a key back; it stops working within 5 s everywhere");
        var session = api.MapGroup("/session").WithTags("keys");
        session.MapPost("/", Open).Needs(Scope.Read, always: true).Takes<SessionRequest>().Gives<SessionDocument>(201).WithSummary("Exchange a key for a cookie that page scripts cannot read");
        session.MapGet("/", Current).Needs(Scope.Read, always: true).Gives<SessionDocument>(200).WithSummary("Who this browser's session belongs to");
        session.MapDelete("/", Close).Needs(Scope.Read, always: true).WithSummary("End the session");
    }

    static async Task<IResult> Create(HttpContext http, KeyRing ring, CancellationToken ct)
    {
        var read = await RequestBody.ReadAsync<KeyRequest>(http, "keys", ct);
        if (read.Refusal is { } refusal) return ProblemAnswer.Of(refusal);
        var request = read.Value!;
        if (request.Name.Length is 0 or > 64 || request.Name.Any(char.IsControl)) return ProblemAnswer.Of(new Refusal("invalid", "1 to 64 characters, none of them a control character.", "name"));
        if (request.Scopes.Count == 0) return ProblemAnswer.Of(new Refusal("invalid", NameConverter<Scope>.AllowedNames + " At least one.", "scopes"));
        return Results.Json(await ring.CreateAsync(request.Name, request.Scopes, request.ExpiresAt, ct), ApiJson.Options, statusCode: 201);
    }

    static async Task<IResult> Delete(string id, KeyRing ring, CancellationToken ct) =>
        await ring.DeleteAsync(id, ct) ? Results.NoContent() : ProblemAnswer.Of(new Refusal("not-found", "No key has this id."));

    static async Task<IResult> Open(HttpContext http, KeyRing ring, Sessions sessions, CancellationToken ct)
    {
        // The answer sets a cookie: a page of another origin must not be able to open a session in its visitor's name.
        if (http.Request.Headers.Origin is [{ Length: > 0 } origin] && !Gate.IsOwn(http, origin))
            return ProblemAnswer.Of(new Refusal("forbidden-origin", "Sessions are opened from the server's own pages."));
        var read = await RequestBody.ReadAsync<SessionRequest>(http, "session", ct);
        if (read.Refusal is { } refusal) return ProblemAnswer.Of(refusal);
        if (ring.Find(read.Value!.Key) is not { } principal) return ProblemAnswer.Of(new Refusal("no-key", "This key is not known, or it has expired."));
        await sessions.OpenAsync(http, principal.Id, ct);
        return Results.Json(new SessionDocument { Name = principal.Name, Scopes = principal.Scopes }, ApiJson.Options, statusCode: 201);
    }

    static async Task<IResult> Current(HttpContext http, Sessions sessions, CancellationToken ct) =>
        await sessions.FindAsync(http, ct) is { } principal
            ? Results.Json(new SessionDocument { Name = principal.Name, Scopes = principal.Scopes }, ApiJson.Options)
            : ProblemAnswer.Of(new Refusal("no-key", "This browser has no session."));

    static async Task<IResult> Close(HttpContext http, Sessions sessions, CancellationToken ct)
    {
        await sessions.CloseAsync(http, ct);
        return Results.NoContent();
    }
}
