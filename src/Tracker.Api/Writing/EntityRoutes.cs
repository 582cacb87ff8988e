using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Grains.Shell;
using Tracker.Log;

namespace Tracker.Api.Writing;

/// <summary>What differs between the entities that are created, put, read and listed alike.</summary>
/// <param name="Kind"><c>actor</c>: of references and of the path's plural.</param>
/// <param name="IdOf">The id in a request's body.</param>
/// <param name="Refers">What a request refers to.</param>
/// <param name="Send">Sends the create (true) or put (false) order.</param>
internal sealed record EntityRoute<TRequest>(
    string Kind,
    Func<TRequest, string?> IdOf,
    Func<TRequest, References> Refers,
    Func<EntityWrite<TRequest>, Task<IResult>> Send) where TRequest : class;

/// <summary>One create or put on its way to its entity.</summary>
internal sealed record EntityWrite<TRequest>(HttpContext Http, Desk Desk, string Id, TRequest Request, bool Create, string? IdKey, CancellationToken Ct)
{
    public IGrainFactory Grains => Service<IGrainFactory>();

    public T Service<T>() where T : notnull => Http.RequestServices.GetRequiredService<T>();

    /// <summary>To the entity's grain, after <paramref name="follow"/> has seen that none of its references leads back to it. To a new entity nothing leads yet.</summary>
    public Task<IResult> SendAsync<TCommand>(IEntityGrain<TCommand> grain, TCommand command, Func<Circles, ValueTask<Trail>> follow) => Desk.SettleAsync(IdKey, async () =>
    {
        var trail = Create ? Trail.None : await follow(Service<Circles>());
        return trail.Refusal is { } circle ? await Desk.RefuseAsync(circle, IdKey, Ct) : await Desk.DoAsync(grain, Desk.Order(command, IdKey) with { Given = trail.Given });
    });
}

internal static class EntityRoutes
{
    public static RouteGroupBuilder MapEntity<TRequest, TDocument>(this RouteGroupBuilder api, EntityRoute<TRequest> route) where TRequest : class
    {
        var plural = Receipts.Plural(route.Kind);
        var group = api.MapReads<TDocument>(route.Kind);
        group.MapPost("/", (HttpContext http, CancellationToken ct) => CreateAsync(http, route, ct))
            .Needs(Scope.Post).Takes<TRequest>().Gives<Receipt>(201).WithSummary($"Create one of the {plural}");
        group.MapPut("/{id}", (string id, HttpContext http, CancellationToken ct) => PutAsync(http, id, route, ct))
            .Needs(Scope.Post).Takes<TRequest>().Gives<Receipt>(200).WithSummary("Create or revise the whole entity; equal content writes nothing");
        return group;
    }

    static async Task<IResult> CreateAsync<TRequest>(HttpContext http, EntityRoute<TRequest> route, CancellationToken ct) where TRequest : class
    {
        var (desk, request, refused) = await Desk.OpenAsync<TRequest>(http, "create " + route.Kind, ct);
        if (refused is not null) return refused;
        var (id, malformed) = http.RequestServices.GetRequiredService<NewId>().Or(route.IdOf(request!));
        if (malformed is not null) return ProblemAnswer.Of(malformed);
        return await SendAsync(http, route, new EntityWrite<TRequest>(http, desk!, id, request!, Create: true, route.IdOf(request!) is null ? null : $"{route.Kind}/{id}", ct));
    }

    static async Task<IResult> PutAsync<TRequest>(HttpContext http, string id, EntityRoute<TRequest> route, CancellationToken ct) where TRequest : class
    {
        var (desk, request, refused) = await Desk.OpenAsync<TRequest>(http, $"put {route.Kind}/{id}", ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("invalid", "The path's id is not well-formed.", "id"));
        if (route.IdOf(request!) is { } inBody && inBody != id) return ProblemAnswer.Of(new Refusal("invalid", "The id in the body is not the path's.", "id"));
        return await SendAsync(http, route, new EntityWrite<TRequest>(http, desk!, id, request!, Create: false, null, ct));
    }

    static async Task<IResult> SendAsync<TRequest>(HttpContext http, EntityRoute<TRequest> route, EntityWrite<TRequest> write) where TRequest : class =>
        await route.Refers(write.Request).CheckAsync(http.RequestServices.GetRequiredService<IEventLog>(), write.Ct) is { } unknown
            ? ProblemAnswer.Of(unknown)
            : await route.Send(write);
}
