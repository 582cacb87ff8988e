using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Actors;
using Tracker.Domain.Dates;
using Tracker.Grains.Actors;
using Tracker.Grains.Stories;

namespace Tracker.Api.Statements;

/// <summary>
/// What posting needs to know of stories and actors: the zone in which dates are read, and who is a medium. Asked of their grains and remembered
/// for two seconds: what is derived from it is stored with the statement, so a late answer is a choice of the moment and never a disagreement.
/// </summary>
public sealed class Known(IGrainFactory grains, [FromKeyedServices("app")] TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    const int MaxRemembered = 20_000;

    readonly ConcurrentDictionary<string, (DateTimeOffset At, TimeZoneInfo Zone)> _zones = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, (DateTimeOffset At, bool Medium)> _media = new(StringComparer.Ordinal);

    public async ValueTask<TimeZoneInfo> ZoneAsync(string story)
    {
        var now = clock.GetUtcNow();
        if (_zones.TryGetValue(story, out var known) && now - known.At < Fresh) return known.Zone;
        if (_zones.Count > MaxRemembered) _zones.Clear();
        var zone = Zones.OrUtc(await grains.GetGrain<IStoryGrain>(story).Zone());
        _zones[story] = (now, zone);
        return zone;
    }

    public async ValueTask<IReadOnlySet<string>> MediaAsync(IEnumerable<string> actors)
    {
        var media = new HashSet<string>(StringComparer.Ordinal);
        foreach (var actor in actors)
        {
            if (await IsMediumAsync(actor)) media.Add(actor);
        }
        return media;
    }

    async ValueTask<bool> IsMediumAsync(string actor)
    {
        var now = clock.GetUtcNow();
        if (_media.TryGetValue(actor, out var known) && now - known.At < Fresh) return known.Medium;
        if (_media.Count > MaxRemembered) _media.Clear();
        var medium = await grains.GetGrain<IActorGrain>(actor).Side() == ActorSide.Source;
        _media[actor] = (now, medium);
        return medium;
    }
}
