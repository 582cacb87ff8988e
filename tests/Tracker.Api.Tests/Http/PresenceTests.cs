using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

[Collection(HostCollection.Name)]
public class PresenceTests(Host host)
{
    [Fact]
    public async Task Editors_see_each_other_and_what_each_has_open()
    {
        await host.Admin.Make("/api/stories", new { id = "pres-1", title = "x" });
        using var night = await Editor("Night desk");
        using var day = await Editor("Day desk");
        var alone = Editors(await Put(night, "pres-1", """{"page":"p1","entity":"statement/17"}"""));
        Assert.Equal([("Night desk", "statement/17", true)], alone);
        var both = Editors(await Put(day, "pres-1", """{"page":"p1"}"""));
        Assert.Equal([("Night desk", "statement/17", false), ("Day desk", null, true)], both);
        Assert.Equal(2, Editors(await (await night.Send(HttpMethod.Get, "/api/desk/pres-1/presence")).Json()).Count);
        Assert.Equal(204, (int)(await day.Send(HttpMethod.Delete, "/api/desk/pres-1/presence?page=p1")).StatusCode);
        Assert.Equal([("Night desk", "statement/17", false)], Editors(await (await day.Send(HttpMethod.Get, "/api/desk/pres-1/presence")).Json()));
    }

    [Fact]
    public async Task Nobody_takes_anothers_place_and_nothing_of_it_is_in_the_record()
    {
        await host.Admin.Make("/api/stories", new { id = "pres-2", title = "x" });
        using var night = await Editor("Night desk");
        using var day = await Editor("Day desk");
        var head = (await host.Public.Get("/api/changes?after=start&limit=1")).Text("head");
        await Put(night, "pres-2", """{"page":"same","entity":"statement/1"}""");
        await Put(day, "pres-2", """{"page":"same","entity":"statement/2"}""");
        await day.Send(HttpMethod.Delete, "/api/desk/pres-2/presence?page=same");
        Assert.Equal([("Night desk", "statement/1", true)], Editors(await Put(night, "pres-2", """{"page":"same","entity":"statement/1"}""")));
        Assert.Equal(head, (await host.Public.Get("/api/changes?after=start&limit=1")).Text("head"));
    }

    [Fact]
    public async Task It_is_for_editors_and_reads_strictly()
    {
        using var poster = await Key("Poster", "post");
        await (await host.Public.Send(HttpMethod.Get, "/api/desk/talks/presence")).Problem(401, "no-key");
        await (await poster.Send(HttpMethod.Put, "/api/desk/talks/presence", """{"page":"p"}""")).Problem(403, "no-scope");
        await (await host.Admin.Send(HttpMethod.Put, "/api/desk/nowhere/presence", """{"page":"p"}""")).Problem(404, "not-found");
        await (await host.Admin.Send(HttpMethod.Get, "/api/desk/NOT%20an%20id/presence")).Problem(404, "not-found");
        foreach (var (json, field) in new[]
        {
            ("{}", "page"), ("""{"page":""}""", "page"), ("""{"page":"a b"}""", "page"), ("""{"page":"p","entity":"17"}""", "entity"), ("""{"page":"p","entity":"cell/a/b"}""", "entity"),
            ("""{"page":"p","entity":"statement/<b>"}""", "entity"), ("""{"page":"p","more":1}""", "more"),
        })
        {
            var problem = await (await host.Admin.Send(HttpMethod.Put, "/api/desk/talks/presence", json)).Problem(400, "invalid");
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{json}: {problem}");
        }
        await (await host.Admin.Send(HttpMethod.Delete, "/api/desk/talks/presence")).Problem(400, "invalid");
    }

    [Fact]
    public async Task Names_that_begin_like_it_or_differ_little_are_found_when_asked_for()
    {
        await host.Admin.Make("/api/actors", new { id = "near-1", kind = "person", name = "Volodymyr Nearovych" });
        Assert.Empty((await host.Public.Get("/api/names?q=Volodymyr%20N")).GetProperty("items").EnumerateArray());
        foreach (var typed in new[] { "Volodymyr N", "Nearovich", "Володимир Неарович" })
            Assert.Contains("actor/near-1", (await host.Public.Get($"/api/names?near=true&kind=actor&q={Uri.EscapeDataString(typed)}")).GetProperty("items").EnumerateArray().Select(item => item.Text("entity")));
        await (await host.Public.Send(HttpMethod.Get, "/api/names?q=x&near=maybe")).Problem(400, "invalid");
    }

    Task<HttpClient> Editor(string name) => Key(name, "post", "edit");

    async Task<HttpClient> Key(string name, params string[] scopes) => host.Client((await host.Admin.Make("/api/keys", new { name, scopes })).Text("key"));

    static async Task<JsonElement> Put(HttpClient client, string story, string json) => await (await client.Send(HttpMethod.Put, $"/api/desk/{story}/presence", json)).Json();

    static List<(string Name, string? Entity, bool Own)> Editors(JsonElement answer) =>
        [.. answer.GetProperty("editors").EnumerateArray().Select(one => (one.Text("name"), one.TryGetProperty("entity", out var entity) ? entity.GetString() : null, one.TryGetProperty("own", out _)))];
}
