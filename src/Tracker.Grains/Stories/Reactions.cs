using Tracker.Domain.Stories;
using Tracker.Grains.Shell;
using Tracker.Log;

namespace Tracker.Grains.Stories;

/// <summary>The store refused the reactions for now; nothing is lost, they are computed again.</summary>
public sealed class ReactionsPendingException(string message) : Exception(message);

/// <summary>Brings what a story's fold makes of its statements into the log, exactly once.</summary>
public static class Reactions
{
    /// <summary>Reactions in one append; a single cause with more goes whole.</summary>
    public const int Together = 500;

    const int StreamPage = 100;

    /// <summary>Everything that is due, however much that is: one call of the grain stays within the time that a call may take.</summary>
    public static async Task AllAsync(this IStoryGrain story)
    {
        while (!await Calls.TwiceAsync(story.React))
        {
        }
    }

    /// <summary>
    /// Catches up and appends what is pending, whole causes at a time, on condition of the story's version, until nothing is. Another activation's
    /// reactions make that fail, or are followed first and then nothing is pending: the same facts are never written twice.
    /// </summary>
    /// <param name="story">Story id; nothing is written while it does not exist.</param>
    /// <param name="appends">Leaves off after as many.</param>
    /// <returns>Whether nothing is left.</returns>
    /// <exception cref="ReactionsPendingException">The store refused for now, or a stream that is to begin is there already.</exception>
    public static async Task<bool> WriteAsync(EntityShell<StoryFollowing, StoryCommand> shell, string story, IEventLog log, int appends, CancellationToken ct)
    {
        await shell.CatchUpAsync(ct);
        for (; shell.State.Pending.Count > 0 && shell.State.Version > 0; appends--)
        {
            if (appends == 0) return false;
            var reactions = WholeCauses(shell.State.Pending);
            var append = new Append
            {
                Records = [.. reactions.Select(reaction => new NewRecord(reaction.Entity, reaction.Kind, reaction.Touches, reaction.Body, reaction.Cause))],
                Expected = [new Expectation(Domain.Ref.Story(story), shell.State.Version), .. await ExpectedAsync(reactions, Domain.Ref.Story(story), shell.Cursor, log, ct)],
            };
            using var span = Tracing.Source.StartActivity("reaction");
            span?.SetTag("tracker.records", reactions.Count).SetTag("tracker.cause", reactions[0].Cause);
            var outcome = await log.AppendAsync(append, ct);
            if (outcome is Unavailable unavailable) throw new ReactionsPendingException($"{unavailable.Code}: {unavailable.Detail}");
            await shell.CatchUpAsync(ct);
            // Had another activation begun it, its cause would be done now. Somebody else has, and it would be tried for ever.
            if (outcome is VersionConflict { Expected: 0 } conflict && shell.State.Pending.Exists(reaction => reaction.Creates && reaction.Entity == conflict.Entity))
                throw new ReactionsPendingException($"There is a stream {conflict.Entity} already, which reactions to come are to begin.");
        }
        return true;
    }

    /// <summary>
    /// Every stream that is written has its condition, so that an append that moves no version of the story's is guarded too; and so has every statement
    /// whose words it repeats, so that they are not written once they were taken down. A stream that goes on is expected as it was at the shell's cursor:
    /// what the shell has not followed may be these very reactions, written by another activation.
    /// </summary>
    static async Task<List<Expectation>> ExpectedAsync(IReadOnlyList<Reaction> reactions, string story, long cursor, IEventLog log, CancellationToken ct)
    {
        var expected = new List<Expectation>();
        foreach (var first in reactions.Where(reaction => reaction.Entity != story).DistinctBy(reaction => reaction.Entity))
            expected.Add(new Expectation(first.Entity, first.Creates ? 0 : await VersionAsync(first.Entity, cursor, log, ct)));
        foreach (var statement in reactions.SelectMany(reaction => reaction.Words).Distinct(StringComparer.Ordinal).Select(Domain.Ref.Statement))
            expected.Add(new Expectation(statement, await VersionAsync(statement, cursor, log, ct)));
        return expected;
    }

    static async Task<int> VersionAsync(string entity, long cursor, IEventLog log, CancellationToken ct)
    {
        var version = 0;
        while (await log.ReadStreamAsync(entity, version, StreamPage, ct) is { Count: > 0 } page && page[0].Position <= cursor)
            version = page.Last(record => record.Position <= cursor).Version;
        return version;
    }

    /// <summary>The first of them, never half of a cause's.</summary>
    static IReadOnlyList<Reaction> WholeCauses(IReadOnlyList<Reaction> pending)
    {
        if (pending.Count <= Together) return pending;
        var end = Together;
        while (end < pending.Count && pending[end].Cause == pending[end - 1].Cause) end++;
        return [.. pending.Take(end)];
    }
}
