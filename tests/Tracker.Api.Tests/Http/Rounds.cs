using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>A story of its own on the shared server: two rounds of talks, told out of order; each name begins with the story's.</summary>
public sealed class Rounds(Host host) : IAsyncLifetime
{
    public const string Story = "rounds";

    /// <summary>Position when the first three statements had been taken in and their cells had moved; the fourth tells of an earlier day.</summary>
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
        await Say("3", "south", "2025-05-14", "gas", "demands", to: "north");
        Early = await Moved(3);
        await Say("4", "north", "2025-05-09", "gas", "opposes");
        await Say("5", "nora", "2025-05-16", "border", "supports");
        Late = await Moved(5);
    }

    /// <summary>Cells follow what was said; the position when as many have moved.</summary>
    async Task<string> Moved(int cells) => (await host.Public.Told("kinds=position.changed&touches=story/" + Story, cells))[cells - 1].GetProperty("position").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async Task<System.Text.Json.JsonElement> Say(string id, string actor, string saidAt, string topic, string stance, string? to = null) => await host.Admin.Make("/api/statements", new
    {
        id = Id(id), story = Story, kind = stance == "demands" ? "demand" : "assess", speakers = new[] { Id(actor) }, onBehalfOf = actor == "nora" ? new[] { Id("north") } : [], to = to is null ? [] : new[] { Id(to) },
        text = $"{topic}, says {actor} on {saidAt}: {stance}", saidAt, positions = new[] { new { topic = Id(topic), stance } }, sources = new[] { new { name = "The Wire" } },
    });

    public static string Id(string name) => Story + "-" + name;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
