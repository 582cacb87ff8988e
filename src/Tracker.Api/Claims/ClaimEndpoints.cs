using Microsoft.AspNetCore.Routing;
using Tracker.Api.Reading;
using Tracker.Contracts.Claims;

namespace Tracker.Api.Claims;

/// <summary>Claims of fact: what somebody says is so, several side by side; an editor can prefer one.</summary>
internal static class ClaimEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var claims = api.MapReads<ClaimDocument>("claim");
        PostClaim.Map(claims);
        PreferClaim.Map(claims);
    }
}
