using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Contracts.Conditions;

namespace Tracker.Api.Conditions;

/// <summary>Conditions come from statements and participations, through the story's rules; an editor can only decide what became of one.</summary>
internal static class ConditionEndpoints
{
    public static void Map(RouteGroupBuilder api) => Resolve.Map(api.MapReads<ConditionDocument>("condition"));
}
