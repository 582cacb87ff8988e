using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Dates;
using Tracker.Grains.Actors;
using Tracker.Grains.Meetings;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>
/// What posting needs to know of stories and actors: the zone in which dates are read, who is a medium, and who turned out to be whom. Asked of their grains and remembered
/// for two seconds: what is derived from it is stored with the statement, so a late answer is a choice of the moment and never a disagreement.
/// </summary>
public sealed class Known(IGrainFactory grains, [FromKeyedServices("app")] TimeProvider clock)
{
    // While a silo is gone and its grains are nowhere yet, posts go on with what was known of them.
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    const int MaxRemembered = 20_000;
    const int MaxMerges = 100;

    readonly ConcurrentDictionary<string, (DateTimeOffset At, TimeZoneInfo Zone)> _zones = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, (DateTimeOffset At, ActorFacing Facing)> _actors = new(StringComparer.Ordinal);

    public async ValueTask<TimeZoneInfo> ZoneAsync(string story)
    {
        var now = clock.GetUtcNow();
        if (_zones.TryGetValue(story, out var known) && now - known.At < Fresh) return known.Zone;
        if (_zones.Count > MaxRemembered) _zones.Clear();
        try
        {
            var zone = Zones.OrUtc(await Calls.TwiceAsync(() => grains.GetGrain<IStoryGrain>(story).Zone()));
            _zones[story] = (now, zone);
            return zone;
        }
        catch (Exception failed) when (known.Zone is not null && Calls.IsUnreached(failed))
        {
            return known.Zone;
        }
    }

    /// <summary>The zone of a meeting's dates: its own, or its story's.</summary>
    public async ValueTask<TimeZoneInfo> MeetingZoneAsync(string meeting)
    {
        var frame = (await Calls.TwiceAsync(() => grains.GetGrain<IMeetingGrain>(meeting).Frame())).Value;
        return frame.Tz is { } own ? Zones.OrUtc(own) : frame.Story is { } story ? await ZoneAsync(story) : TimeZoneInfo.Utc;
    }

    /// <summary>Those of the actors whose side is <c>source</c>: they never take a position.</summary>
    public ValueTask<IReadOnlySet<string>> MediaAsync(IEnumerable<string> actors) => OfSideAsync(actors, ActorSide.Source);

    /// <summary>Those whose side is <c>object</c>: they never speak.</summary>
    public ValueTask<IReadOnlySet<string>> ObjectsAsync(IEnumerable<string> actors) => OfSideAsync(actors, ActorSide.Object);

    /// <summary>The actor that this one turned out to be, or itself.</summary>
    public async ValueTask<string> CanonicalAsync(string actor)
    {
        for (var step = 0; step < MaxMerges && (await FacingAsync(actor)).MergedInto is { } into; step++) actor = into;
        return actor;
    }

    /// <summary>Who carries a name, each once and under the id of the actor that it turned out to be; what is no actor stays as it is.</summary>
    public async ValueTask<IReadOnlyList<NameHit>> CanonicalAsync(IEnumerable<NameHit> hits)
    {
        var canonical = new List<NameHit>();
        foreach (var hit in hits)
            canonical.Add(Ref.KindOf(hit.Entity) == "actor" ? hit with { Entity = Ref.Actor(await CanonicalAsync(Ref.IdOf(hit.Entity))) } : hit);
        return [.. canonical.DistinctBy(hit => hit.Entity)];
    }

    /// <summary>The actor was changed here: its next reader is told how it is now.</summary>
    public void Forget(string actor) => _actors.TryRemove(actor, out _);

    async ValueTask<IReadOnlySet<string>> OfSideAsync(IEnumerable<string> actors, ActorSide side)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var actor in actors)
        {
            if ((await FacingAsync(actor)).Side == side) found.Add(actor);
        }
        return found;
    }

    async ValueTask<ActorFacing> FacingAsync(string actor)
    {
        var now = clock.GetUtcNow();
        if (_actors.TryGetValue(actor, out var known) && now - known.At < Fresh) return known.Facing;
        if (_actors.Count > MaxRemembered) _actors.Clear();
        try
        {
            var facing = (await Calls.TwiceAsync(() => grains.GetGrain<IActorGrain>(actor).Facing())).Value;
            _actors[actor] = (now, facing);
            return facing;
        }
        catch (Exception failed) when (known.Facing is not null && Calls.IsUnreached(failed))
        {
            return known.Facing;
        }
    }
}
