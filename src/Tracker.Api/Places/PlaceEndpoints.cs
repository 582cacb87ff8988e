using Microsoft.AspNetCore.Routing;
using Tracker.Api.Actors;
using Tracker.Api.Writing;
using Tracker.Contracts.Places;
using Tracker.Domain;
using Tracker.Domain.Places;

namespace Tracker.Api.Places;

internal static class PlaceEndpoints
{
    static readonly EntityRoute<PlaceRequest> Route = new(
        "place",
        request => request.Id,
        _ => new References(),
        write => write.Desk.SendAsync<Place, PlaceCommand>(Ref.Place(write.Id), Order(write), write.IdKey, assumeNew: write.Create, write.Ct));

    public static void Map(RouteGroupBuilder api) => api.MapEntity<PlaceRequest, PlaceDocument>(Route);

    static PlaceCommand Order(EntityWrite<PlaceRequest> write) => write.Create
        ? new PlaceCommand.Create(write.Id, Profile(write.Request), write.Desk.By)
        : new PlaceCommand.Put(write.Id, Profile(write.Request), write.Desk.By);

    static PlaceProfile Profile(PlaceRequest request) => new()
    {
        Name = request.Name, OtherNames = ActorEndpoints.Map(request.OtherNames), Country = request.Country,
        Lat = request.Lat, Lon = request.Lon, Note = request.Note,
    };
}
