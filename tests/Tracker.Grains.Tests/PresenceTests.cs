using Tracker.Grains.Messages;
using Tracker.Grains.Presence;

namespace Tracker.GrainsTests;

public sealed class PresenceTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    static readonly DateTimeOffset Noon = new(2025, 5, 16, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_is_heard_of_stays_and_who_is_not_goes_after_the_lease()
    {
        var leases = Leases.None.Taken("a", "Night desk", "statement/1", Noon).Taken("b", "Day desk", null, Noon.AddSeconds(5));
        Assert.Equal(["a", "b"], Visitors(leases.At(Noon + Leases.Length - TimeSpan.FromMilliseconds(1))));
        Assert.Equal(["b"], Visitors(leases.At(Noon + Leases.Length)));
        Assert.Equal(["a"], Visitors(leases.Taken("a", "Night desk", "statement/1", Noon.AddSeconds(15)).At(Noon.AddSeconds(30))));
        Assert.Equal(["b"], Visitors(leases.Without("a")));
    }

    [Fact]
    public void Since_is_since_when_it_is_that_entity()
    {
        var leases = Leases.None.Taken("a", "Night desk", "statement/1", Noon).Taken("a", "Night desk", "statement/1", Noon.AddSeconds(10));
        Assert.Equal(Noon, Assert.Single(leases.Editors).Since);
        Assert.Equal(Noon.AddSeconds(15), Assert.Single(leases.Taken("a", "Night desk", "statement/2", Noon.AddSeconds(15)).Editors).Since);
        Assert.Equal(Noon.AddSeconds(40), Assert.Single(leases.Taken("a", "Night desk", "statement/1", Noon.AddSeconds(40)).Editors).Since);
    }

    [Fact]
    public void There_is_room_for_so_many_and_the_one_heard_of_least_lately_makes_room()
    {
        var leases = Leases.None;
        for (var i = 0; i < Leases.Most; i++) leases = leases.Taken($"v{i}", "desk", null, Noon.AddMilliseconds(i));
        leases = leases.Taken("v0", "desk", null, Noon.AddSeconds(1)).Taken("new", "desk", null, Noon.AddSeconds(2));
        Assert.Equal(Leases.Most, leases.Editors.Count);
        Assert.Contains("v0", Visitors(leases));
        Assert.DoesNotContain("v1", Visitors(leases));
    }

    [Fact]
    public async Task It_is_one_on_all_silos_and_begins_empty_where_it_starts_anew()
    {
        var grain = silos.Cluster.Grain<IPresenceGrain>("talks");
        await grain.Here("a", "Night desk", "statement/1");
        Assert.Equal(["a"], Visitors(new Leases((await grain.Here("b", "Day desk", null)).Value.Editors).Without("b")));
        await grain.Left("b");
        Assert.Equal([("a", "Night desk", "statement/1")], (await grain.Who()).Value.Editors.Select(one => (one.Visitor, one.Name, one.Entity!)));
        Assert.Empty((await silos.Cluster.Grain<IPresenceGrain>("other").Who()).Value.Editors);
        await silos.Cluster.DeactivateAsync(grain);
        Assert.Empty((await grain.Who()).Value.Editors);
    }

    static IEnumerable<string> Visitors(Leases leases) => leases.Editors.Select(one => one.Visitor);
}
