using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Tracker.Api.Json;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Domain;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Log;

namespace Tracker.Api.Writing;

/// <summary>One write as it came over HTTP: who, under which keys, on what condition. Sends the order and turns the reply into the answer.</summary>
public sealed class Desk(HttpContext http, IEventLog log, Precondition precondition, byte[] fingerprint)
{
    /// <summary>The name of the caller's key: the <c>by</c> of what it writes.</summary>
    public string By { get; } = Principal.Of(http).Name;

    /// <summary>Reads the body and the headers; either a desk and the request, or the refusal to answer with.</summary>
    public static async ValueTask<(Desk? Desk, T? Request, IResult? Refused)> OpenAsync<T>(HttpContext http, string purpose, CancellationToken ct) where T : class
    {
        var (precondition, wrong) = Precondition.Of(http);
        if (wrong is not null) return (null, null, ProblemAnswer.Of(wrong));
        var read = await RequestBody.ReadAsync<T>(http, purpose, ct);
        if (read.Refusal is { } refusal) return (null, null, ProblemAnswer.Of(refusal));
        return (new Desk(http, http.RequestServices.GetRequiredService<IEventLog>(), precondition, read.Fingerprint), read.Value, null);
    }

    public bool DryRun => precondition.DryRun;

    /// <param name="idKey">What the client's own id names (<c>actor/putin</c>), or null when the server made it.</param>
    public Order<TCommand> Order<TCommand>(TCommand command, string? idKey, IReadOnlyList<Companion>? companions = null) => new()
    {
        Command = command,
        Once = precondition.Once(Principal.Of(http).Id, idKey, fingerprint),
        IfVersion = precondition.IfVersion,
        DryRun = precondition.DryRun,
        Companions = companions ?? [],
    };

    /// <summary>To an entity that has a grain.</summary>
    public async Task<IResult> SendAsync<TCommand>(IEntityGrain<TCommand> grain, TCommand command, string? idKey) =>
        SubId.Check(idKey) is { } malformed ? ProblemAnswer.Of(malformed) : Answer((await grain.Do(new Immutable<Order<TCommand>>(Order(command, idKey)))).Value);

    /// <summary>To an entity that has none: its stream is loaded, decided on and appended to here, by the same shell.</summary>
    public async Task<IResult> SendAsync<TState, TCommand>(string entity, TCommand command, string? idKey, bool assumeNew, CancellationToken ct)
        where TState : IEntity<TState, TCommand>
    {
        if (SubId.Check(idKey) is { } malformed) return ProblemAnswer.Of(malformed);
        var shell = new EntityShell<TState, TCommand>(entity, log, new OwnStreamReads<TState, TCommand>(log));
        return Answer(await shell.DoAsync(Order(command, idKey), assumeNew, ct));
    }

    public IResult Answer(Reply reply) => reply.Answer switch
    {
        Grains.Messages.Answer.Done => Receipts.Answer(http, reply.Receipt!, reply.Created || HttpMethods.IsPost(http.Request.Method) ? 201 : 200),
        Grains.Messages.Answer.Replayed => Receipts.Answer(http, reply.Receipt!, 200, replayed: true),
        Grains.Messages.Answer.Unchanged => Receipts.Answer(http, reply.Receipt!, 200),
        Grains.Messages.Answer.Dry => Receipts.Dry(reply.Draft),
        Grains.Messages.Answer.Stale => ProblemAnswer.Of(new Refusal("stale", $"It is at version {reply.Version} now."), reply.Version),
        Grains.Messages.Answer.Outrun => ProblemAnswer.Of(new Refusal("busy", "An actor of this name was made at the same moment; try again.")),
        _ => ProblemAnswer.Of(reply.Refusal!),
    };
}
