using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Contracts.Live;
using Tracker.Domain;
using Tracker.Grains.Actors;
using Tracker.Grains.Meetings;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Grains.Topics;
using Tracker.Log;

namespace Tracker.Api.Reading;

/// <summary>What an entity's grain makes of the records that touch it, with everything durable taken in: never behind, unlike a list.</summary>
internal static class Lives
{
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "actors", "actor", (grains, id) => grains.GetGrain<IActorGrain>(id).Life());
        Map(api, "meetings", "meeting", (grains, id) => grains.GetGrain<IMeetingGrain>(id).Life());
        Map(api, "topics", "topic", (grains, id) => grains.GetGrain<ITopicGrain>(id).Life());
        Map(api, "stories", "story", (grains, id) => grains.GetGrain<IStoryGrain>(id).Life());
    }

    static void Map(RouteGroupBuilder api, string plural, string kind, Func<IGrainFactory, string, Task<Orleans.Concurrency.Immutable<Life>>> ask) =>
        api.MapGet($"/{plural}/{{id}}/life", async (string id, IGrainFactory grains, IEventLog log, CancellationToken ct) =>
        {
            // Asked of the log first: a grain must not be made for every id that somebody makes up.
            if (!Ref.IsId(id) || (await log.MissingAsync([$"{kind}/{id}"], ct)).Count > 0) return ProblemAnswer.Of(new Refusal("not-found", $"There is no {kind} with this id."));
            var life = (await Calls.TwiceAsync(() => ask(grains, id))).Value;
            return Results.Json(ToContract(life), ApiJson.Options);
        }).Needs(Scope.Read).WithTags(plural).Gives<LifeDocument>(200).WithSummary("How many statements touch it, in which roles, and the latest ten");

    static LifeDocument ToContract(Life life) => new()
    {
        Statements = life.Statements.ToDictionary(pair => Name(pair.Key), pair => pair.Value, StringComparer.Ordinal),
        Latest = [.. life.Latest.Select(one => new Contracts.Live.LatestStatement { Id = one.Id, Position = one.Position, Roles = [.. one.Roles.Select(Name)] })],
        Touched = life.Touched,
    };

    static string Name(TouchRole role) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString());
}
