using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;

namespace Tracker.DomainTests.Meetings;

public sealed class DelegationsTests
{
    static readonly Dictionary<string, ActorProfile> Actors = new()
    {
        ["ruritania"] = new() { Kind = ActorKind.State, Name = "Ruritania" },
        ["office"] = new() { Kind = ActorKind.GovernmentBody, Name = "Office", Parent = "ruritania" },
        ["ruritania-team"] = new() { Kind = ActorKind.Delegation, Name = "Team", Parent = "ruritania" },
        ["graustark"] = new() { Kind = ActorKind.State, Name = "Graustark" },
        ["rupert"] = Person("Rupert", ("office", null)),
        ["antonia"] = Person("Antonia", ("graustark", "2020"), ("ruritania-team", null)),
        ["fritz"] = Person("Fritz", ("graustark", "2020"), ("office", null)),
        ["yetive"] = Person("Yetive", ("graustark", null)),
        ["guest"] = Person("Guest", ("graustark", null)),
    };

    [Fact]
    public void People_come_for_the_root_of_what_they_belong_to_and_guests_for_nobody()
    {
        var delegations = Of(Round("one", Person("rupert", ParticipationRole.HeadOfDelegation, "minister"), Person("antonia"), Team("deputy ministers"), Person("fritz"),
            Person("yetive", ParticipationRole.HeadOfDelegation), Person("guest", ParticipationRole.Guest)));
        Assert.Equal(["graustark", "ruritania"], delegations.Select(one => one.Principal));
        var ruritania = delegations[1];
        Assert.Equal(("rupert", "minister"), (ruritania.Head, ruritania.Rank));
        Assert.Equal(["ruritania-team"], ruritania.Delegations);
        Assert.Equal(["rupert", "antonia", "fritz"], ruritania.Members.Select(member => member.Actor));
        Assert.Equal(["yetive"], delegations[0].Members.Select(member => member.Actor));
        Assert.Null(ruritania.Since);
        Assert.Null(ruritania.HeadReturnsFrom);
    }

    [Fact]
    public void A_membership_that_ended_counts_for_nobody_and_without_any_one_comes_for_oneself()
    {
        Assert.Equal("ruritania", Assert.Single(Of(Round("one", Person("fritz")))).Principal);
        Assert.Equal("stranger", Assert.Single(Of(Round("one", Person("stranger")))).Principal);
    }

    [Fact]
    public void The_delegations_rank_stands_where_its_head_has_none()
    {
        Assert.Equal("deputy ministers", Of(Round("one", Team("deputy ministers"), Person("antonia", ParticipationRole.HeadOfDelegation)))[0].Rank);
        Assert.Equal((null, "deputy ministers"), Of(Round("one", Team("deputy ministers")))[0] is var one ? (one.Head, one.Rank) : default);
    }

    [Fact]
    public void A_head_who_declined_is_head_only_when_nobody_else_is()
    {
        var declined = Person("rupert", ParticipationRole.HeadOfDelegation) with { Attendance = Attendance.Declined };
        Assert.Equal("rupert", Of(Round("one", declined))[0].Head);
        Assert.Equal("fritz", Of(Round("one", declined, Person("fritz", ParticipationRole.HeadOfDelegation)))[0].Head);
    }

    [Fact]
    public void Rounds_are_compared_with_the_nearest_that_the_principal_came_to()
    {
        var delegations = Of(
            Round("three", Person("rupert", ParticipationRole.HeadOfDelegation, "minister"), Person("antonia")),
            Round("two", Person("yetive", ParticipationRole.HeadOfDelegation)),
            Round("one", Person("fritz", ParticipationRole.HeadOfDelegation, "deputy"), Person("antonia"), Person("rupert") with { Attendance = Attendance.Absent }),
            Round("zero", Person("rupert", ParticipationRole.HeadOfDelegation), Person("fritz")));
        var ruritania = Assert.Single(delegations);
        Assert.Equal("one", ruritania.Since!.Meeting);
        Assert.Equal(["rupert"], ruritania.Since.Joined);
        Assert.Equal(["fritz"], ruritania.Since.Left);
        Assert.Equal(("fritz", "deputy"), (ruritania.Since.HeadBefore, ruritania.Since.RankBefore));
        Assert.Equal("zero", ruritania.HeadReturnsFrom);
    }

    [Fact]
    public void Parents_that_lead_in_a_circle_end()
    {
        Dictionary<string, ActorProfile> circle = new() { ["a"] = new() { Kind = ActorKind.State, Name = "A", Parent = "b" }, ["b"] = new() { Kind = ActorKind.State, Name = "B", Parent = "a" } };
        Assert.Single(Delegations.Of([Round("one", Person("a"))], actor => circle.GetValueOrDefault(actor)));
    }

    static IReadOnlyList<DelegationOf> Of(params Round[] rounds) => Delegations.Of(rounds, actor => Actors.GetValueOrDefault(actor));

    static Round Round(string id, params Participation[] participants) => new(id, participants);

    static Participation Person(string actor, ParticipationRole role = ParticipationRole.Delegate, string? rank = null) =>
        new() { Actor = actor, Role = role, Rank = rank, Attendance = Attendance.Present };

    static Participation Team(string rank) => new() { Actor = "ruritania-team", Role = ParticipationRole.Delegation, Rank = rank, Attendance = Attendance.Present };

    static ActorProfile Person(string name, params (string Organization, string? To)[] memberships) =>
        new() { Kind = ActorKind.Person, Name = name, Memberships = [.. memberships.Select(one => new Membership { Organization = one.Organization, To = one.To })] };
}
