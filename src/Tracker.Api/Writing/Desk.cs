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
    const int Attempts = 6;

    /// <summary>The name of the caller's key: the <c>by</c> of what it writes.</summary>
    public string By { get; } = Principal.Of(http).Name;

    /// <summary>Reads the body and the headers; either a desk and the request, or the refusal to answer with.</summary>
    /// <param name="current">Whether it rests on more than what the log itself checks: then what another process has acknowledged by now is known here too.</param>
    public static async ValueTask<(Desk? Desk, T? Request, IResult? Refused)> OpenAsync<T>(HttpContext http, string purpose, CancellationToken ct, bool current = true) where T : class
    {
        var (precondition, wrong) = Precondition.Of(http);
        if (wrong is not null) return (null, null, ProblemAnswer.Of(wrong));
        var read = await RequestBody.ReadAsync<T>(http, purpose, ct);
        if (read.Refusal is { } refusal) return (null, null, ProblemAnswer.Of(refusal));
        var log = http.RequestServices.GetRequiredService<IEventLog>();
        if (current) await log.LookAsync(ct);
        return (new Desk(http, log, precondition, read.Fingerprint), read.Value, null);
    }

    public bool DryRun => precondition.DryRun;

    /// <summary>The version that the client asked for with <c>If-Match</c>, or null.</summary>
    public int? IfVersion => precondition.IfVersion;

    /// <param name="idKey">What the client's own id names (<c>actor/putin</c>), or null when the server made it.</param>
    public Order<TCommand> Order<TCommand>(TCommand command, string? idKey, IReadOnlyList<Companion>? companions = null) => new()
    {
        Command = command,
        Once = Once(idKey),
        IfVersion = precondition.IfVersion,
        DryRun = precondition.DryRun,
        Companions = companions ?? [],
    };

    /// <summary>To an entity that has a grain.</summary>
    public async Task<IResult> SendAsync<TCommand>(IEntityGrain<TCommand> grain, TCommand command, string? idKey) =>
        SubId.Check(idKey) is { } malformed ? ProblemAnswer.Of(malformed) : Answer(await DoAsync(grain, Order(command, idKey)));

    /// <summary>To an entity that has none: its stream is loaded, decided on and appended to here, by the same shell.</summary>
    public async Task<IResult> SendAsync<TState, TCommand>(string entity, TCommand command, string? idKey, bool assumeNew, CancellationToken ct)
        where TState : IEntity<TState, TCommand> =>
        SubId.Check(idKey) is { } malformed ? ProblemAnswer.Of(malformed) : Answer(await DoAsync<TState, TCommand>(entity, Order(command, idKey), assumeNew, ct));

    /// <summary>
    /// For an order that rests on other streams (<see cref="Order{TCommand}.Given"/>, companions): <paramref name="attempt"/> reads them, decides and
    /// sends; where they have changed between the two it is made again, a few times.
    /// </summary>
    public async Task<IResult> SettleAsync(string? idKey, Func<Task<Reply>> attempt)
    {
        if (SubId.Check(idKey) is { } malformed) return ProblemAnswer.Of(malformed);
        for (var made = 1; ; made++)
        {
            var reply = await attempt();
            if (reply.Answer != Grains.Messages.Answer.Outrun || made == Attempts) return Answer(reply);
        }
    }

    /// <summary>
    /// When the silo that has the grain is gone or leaves, the order may have been done or not: under a once-key it is sent a second time, and the log tells.
    /// Without one it could be done twice, so its outcome stays unknown to the caller.
    /// </summary>
    public async Task<Reply> DoAsync<TCommand>(IEntityGrain<TCommand> grain, Order<TCommand> order)
    {
        var once = order.Once.Count > 0 || order.DryRun;
        try
        {
            return (await grain.Do(new Immutable<Order<TCommand>>(order))).Value;
        }
        catch (Exception failed) when (once && Calls.IsUnreached(failed))
        {
            await Task.Delay(Calls.Pause);
            return (await grain.Do(new Immutable<Order<TCommand>>(order))).Value;
        }
    }

    public Task<Reply> DoAsync<TState, TCommand>(string entity, Order<TCommand> order, bool assumeNew, CancellationToken ct) where TState : IEntity<TState, TCommand> =>
        new EntityShell<TState, TCommand>(entity, log, new OwnStreamReads<TState, TCommand>(log)).DoAsync(order, assumeNew, ct);

    /// <summary>A refusal that rests on what may have changed since: a retry gets its first receipt instead.</summary>
    public async Task<Reply> RefuseAsync(Refusal refusal, string? idKey, CancellationToken ct) => await FirstAsync(idKey, ct) ?? Reply.Refused(refusal);

    /// <summary>What became of the first try of this request, or of another one under its keys; null = it is the first.</summary>
    public async Task<Reply?> FirstAsync(string? idKey, CancellationToken ct)
    {
        var once = Once(idKey);
        return once.Count == 0 ? null : await log.FindOnceAsync(once, ct) switch
        {
            Replayed replayed => new Reply { Answer = Grains.Messages.Answer.Replayed, Receipt = replayed.First },
            KeyTaken taken => Reply.Refused(new Refusal(taken.Key.Refusal, "It was used before with other content.")),
            _ => null,
        };
    }

    public IResult Answer(Reply reply) => reply.Answer switch
    {
        Grains.Messages.Answer.Done => Receipts.Answer(http, reply.Receipt!, reply.Created || HttpMethods.IsPost(http.Request.Method) ? 201 : 200),
        Grains.Messages.Answer.Replayed => Receipts.Answer(http, reply.Receipt!, 200, replayed: true),
        Grains.Messages.Answer.Unchanged => Receipts.Answer(http, reply.Receipt!, 200),
        Grains.Messages.Answer.Dry => Receipts.Dry(reply.Draft),
        Grains.Messages.Answer.Stale => ProblemAnswer.Of(new Refusal("stale", $"It is at version {reply.Version} now."), reply.Version),
        Grains.Messages.Answer.Outrun => ProblemAnswer.Of(Outrun),
        _ => ProblemAnswer.Of(reply.Refusal!),
    };

    /// <summary>What the order rests on kept changing.</summary>
    public static Refusal Outrun { get; } = new("busy", "What it rests on was changed at the same moment; try again.");

    IReadOnlyList<OnceKey> Once(string? idKey) => precondition.Once(Principal.Of(http).Id, idKey, fingerprint);
}
