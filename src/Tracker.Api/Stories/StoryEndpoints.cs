using Microsoft.AspNetCore.Routing;
using Tracker.Api.Writing;
using Tracker.Contracts.Stories;
using Tracker.Domain.Stories;
using Tracker.Grains.Stories;

namespace Tracker.Api.Stories;

internal static class StoryEndpoints
{
    static readonly EntityRoute<StoryRequest> Route = new(
        "story",
        request => request.Id,
        request => new References().Add("actor", "parties", request.Parties).Add("actor", "thirdParties", request.ThirdParties),
        write => write.Desk.SendAsync(write.Grains.GetGrain<IStoryGrain>(write.Id), Order(write), write.IdKey));

    public static RouteGroupBuilder Map(RouteGroupBuilder api) => api.MapEntity<StoryRequest, StoryDocument>(Route);

    static StoryCommand Order(EntityWrite<StoryRequest> write)
    {
        var (profile, status) = (Profile(write.Request), (StoryStatus?)(int?)write.Request.Status);
        return write.Create
            ? new StoryCommand.Create(write.Id, profile, status ?? StoryStatus.Active, write.Desk.By)
            : new StoryCommand.Put(write.Id, profile, status, write.Desk.By);
    }

    static StoryProfile Profile(StoryRequest request) => new()
    {
        Title = request.Title, Summary = request.Summary, Parties = request.Parties ?? [], ThirdParties = request.ThirdParties ?? [],
        Lang = request.Lang, Tz = request.Tz, Proposals = (StoryProposals?)(int?)request.Proposals, Note = request.Note,
    };
}
