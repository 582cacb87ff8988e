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

    /// <summary>
    /// Catches up and appends what is pending, whole causes at a time, on condition of the story's version, until nothing is. Another activation's
    /// reactions make that fail, or are followed first and then nothing is pending: the same facts are never written twice.
    /// </summary>
    /// <param name="story">Story id; nothing is written while it does not exist.</param>
    /// <exception cref="ReactionsPendingException">The store refused for now.</exception>
    public static async Task WriteAsync(EntityShell<StoryFollowing, StoryCommand> shell, string story, IEventLog log, CancellationToken ct)
    {
        await shell.CatchUpAsync(ct);
        while (shell.State.Pending.Count > 0 && shell.State.Version > 0)
        {
            var reactions = WholeCauses(shell.State.Pending);
            var append = new Append
            {
                Records = [.. reactions.Select(reaction => new NewRecord(reaction.Entity, reaction.Kind, reaction.Touches, reaction.Body, reaction.Cause))],
                Expected = [new Expectation(Domain.Ref.Story(story), shell.State.Version), .. await ExpectedAsync(reactions, Domain.Ref.Story(story), shell.Cursor, log, ct)],
            };
            if (await log.AppendAsync(append, ct) is Unavailable unavailable) throw new ReactionsPendingException($"{unavailable.Code}: {unavailable.Detail}");
            await shell.CatchUpAsync(ct);
        }
    }

    /// <summary>
    /// Every stream that is written has its condition, so that an append that moves no version of the story's is guarded too. A stream that goes on is
    /// expected as it was at the shell's cursor: what the shell has not followed may be these very reactions, written by another activation.
    /// </summary>
    static async Task<List<Expectation>> ExpectedAsync(IReadOnlyList<Reaction> reactions, string story, long cursor, IEventLog log, CancellationToken ct)
    {
        var expected = new List<Expectation>();
        foreach (var reaction in reactions.Where(reaction => reaction.Entity != story).DistinctBy(reaction => reaction.Entity))
        {
            var version = 0;
            while (!reaction.Creates && await log.ReadStreamAsync(reaction.Entity, version, StreamPage, ct) is { Count: > 0 } page && page[0].Position <= cursor)
                version = page.Last(record => record.Position <= cursor).Version;
            expected.Add(new Expectation(reaction.Entity, version));
        }
        return expected;
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
