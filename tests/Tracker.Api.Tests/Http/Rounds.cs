using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>A story of its own on the shared server: two rounds of talks, told out of order; each name begins with the story's.</summary>
public sealed class Rounds(Host host) : IAsyncLifetime
{
    public const string Story = "rounds";

    /// <summary>Cursor after the first three statements were taken in; the fourth tells of an earlier day.</summary>
    public string Early { get; private set; } = "";

    public string Late { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await host.Admin.Make("/api/stories", new { id = Story, title = "Rounds", tz = "Europe/Istanbul" });
        foreach (var topic in (string[])["border", "gas"]) await host.Admin.Make("/api/topics", new { id = Id(topic), story = Story, title = topic, proposition = topic + " is settled" });
        await host.Admin.Make("/api/actors", new { id = Id("north"), kind = "state", name = "Northland", side = "party" });
        await host.Admin.Make("/api/actors", new { id = Id("south"), kind = "state", name = "Southland", side = "party" });
        await host.Admin.Make("/api/actors", new { id = Id("nora"), kind = "person", name = "Nora North", memberships = new[] { new { organization = Id("north") } }, side = "party" });
        await Say("1", "north", "2025-05-10", "border", "demands", to: "south");
        await Say("2", "south", "2025-05-12", "gas", "supports");
        Early = (await Say("3", "south", "2025-05-14", "gas", "demands", to: "north")).Text("cursor");
        await Say("4", "north", "2025-05-09", "gas", "opposes");
        Late = (await Say("5", "nora", "2025-05-16", "border", "supports")).Text("cursor");
        // The cells are in the index with what caused them.
        await host.Public.Get($"/api/stories/{Story}/board?atLeast={Late}");
    }

    public async Task<System.Text.Json.JsonElement> Say(string id, string actor, string saidAt, string topic, string stance, string? to = null) => await host.Admin.Make("/api/statements", new
    {
        id = Id(id), story = Story, kind = stance == "demands" ? "demand" : "assess", speakers = new[] { Id(actor) }, onBehalfOf = actor == "nora" ? new[] { Id("north") } : [], to = to is null ? [] : new[] { Id(to) },
        text = $"{topic}, says {actor} on {saidAt}: {stance}", saidAt, positions = new[] { new { topic = Id(topic), stance } }, sources = new[] { new { name = "The Wire" } },
    });

    public static string Id(string name) => Story + "-" + name;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
