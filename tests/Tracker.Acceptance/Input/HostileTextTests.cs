using System.Text.Json.Nodes;
using Tracker.Acceptance.Live;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Input;

/// <summary>The strings that break programs: each posted as a text comes back the same, everywhere.</summary>
public sealed class HostileTextTests(LiveServer live)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>All of them but the empty one, which is no text (see <see cref="BadInput"/>).</summary>
    internal static IReadOnlyList<string> Strings()
    {
        var file = Shared.Path("data/hostile/blns.json");
        Assert.SkipUnless(File.Exists(file), $"hostile strings (data/hostile/blns.json): {Shared.Missing}");
        return [.. JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(text => (string)text!).Where(text => text.Length > 0)];
    }

    [Fact]
    public async Task Every_hostile_string_comes_back_the_same_from_the_entity_the_live_feed_and_the_board()
    {
        var strings = Strings();
        Assert.True(strings.Count > 400);
        var server = await live.ServerAsync(Ct);
        var before = await Poll.HeadAsync(server.Api, Ct);
        Reply? last = null;
        for (var i = 0; i < strings.Count; i++)
            last = (await server.Api.Post("/api/statements", SmallWorld.Statement(strings[i], id: $"blns-{i}"), Ct)).Is(201);

        var (items, _) = await Poll.AllAsync(server.Api, before, Ct, atLeast: last!.Position);
        Assert.Equal(strings, items.Where(item => item.Kind == "statement.added").Select(item => (string)item.Data["statement"]!["text"]!));
        for (var i = 0; i < strings.Count; i++)
            Assert.Equal(strings[i], (string)(await server.Api.Get($"/api/statements/blns-{i}?atLeast={last.Cursor}", Ct)).Is(200).Json["text"]!);
        var board = (await server.Api.Get($"/api/stories/{SmallWorld.Story}/board?atLeast={last.Cursor}", Ct)).Is(200).Json;
        Assert.Equal(strings.TakeLast(50).Reverse(), board["statements"]!.AsArray().Select(statement => (string)statement!["text"]!));
    }

    [Fact]
    public async Task Characters_that_JSON_may_escape_come_back_as_they_are()
    {
        var server = await live.ServerAsync(Ct);
        foreach (var text in new[] { "\0 null \u0001 one", "\u2028 line \u2029 paragraph", "𝒳 outside the plane 👩‍🚀", "\u202E backwards", "\uFEFF mark", "é and é", "</script><!--" })
        {
            var posted = (await server.Api.Post("/api/statements", SmallWorld.Statement(text), Ct)).Is(201);
            Assert.Equal(text, (string)(await server.Api.Get($"/api/statements/{(string)posted.Json["id"]!}?atLeast={posted.Cursor}", Ct)).Is(200).Json["text"]!);
        }
    }
}
