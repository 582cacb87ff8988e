using Tracker.Api.Writing;
using Tracker.Domain;
using Tracker.Domain.Links;
using Tracker.Log;

namespace Tracker.Api.Links;

/// <summary>What a statement supersedes, directly and through others.</summary>
internal static class Supersession
{
    /// <param name="from">The statement that is to supersede; a reference, like <paramref name="to"/>.</param>
    /// <param name="counts">Of which states a link is followed.</param>
    public static ValueTask<Trail> FollowAsync(IEventLog log, string from, string to, Func<LinkState, bool> counts, CancellationToken ct) => Trail.FollowAsync("to", from, to, async statement =>
    {
        if (await Outgoing.ReadAsync(log, statement, ct) is not { } outgoing) return new Step([], []);
        var supersedes = outgoing.Links.Where(known => known.Link.Content.Kind == LinkKind.Supersedes).Select(known => known.Link).ToList();
        // Also those that do not count: an editor may confirm one at this moment.
        return new Step(
            [.. supersedes.Where(link => counts(link.State)).Select(link => link.Content.To)],
            [.. supersedes.Select(link => new Expectation(Ref.Link(link.Id), link.Version)), new Expectation(Ref.Link(outgoing.NextId), 0)]);
    });
}
