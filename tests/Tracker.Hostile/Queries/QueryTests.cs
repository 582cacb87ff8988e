using Tracker.Hostile.Bodies;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Queries;

/// <summary>Whatever stands in a path, a query or a header, the answer is a document or a problem of the table.</summary>
public sealed class QueryTests(Siege siege)
{
    [Fact]
    public async Task Every_route_answers_hostile_parameters_paths_and_headers()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        Assert.True(siege.Routes.Reads.Count > 30, "The document names too few routes that read.");
        await siege.FireAsync("queries", 2_000, (dice, number) => QueryShots.Of(siege.Routes, dice, number));
    }

    [Fact]
    public async Task Searches_in_no_syntax_are_searches_for_words_or_refused()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("searches", 300, (dice, number) =>
        {
            var query = number < Poison.Searches.Count ? Poison.Searches[number] : string.Join(dice.Of(" ", "", "\t"), Enumerable.Range(0, dice.Between(1, 12)).Select(_ => dice.Of(Poison.Searches) is { Length: < 30 } part ? part : "said"));
            return new HttpCall("GET", $"/api/search?q={Uri.EscapeDataString(query.Length > 2_000 ? query[..2_000] : query)}&order={dice.Of("best", "newest")}&facets={dice.Of("true", "false")}").Shot("a search");
        });
    }

    [Fact]
    public async Task Naughty_strings_stand_in_any_parameter_and_path()
    {
        var strings = HostileFiles.Strings();
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        var names = new[] { "q", "after", "touches", "kinds", "asOf", "limit", "of", "actor", "source", "from", "state", "role" };
        await siege.FireAsync("string-queries", strings.Count, (dice, number) =>
        {
            var text = Uri.EscapeDataString(strings[number]);
            if (text.Length > 7_000) text = text[..6_999];
            var route = dice.Of(siege.Routes.Reads).Path;
            return dice.One(3)
                ? new HttpCall("GET", route.Replace("{id}", text, StringComparison.Ordinal).Replace("{actor}", text, StringComparison.Ordinal).Replace("{topic}", "tea", StringComparison.Ordinal)).Shot(route)
                : new HttpCall("GET", $"{BodyShots.PathOf(route, dice)}?{dice.Of(names)}={text}").Shot(route);
        });
    }

    [Fact]
    public async Task Paths_outside_the_API_answer_too()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        string[] roots = ["/", "/problems/", "/openapi/", "/openapi/v1.json", "/docs/", "/docs", "/health/", "/hubs/live", "/hubs/live/negotiate", "/assets/", "/index.html", "/metrics", "//", "/api", "/api/", "/API/stories", "/%61pi/stories", "/api//stories", "/api/./stories"];
        await siege.FireAsync("paths", 300, (dice, number) =>
        {
            var path = roots[number % roots.Length] + (number < roots.Length ? "" : dice.Of(Poison.Paths));
            return new HttpCall(dice.Of("GET", "GET", "POST", "HEAD", "OPTIONS", "PUT"), path).Shot("outside " + path);
        });
    }
}
