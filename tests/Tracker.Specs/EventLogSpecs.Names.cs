using Tracker.Log;
using Xunit;

namespace Tracker.Specs;

public abstract partial class EventLogSpecs
{
    Task Name(string entity, params IReadOnlyList<string> names) =>
        Append(Some.Append(Some.Record(entity)) with { Names = [new(entity, [.. names.Select(name => KeyValuePair.Create(name.ToLowerInvariant(), name))])] });

    [Fact]
    public async Task A_name_resolves_to_everyone_who_carries_it()
    {
        await Name("actor/zelensky", "Zelensky", "Zelenskyy");
        await Name("actor/russia", "Moscow", "Russia");
        await Name("actor/city-of-moscow", "Moscow");
        Assert.Equal([new("actor/zelensky", "Zelenskyy")], await Log.ResolveAsync("zelenskyy", Ct));
        Assert.Equal([new("actor/city-of-moscow", "Moscow"), new("actor/russia", "Moscow")], await Log.ResolveAsync("moscow", Ct));
        Assert.Empty(await Log.ResolveAsync("Moscow", Ct));
        Assert.Empty(await Log.ResolveAsync("mosc%", Ct));
    }

    [Fact]
    public async Task Names_are_replaced_whole()
    {
        await Name("actor/turkiye", "Turkey", "Ankara");
        await Name("actor/turkiye", "Türkiye", "Ankara");
        await ReopenAsync();
        Assert.Empty(await Log.ResolveAsync("turkey", Ct));
        Assert.Equal([new("actor/turkiye", "Türkiye")], await Log.ResolveAsync("türkiye", Ct));
        Assert.Single(await Log.ResolveAsync("ankara", Ct));
        await Name("actor/turkiye");
        Assert.Empty(await Log.ResolveAsync("ankara", Ct));
    }

    [Fact]
    public async Task At_most_twenty_carry_one_name()
    {
        for (var i = 10; i < 35; i++) await Name($"actor/{i}", "Ivan");
        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"actor/{i}"), (await Log.ResolveAsync("ivan", Ct)).Select(hit => hit.Entity));
    }

    [Fact]
    public async Task Names_near_another_come_best_first()
    {
        await Name("actor/zelensky", "Volodymyr Zelensky", "Zelensky");
        await Name("actor/putin", "Vladimir Putin", "Putin");
        await Name("actor/umerov", "Rustem Umerov");
        Assert.Equal("actor/zelensky", (await Log.NearestNamesAsync("zelenskiy", 5, Ct))[0].Entity);
        Assert.Equal("actor/putin", (await Log.NearestNamesAsync("puttin", 5, Ct))[0].Entity);
        Assert.Equal("actor/umerov", (await Log.NearestNamesAsync("umerow", 5, Ct))[0].Entity);
        Assert.Equal("actor/umerov", (await Log.NearestNamesAsync("rus", 5, Ct))[0].Entity);
        Assert.Empty(await Log.NearestNamesAsync("xxxxxxxx", 5, Ct));
        Assert.Empty(await Log.NearestNamesAsync("", 5, Ct));
        Assert.Empty(await Log.NearestNamesAsync("putin", 0, Ct));
    }
}
