using Tracker.Domain;
using Tracker.Log.Tests.Feeds;

namespace Tracker.Log.Tests.Indexes;

public sealed class NamingTests
{
    [Theory, InlineData(41), InlineData(42)]
    public async Task The_stories_that_name_an_actor_are_those_with_a_record_that_touches_both(int seed)
    {
        await using var desk = await Desk.OpenAsync(seed);
        for (var i = 0; i < 60; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var records = await desk.Log.ReadAsync(0, 10_000, Reading.Limit());
        var named = 0;
        for (var a = 0; a < 7; a++)
        {
            var expected = records.Where(record => record.Names(Ref.Actor("a" + a)))
                .SelectMany(record => record.Touches).Where(touch => Ref.KindOf(touch.Entity) == "story").Select(touch => Ref.IdOf(touch.Entity))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            named += expected.Count;
            Assert.Equal(expected, await desk.Index.StoriesNamingAsync("a" + a, Reading.Limit()));
        }
        Assert.True(named > 0);
        Assert.Empty(await desk.Index.StoriesNamingAsync("nobody", Reading.Limit()));
    }
}
