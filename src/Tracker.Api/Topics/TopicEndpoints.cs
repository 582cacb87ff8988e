using Microsoft.AspNetCore.Routing;
using Tracker.Api.Writing;
using Tracker.Contracts.Topics;
using Tracker.Domain.Topics;
using Tracker.Grains.Topics;

namespace Tracker.Api.Topics;

internal static class TopicEndpoints
{
    static readonly EntityRoute<TopicRequest> Route = new(
        "topic",
        request => request.Id,
        request => new References().Add("story", "story", request.Story).Add("topic", "parent", request.Parent).Add("topic", "opposes", request.Opposes),
        write => write.SendAsync(write.Grains.GetGrain<ITopicGrain>(write.Id), Order(write), circles => circles.OfTopicAsync(write.Id, Profile(write.Request), write.Ct)));

    public static void Map(RouteGroupBuilder api) => api.MapEntity<TopicRequest, TopicDocument>(Route);

    static TopicCommand Order(EntityWrite<TopicRequest> write) => write.Create
        ? new TopicCommand.Create(write.Id, Profile(write.Request), write.Desk.By)
        : new TopicCommand.Put(write.Id, Profile(write.Request), write.Desk.By);

    static TopicProfile Profile(TopicRequest request) => new()
    {
        Story = request.Story, Kind = (TopicKind?)(int?)request.Kind, Title = request.Title, Proposition = request.Proposition,
        Parent = request.Parent, Opposes = request.Opposes, Note = request.Note,
        Formulations = [.. (request.Formulations ?? []).Select(one => new Domain.Topics.Formulation { By = one.By, Text = one.Text })],
    };
}
