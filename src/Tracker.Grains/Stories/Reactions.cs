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
            var append = new Append
            {
                Records = [.. WholeCauses(shell.State.Pending).Select(reaction => NewRecord.Of(Domain.Ref.Story(story), reaction.ToFact(story), reaction.Cause))],
                Expected = [new Expectation(Domain.Ref.Story(story), shell.State.Version)],
            };
            if (await log.AppendAsync(append, ct) is Unavailable unavailable) throw new ReactionsPendingException($"{unavailable.Code}: {unavailable.Detail}");
            await shell.CatchUpAsync(ct);
        }
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
