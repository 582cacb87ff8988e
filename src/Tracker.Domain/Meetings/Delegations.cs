using Tracker.Domain.Actors;

namespace Tracker.Domain.Meetings;

/// <summary>A round of talks, as far as delegations are concerned.</summary>
/// <param name="Id">Meeting id.</param>
public sealed record Round(string Id, IReadOnlyList<Participation> Participants);

/// <summary>Who came for one side, under whom and how high, and what changed since that side's last round.</summary>
public sealed record DelegationOf
{
    /// <summary>Actor id of whom they came for: the root of what they belong to.</summary>
    public string Principal { get; init; } = "";
    /// <summary>Actor ids of the delegations as such.</summary>
    public IReadOnlyList<string> Delegations { get; init; } = [];
    /// <summary>Actor id; null = nobody is named as head.</summary>
    public string? Head { get; init; }
    /// <summary>As the head's entry says, else the delegation's.</summary>
    public string? Rank { get; init; }
    /// <summary>Persons, the head among them, as they took part.</summary>
    public IReadOnlyList<Participation> Members { get; init; } = [];
    /// <summary>Against the nearest earlier round at which the principal had a delegation; null = there was none.</summary>
    public DelegationChange? Since { get; init; }
    /// <summary>Meeting id of the nearest earlier round that the same head led for the same principal; null = the first time.</summary>
    public string? HeadReturnsFrom { get; init; }
}

public sealed record DelegationChange
{
    /// <summary>Meeting id of the earlier round.</summary>
    public string Meeting { get; init; } = "";
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];
    /// <summary>Actor ids.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];
    public string? HeadBefore { get; init; }
    public string? RankBefore { get; init; }
}

/// <summary>
/// Groups those who negotiate by whom they came for. A person came for the delegation that it is a member of when that delegation takes part, else for
/// the first organization that it still is a member of; the principal is the root of parents from there. Hosts, mediators and guests are no delegation.
/// </summary>
public static class Delegations
{
    const int Deepest = 20;

    /// <param name="rounds">This round first, then those before it.</param>
    /// <param name="actors">Actor id → profile; null = unknown.</param>
    public static IReadOnlyList<DelegationOf> Of(IReadOnlyList<Round> rounds, Func<string, ActorProfile?> actors)
    {
        var sides = rounds.Select(round => Sides(round, actors)).ToList();
        return [.. sides[0].Values.Select(now => Compared(now, rounds, sides))];
    }

    static DelegationOf Compared(DelegationOf now, IReadOnlyList<Round> rounds, List<SortedDictionary<string, DelegationOf>> sides)
    {
        DelegationChange? since = null;
        string? returns = null;
        for (var n = 1; n < rounds.Count; n++)
        {
            if (!sides[n].TryGetValue(now.Principal, out var then)) continue;
            since ??= new DelegationChange
            {
                Meeting = rounds[n].Id, Joined = [.. Came(now).Except(Came(then), StringComparer.Ordinal)], Left = [.. Came(then).Except(Came(now), StringComparer.Ordinal)],
                HeadBefore = then.Head, RankBefore = then.Rank,
            };
            if (now.Head is not null && then.Head == now.Head) returns ??= rounds[n].Id;
        }
        return now with { Since = since, HeadReturnsFrom = returns };
    }

    static IEnumerable<string> Came(DelegationOf delegation) => delegation.Members.Where(Comes).Select(member => member.Actor);

    static bool Comes(Participation one) => one.Attendance is not (Attendance.Declined or Attendance.Absent);

    static SortedDictionary<string, DelegationOf> Sides(Round round, Func<string, ActorProfile?> actors)
    {
        var sides = new SortedDictionary<string, DelegationOf>(StringComparer.Ordinal);
        var negotiating = round.Participants.Where(Negotiates).ToList();
        var delegations = negotiating.Where(one => IsDelegation(one, actors)).Select(one => one.Actor).ToHashSet(StringComparer.Ordinal);
        foreach (var one in negotiating)
        {
            var principal = Principal(one.Actor, delegations, actors);
            var side = sides.GetValueOrDefault(principal) ?? new DelegationOf { Principal = principal };
            sides[principal] = delegations.Contains(one.Actor)
                ? side with { Delegations = [.. side.Delegations, one.Actor], Rank = side.Rank ?? one.Rank }
                : side with { Members = [.. side.Members, one] };
        }
        foreach (var (principal, side) in sides.ToList())
        {
            var head = side.Members.FirstOrDefault(member => member.Role == ParticipationRole.HeadOfDelegation && Comes(member)) ?? side.Members.FirstOrDefault(member => member.Role == ParticipationRole.HeadOfDelegation);
            sides[principal] = side with { Head = head?.Actor, Rank = head?.Rank ?? side.Rank };
        }
        return sides;
    }

    static bool Negotiates(Participation one) => one.Role is ParticipationRole.HeadOfDelegation or ParticipationRole.Delegate or ParticipationRole.Delegation
        or ParticipationRole.Spokesperson or ParticipationRole.Interpreter;

    static bool IsDelegation(Participation one, Func<string, ActorProfile?> actors) =>
        one.Role == ParticipationRole.Delegation || actors(one.Actor)?.Kind == ActorKind.Delegation;

    static string Principal(string actor, HashSet<string> delegations, Func<string, ActorProfile?> actors)
    {
        var profile = actors(actor);
        var own = profile?.Memberships.FirstOrDefault(membership => delegations.Contains(membership.Organization))
            ?? profile?.Memberships.FirstOrDefault(membership => membership.To is null);
        return Root(delegations.Contains(actor) ? actor : own?.Organization ?? actor, actors);
    }

    static string Root(string actor, Func<string, ActorProfile?> actors)
    {
        for (var step = 0; step < Deepest && actors(actor)?.Parent is { } parent; step++) actor = parent;
        return actor;
    }
}
