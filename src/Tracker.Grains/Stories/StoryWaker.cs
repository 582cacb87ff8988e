using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Domain;
using Tracker.Grains.Actors;
using Tracker.Grains.Meetings;
using Tracker.Grains.Topics;
using Tracker.Log;
using Tracker.Log.Feed;
using Tracker.Log.Settings;

namespace Tracker.Grains.Stories;

/// <summary>
/// Tells stories that they have something to react to. A reader of the log like any other, with a cursor of its own, and of a cluster's silos only one at a time: it keeps how far every story has
/// reacted, so that after a crash the stories of what came last are told again. A story that fails is told again every second and holds no other up. It also asks for a snapshot of whatever was touched 5,000 times.
/// </summary>
public sealed class StoryWaker(IGrainFactory grains, Precedence precedence, IEventLog log, IFeed feed, ISettings settings, ILogger<StoryWaker> logger) : BackgroundService
{
    const int PageSize = 1_000;
    const int SnapshotAfterTouches = 5_000;
    const int MaxCounted = 50_000;
    // Under load the reactions to many statements share one append; the first after a rest come at once.
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Stories that failed, and up to where they had been told before.</summary>
    readonly ConcurrentDictionary<string, long> _owing = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _touches = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var look = new PeriodicTimer(LookEvery);
        do
        {
            if (precedence.IsFirst) await LeadAsync(stoppingToken);
        }
        while (await look.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>While this silo is the first. Another one then goes on from what was kept, and some stories are told twice.</summary>
    async Task LeadAsync(CancellationToken stoppingToken)
    {
        var told = Math.Min(await ReadAsync(stoppingToken), log.Head);
        var kept = told;
        _owing.Clear();
        using var second = new PeriodicTimer(KeepEvery);
        var due = second.WaitForNextTickAsync(stoppingToken).AsTask();
        var waiting = feed.WaitAsync(told, stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested && precedence.IsFirst)
        {
            await Task.WhenAny(waiting, due);
            if (waiting.IsCompleted)
            {
                if (await waiting)
                {
                    told = await WakeAsync(told, stoppingToken);
                    await Task.Delay(Rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                waiting = feed.WaitAsync(told, stoppingToken).AsTask();
            }
            if (!due.IsCompletedSuccessfully) continue;
            await Task.WhenAll(_owing.Select(owing => TellAsync(owing.Key, owing.Value, stoppingToken)));
            var reacted = _owing.IsEmpty ? told : Math.Min(told, _owing.Values.Min());
            if (reacted > kept) await KeepAsync(kept = reacted, stoppingToken);
            due = second.WaitForNextTickAsync(stoppingToken).AsTask();
        }
    }

    async Task<long> WakeAsync(long after, CancellationToken ct)
    {
        try
        {
            var records = feed.Recent(after) ?? await log.ReadAsync(after, PageSize, ct);
            if (records.Count == 0) return after;
            await Task.WhenAll(StoriesOf(records).Select(story => TellAsync(story, after, ct)));
            return records[^1].Position;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            logger.LogWarning("The log could not be read after {Position} ({Reason}); it is tried again", after, failed.Message);
            await Task.Delay(RetryAfter, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return after;
        }
    }

    HashSet<string> StoriesOf(IReadOnlyList<Record> records)
    {
        var stories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var causes = record.Cause is null && Causes(record);
            foreach (var touch in record.Touches)
            {
                if (causes && touch.Role == TouchRole.Story) stories.Add(Ref.IdOf(touch.Entity));
                Count(touch.Entity);
            }
        }
        return stories;
    }

    /// <summary>What a story may react to: statements, meetings, and actors that turned out to be one.</summary>
    static bool Causes(Record record) =>
        record.Entity.StartsWith("statement/", StringComparison.Ordinal) || record.Entity.StartsWith("meeting/", StringComparison.Ordinal) || record.Kind == "actor.merged";

    async Task TellAsync(string story, long after, CancellationToken ct)
    {
        try
        {
            await grains.GetGrain<IStoryGrain>(story).AllAsync();
            _owing.TryRemove(story, out _);
        }
        catch (Exception failed)
        {
            if (_owing.TryAdd(story, after) && !ct.IsCancellationRequested)
                logger.LogWarning("The story {Story} has not reacted to what came after {Position} yet ({Reason}); it is told again", story, after, failed.Message);
        }
    }

    void Count(string entity)
    {
        if (Ref.IsInternal(entity)) return;
        if (_touches.Count > MaxCounted) _touches.Clear();
        var count = _touches.GetValueOrDefault(entity) + 1;
        _touches[entity] = count < SnapshotAfterTouches ? count : 0;
        if (count < SnapshotAfterTouches) return;
        var id = Ref.IdOf(entity);
        _ = Ref.KindOf(entity) switch
        {
            "story" => grains.GetGrain<IStoryGrain>(id).KeepSnapshot(),
            "actor" => grains.GetGrain<IActorGrain>(id).KeepSnapshot(),
            "meeting" => grains.GetGrain<IMeetingGrain>(id).KeepSnapshot(),
            "topic" => grains.GetGrain<ITopicGrain>(id).KeepSnapshot(),
            _ => Task.CompletedTask,
        };
    }

    async Task<long> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await settings.GetAsync("reactions", log.Epoch, ct) is { } kept ? long.Parse(Encoding.ASCII.GetString(kept.Span), CultureInfo.InvariantCulture) : 0;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(RetryAfter, ct);
            }
        }
    }

    async Task KeepAsync(long position, CancellationToken ct)
    {
        try
        {
            await settings.PutAsync("reactions", log.Epoch, Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture)), ct);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            logger.LogWarning("How far stories have reacted was not kept ({Reason}); a restart tells them again", failed.Message);
        }
    }
}
