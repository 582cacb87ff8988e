using System.Runtime.CompilerServices;
using Tracker.Domain;
using Tracker.Grains.Shell;
using Tracker.Log;

namespace Tracker.Api.Writing;

/// <summary>Entities as their own records have them: for orders that rest on another entity than the one that they go to.</summary>
internal static class Streams
{
    const int PageSize = 500;

    /// <summary>The entity's state now; version 0 = it does not exist.</summary>
    public static async ValueTask<TState> LoadAsync<TState, TCommand>(this IEventLog log, string entity, CancellationToken ct) where TState : IEntity<TState, TCommand>
    {
        var shell = new EntityShell<TState, TCommand>(entity, log, new OwnStreamReads<TState, TCommand>(log));
        await shell.CatchUpAsync(ct);
        return shell.State;
    }

    /// <summary>The entity's first record, which says what never changes of it; null = it does not exist.</summary>
    public static async ValueTask<Record?> FirstAsync(this IEventLog log, string entity, CancellationToken ct) =>
        await log.ReadStreamAsync(entity, 0, 1, ct) is [var first, ..] ? first : null;

    /// <summary>Id of the story in which the entity is for ever, itself where it is one; null = it has none, or does not exist.</summary>
    public static async ValueTask<string?> StoryOfAsync(this IEventLog log, string entity, CancellationToken ct)
    {
        if (await log.FirstAsync(entity, ct) is not { } first) return null;
        if (Ref.KindOf(entity) == "story") return Ref.IdOf(entity);
        foreach (var touch in first.Touches)
        {
            if (touch.Role == TouchRole.Story) return Ref.IdOf(touch.Entity);
        }
        return null;
    }

    /// <summary>Every record that touches the entity up to now, oldest first.</summary>
    public static async IAsyncEnumerable<Record> LifeAsync(this IEventLog log, string entity, [EnumeratorCancellation] CancellationToken ct)
    {
        var (after, head) = (0L, log.Head);
        while (await log.ReadTouchingAsync(entity, after, head, PageSize, ct) is { Count: > 0 } page)
        {
            foreach (var record in page) yield return record;
            after = page[^1].Position;
        }
    }

    public static Log.Receipt ReceiptOf(this IEventLog log, Record record) => new(record.Entity, record.Version, record.Position, log.Epoch, record.Hash, record.At);
}
