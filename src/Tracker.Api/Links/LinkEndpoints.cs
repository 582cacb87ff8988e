using Microsoft.AspNetCore.Routing;
using Tracker.Api.Reading;
using Tracker.Contracts.Links;

namespace Tracker.Api.Links;

/// <summary>Links between statements: made by editors (<see cref="MakeLink"/>) or proposed by the story's rules; an editor confirms or dismisses.</summary>
internal static class LinkEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var links = api.MapReads<LinkDocument>("link");
        Confirm.Map(links);
        Dismiss.Map(links);
    }
}
