using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Bodies;

/// <summary>Whatever stands in a body, the answer is a receipt or a problem of the table.</summary>
public sealed class BodyTests(Siege siege)
{
    [Fact]
    public async Task Every_route_answers_spoiled_bodies_with_a_receipt_or_a_problem()
    {
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        Assert.True(siege.Routes.Writes.Count > 20, "The document names too few routes with a body.");
        await siege.FireAsync("bodies", 1_600, (dice, number) => BodyShots.Of(siege.Routes, dice, number));
    }

    [Fact]
    public async Task Documents_of_the_JSON_test_suite_are_refused_or_read_by_every_route()
    {
        var documents = HostileFiles.Documents();
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("json-test-suite", documents.Count, (dice, number) =>
        {
            var (name, json) = documents[number];
            // As a whole body; and where the contract leaves a value open, so that what is JSON gets past the reader.
            var route = dice.Of(siege.Routes.Writes);
            var call = (number % 3) switch
            {
                0 => new HttpCall("POST", "/api/claims") { Body = Encoding.UTF8.GetBytes($$"""{"about":"{{dice.Of("meeting/noon", "actor/ann")}}","field":"{{dice.Of("background", "note", "name", "memberships", "participants.bob")}}","value":{{json}}}""") },
                1 => new HttpCall("POST", $"/api/statements/{dice.Of(World.Statements)}/corrections") { Body = Encoding.UTF8.GetBytes("{\"reason\":\"r\",\"changes\":{\"" + dice.Of("text", "speakers", "positions", "about") + "\":" + json + "}}") },
                _ => new HttpCall(route.Method, BodyShots.PathOf(route.Path, dice)) { Body = Encoding.UTF8.GetBytes(json) },
            };
            return call.With("Content-Type", "application/json").Shot(name);
        }, (shot, outcome) => shot.What.StartsWith("n_", StringComparison.Ordinal) && outcome.Answers[0].Status < 400 ? "was taken, though it is not JSON" : null);
    }

    [Fact]
    public async Task Naughty_strings_stand_in_any_field()
    {
        var strings = HostileFiles.Strings();
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("strings", strings.Count, (dice, number) =>
        {
            var route = siege.Routes.Writes[number % siege.Routes.Writes.Count];
            var body = new ValidBody(siege.Routes, dice).Of(route.Schema!);
            foreach (var (name, value) in body.ToList())
            {
                if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && dice.One(2)) body[name] = strings[number];
            }
            return new HttpCall(route.Method, BodyShots.PathOf(route.Path, dice)) { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) }.With("Content-Type", "application/json").Shot(route.Path);
        });
    }

    [Fact]
    public async Task Names_of_look_alikes_are_kept_and_resolved()
    {
        var signs = HostileFiles.Homoglyphs();
        await siege.BeginAsync(TestContext.Current.CancellationToken);
        await siege.FireAsync("homoglyphs", signs.Count / 40, (dice, number) =>
        {
            var name = string.Concat(signs.Skip(number * 40).Take(40));
            if (dice.One(2)) return new HttpCall("GET", "/api/names?q=" + Uri.EscapeDataString(name)).Shot("a name");
            var body = new JsonObject { ["name"] = name, ["kind"] = "person", ["otherNames"] = new JsonArray([.. signs.Skip(number * 40).Take(20).Select(sign => new JsonObject { ["name"] = sign })]) };
            return new HttpCall("POST", "/api/actors") { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) }.With("Content-Type", "application/json").Shot("an actor");
        });
    }
}
