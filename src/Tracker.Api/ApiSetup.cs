using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;
using Tracker.Api.Actors;
using Tracker.Api.Acts;
using Tracker.Api.Claims;
using Tracker.Api.Conditions;
using Tracker.Api.Json;
using Tracker.Api.Keys;
using Tracker.Api.Links;
using Tracker.Api.Live;
using Tracker.Api.Meetings;
using Tracker.Api.Pages;
using Tracker.Api.Places;
using Tracker.Api.Presence;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Api.Searching;
using Tracker.Api.Statements;
using Tracker.Api.Stories;
using Tracker.Api.Topics;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Domain;

namespace Tracker.Api;

/// <summary>What the API adds to a host, and the order in which a request passes through it.</summary>
public static class ApiSetup
{
    /// <summary>What lets requests in, also where there is no API behind it.</summary>
    public static IServiceCollection AddTrackerGate(this IServiceCollection services, ApiOptions options)
    {
        services.AddSingleton(options).AddSingleton<Departure>().AddSingleton<KeyRing>().AddSingleton<Sessions>().AddSingleton<Callers>().AddSingleton<LiveMeter>();
        services.AddHostedService<KeyRefresh>();
        return services;
    }

    public static IServiceCollection AddTrackerApi(this IServiceCollection services, ApiOptions options)
    {
        services.AddTrackerGate(options).AddSingleton<NewId>().AddSingleton<Known>().AddSingleton<Posting>();
        services.AddSingleton(options.Retellings).AddSingleton<RecentStatements>().AddSingleton<Retellings>();
        services.AddSingleton<Circles>().AddSingleton<Correcting>().AddSingleton<Revisions>();
        services.AddSingleton<Consistency>().AddSingleton<AsOf>().AddSingleton<EntityReads>().AddSingleton<EntityPages>().AddSingleton<Summaries>().AddSingleton<SearchReads>().AddSingleton<PageShelf>().AddSingleton<PageReads>().AddSingleton<LiveConnections>();
        services.AddSingleton<HubSessions>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = ApiJson.Options.PropertyNamingPolicy;
            json.SerializerOptions.DefaultIgnoreCondition = ApiJson.Options.DefaultIgnoreCondition;
            foreach (var converter in ApiJson.Options.Converters) json.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi("v1", ApiDocument.Describe);
        return services;
    }

    public static void UseTrackerApi(this WebApplication app)
    {
        app.UseMiddleware<LastResort>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRouting();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<LastPosts>();
        app.UseStatusCodePages(context => Empty(context.HttpContext));
    }

    /// <summary>Of a process that has no API.</summary>
    public static void MapTrackerHealth(this WebApplication app) => Health.Map(app);

    public static void MapTrackerApi(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        BoardEndpoints.Map(StoryEndpoints.Map(api));
        ActorEndpoints.Map(api);
        PlaceEndpoints.Map(api);
        TopicEndpoints.Map(api);
        MeetingEndpoints.Map(api);
        StatementEndpoints.Map(api);
        ActEndpoints.Map(api);
        ClaimEndpoints.Map(api);
        ConditionEndpoints.Map(api);
        LinkEndpoints.Map(api);
        StatementLists.Map(api);
        Lives.Map(api);
        EntityPages.Map(api);
        NameEndpoints.Map(api);
        ClockEndpoint.Map(api);
        SearchEndpoint.Map(api);
        Explain.Map(api);
        KeyEndpoints.Map(api);
        PresenceEndpoints.Map(api);
        Poll.Map(api);
        Sse.Map(api);
        LiveHub.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new AllowsScripts());
        app.MapScalarApiReference("/docs", scalar => scalar.WithTitle("Tracker API")).WithMetadata(new AllowsScripts());
        ProblemPages.Map(app);
        Health.Map(app);
    }

    // What routing answered without a body (405, 415, a malformed path) still gets a problem of ours.
    static Task Empty(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api")) return Task.CompletedTask;
        var refusal = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new Refusal("not-found", "There is nothing at this path; see /docs."),
            StatusCodes.Status405MethodNotAllowed => new Refusal("method-not-allowed", "See the Allow header and /docs."),
            StatusCodes.Status413PayloadTooLarge => new Refusal("too-large", "The body is over the limit."),
            StatusCodes.Status415UnsupportedMediaType => new Refusal("wrong-content-type", "Send application/json."),
            StatusCodes.Status400BadRequest => new Refusal("invalid", "The request is malformed."),
            _ => null,
        };
        return refusal is null ? Task.CompletedTask : ProblemAnswer.WriteAsync(http, refusal);
    }
}
