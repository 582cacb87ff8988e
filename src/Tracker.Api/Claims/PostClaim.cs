using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Claims;
using Tracker.Domain;
using Tracker.Domain.Claims;
using Tracker.Log;
using ClaimFields = Tracker.Domain.Claims.ClaimFields;

namespace Tracker.Api.Claims;

internal static class PostClaim
{
    static readonly string[] Kinds = [.. ClaimFields.Kinds];

    public static void Map(RouteGroupBuilder claims) => claims.MapPost("/", Handle)
        .Needs(Scope.Post).Takes<ClaimRequest>().Gives<Receipt>(201).WithSummary("A value that somebody gives for one field of one entity; it stands beside what others say");

    static async Task<IResult> Handle(HttpContext http, IEventLog log, Known known, NewId ids, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ClaimRequest>(http, "create claim", ct);
        if (refused is not null) return refused;
        var (id, malformed) = ids.Or(request!.Id);
        if ((malformed ?? ClaimedValue.Check(request.Field, request.Value)) is { } wrong) return ProblemAnswer.Of(wrong);
        if (await Refers(request).CheckAsync(log, ct) is { } unknown) return ProblemAnswer.Of(unknown);
        var own = await log.StoryOfAsync(request.About, ct);
        if (own is not null && request.Story is { } given && given != own) return ProblemAnswer.Of(Refusals.Invalid("story", $"What it is about is of the story '{own}'."));
        var profile = new ClaimProfile
        {
            About = request.About, Story = own ?? request.Story, Field = await CanonicalAsync(request, known), Value = request.Value.Clone(), Text = request.Text,
            Kind = (Domain.Claims.ClaimKind?)(int?)request.Kind, At = request.At, Sources = [.. (request.Sources ?? []).Select(StatementMapping.ToSource)], Note = request.Note,
        };
        var entity = Ref.Claim(id);
        return await desk!.SendAsync<Claim, ClaimCommand>(entity, new ClaimCommand.Add(id, profile, desk.By), request.Id is null ? null : entity, assumeNew: true, ct);
    }

    static References Refers(ClaimRequest request)
    {
        var exist = new References().AddReference("about", request.About, Kinds).Add("story", "story", request.Story);
        if (exist.Malformed is not null) return exist;
        ClaimedValue.AddReferences(exist, Ref.KindOf(request.About), request.Field, request.Value);
        return Participant(request) is { } actor ? exist.Add("actor", "field", actor) : exist;
    }

    // Claims on the attendance of one actor are on one fact, whichever of its ids they name.
    static async ValueTask<string> CanonicalAsync(ClaimRequest request, Known known) =>
        Participant(request) is { } actor ? $"{request.Field[..^actor.Length]}{await known.CanonicalAsync(actor)}" : request.Field;

    static string? Participant(ClaimRequest request) => Ref.KindOf(request.About) == "meeting" ? ClaimFields.Participant(request.Field) : null;
}
