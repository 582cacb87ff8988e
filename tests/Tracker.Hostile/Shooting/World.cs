using System.Text.Json.Nodes;
using Tracker.Acceptance.Wire;

namespace Tracker.Hostile.Shooting;

/// <summary>What hostile requests can refer to, so that some get past the first check; and what is kept apart from them, to see that the rest goes on.</summary>
static class World
{
    /// <summary>Stands in generated requests for the log's epoch, which is another one in every run.</summary>
    public const string Epoch = "eeeeeeeeeeeeeeee";

    public static readonly IReadOnlyList<string> Stories = ["small", "other"], Actors = ["ann", "bob", "cid", "dee", "guild"], Topics = ["tea", "cake"], Meetings = ["noon", "dusk"],
        Places = ["hall"], Statements = [.. Enumerable.Range(0, 40).Select(n => $"s{n}")],
        Acts = ["closing"], Claims = ["begins", "ends"], Spares = ["spare-1", "spare-2", "spare-3"];

    /// <summary>Stand for ids that the server gives, which are others in every run; only in a path.</summary>
    public static readonly IReadOnlyList<string> Conditions = ["@condition-1", "@condition-2"], Links = ["@link-1", "@link-2", "@link-3"];

    public static async Task CreateAsync(ApiClient api, CancellationToken ct)
    {
        foreach (var story in Stories.Append("canary")) await Post("/api/stories", new JsonObject { ["id"] = story, ["title"] = "The story " + story, ["tz"] = "Europe/Istanbul" });
        foreach (var actor in Actors.Concat(Spares).Append("canary")) await Post("/api/actors", new JsonObject { ["id"] = actor, ["name"] = "Name of " + actor, ["kind"] = "person" });
        foreach (var topic in Topics) await Post("/api/topics", new JsonObject { ["id"] = topic, ["story"] = "small", ["title"] = topic, ["proposition"] = $"There should be {topic}" });
        foreach (var place in Places) await Post("/api/places", new JsonObject { ["id"] = place, ["name"] = place });
        foreach (var meeting in Meetings) await Post("/api/meetings", new JsonObject { ["id"] = meeting, ["story"] = "small", ["name"] = "At " + meeting });
        for (var i = 0; i < Statements.Count; i++)
        {
            await Post("/api/statements", new JsonObject
            {
                ["id"] = Statements[i], ["story"] = "small", ["speakers"] = new JsonArray(Actors[i % 4]), ["to"] = new JsonArray(Actors[(i + 1) % 4]), ["text"] = $"This is what is said as number {i} by somebody",
                ["positions"] = new JsonArray(new JsonObject { ["topic"] = Topics[i % 2], ["stance"] = i % 3 == 0 ? "opposes" : "supports", ["conditions"] = new JsonArray(new JsonObject { ["text"] = "if it is hot" }) }),
            });
        }
        await Post("/api/acts", new JsonObject { ["id"] = Acts[0], ["story"] = "small", ["kind"] = "decision", ["actors"] = new JsonArray("ann"), ["text"] = "The shop is closed" });
        foreach (var claim in Claims) await Post("/api/claims", new JsonObject { ["id"] = claim, ["about"] = "meeting/noon", ["field"] = "start", ["value"] = $"2025-05-16T1{claim.Length}:00:00Z" });
        for (var i = 0; i < 8; i++) await Post($"/api/statements/s{i}/links", new JsonObject { ["to"] = $"statement/s{i + 10}", ["kind"] = "replies_to" });

        async Task Post(string path, JsonObject body) => (await api.Post(path, body, ct)).Is(200, 201);
    }

    public static JsonObject Canary(string text) => new() { ["story"] = "canary", ["speakers"] = new JsonArray("canary"), ["text"] = text };
}
