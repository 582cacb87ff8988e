using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts.Actors;
using Tracker.Domain.Actors;
using Tracker.Grains.Actors;

namespace Tracker.Api.Actors;

internal static class ActorEndpoints
{
    static readonly EntityRoute<ActorRequest> Route = new(
        "actor",
        request => request.Id,
        Refers,
        Send);

    public static void Map(RouteGroupBuilder api) => Merge.Map(api.MapEntity<ActorRequest, ActorDocument>(Route));

    static async Task<IResult> Send(EntityWrite<ActorRequest> write)
    {
        var sent = await write.SendAsync(write.Grains.GetGrain<IActorGrain>(write.Id), Order(write), circles => circles.OfActorAsync(write.Id, Profile(write.Request), write.Ct));
        write.Service<Known>().Forget(write.Id);
        return sent;
    }

    static References Refers(ActorRequest request)
    {
        var references = new References().Add("actor", "parent", request.Parent);
        for (var i = 0; i < (request.Memberships?.Count ?? 0); i++)
        {
            references.Add("actor", $"memberships[{i}].organization", request.Memberships![i].Organization);
            references.Add("actor", $"memberships[{i}].onBehalfOf", request.Memberships[i].OnBehalfOf);
        }
        return references;
    }

    static ActorCommand Order(EntityWrite<ActorRequest> write) => write.Create
        ? new ActorCommand.Create(write.Id, Profile(write.Request), write.Desk.By)
        : new ActorCommand.Put(write.Id, Profile(write.Request), write.Desk.By);

    static ActorProfile Profile(ActorRequest request) => new()
    {
        Kind = (ActorKind)request.Kind, Name = request.Name, OtherNames = Map(request.OtherNames), Metonyms = request.Metonyms ?? [],
        Identifiers = [.. (request.Identifiers ?? []).Select(id => new Domain.Actors.Identifier { Scheme = id.Scheme, Value = id.Value })],
        Memberships = [.. (request.Memberships ?? []).Select(Map)],
        Parent = request.Parent, Side = (ActorSide?)(int?)request.Side, Unnamed = request.Unnamed ?? false, Reviewed = request.Reviewed, Note = request.Note,
    };

    internal static IReadOnlyList<Domain.Actors.OtherName> Map(IReadOnlyList<Contracts.Actors.OtherName>? names) =>
        [.. (names ?? []).Select(name => new Domain.Actors.OtherName { Name = name.Name, Lang = name.Lang, Note = name.Note, From = name.From, To = name.To })];

    static Domain.Actors.Membership Map(Contracts.Actors.Membership membership) => new()
    {
        Organization = membership.Organization, Post = membership.Post, Role = membership.Role, OnBehalfOf = membership.OnBehalfOf,
        From = membership.From, To = membership.To, Note = membership.Note,
    };
}
