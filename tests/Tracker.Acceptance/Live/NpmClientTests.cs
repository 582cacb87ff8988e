using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Live;

/// <summary>Microsoft's npm client under node: what a JavaScript program of somebody else would use.</summary>
public sealed class NpmClientTests(LiveServer live)
{
    static readonly string Folder = System.IO.Path.Combine(Shared.Root, "tests/Tracker.Acceptance/npm");
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gets_the_same_items_in_the_same_order()
    {
        var server = await live.ServerAsync(Ct);
        await live.PostAsync(5, Ct);
        var (all, _) = await Poll.AllAsync(server.Api, "start", Ct);
        var lines = await WatchAsync(server.Address, new { after = "start" }, all[^1].Position);
        Assert.Equal(all.Select(item => item.Text), lines.Select(line => JsonNode.Parse(line)!.ToJsonString()));
    }

    [Fact]
    public async Task It_resumes_filtered_from_a_cursor()
    {
        var server = await live.ServerAsync(Ct);
        var head = await Poll.HeadAsync(server.Api, Ct);
        await live.PostAsync(2, Ct, "ann");
        var bob = await live.PostAsync(2, Ct, "bob");
        var lines = await WatchAsync(server.Address, new { after = head, touches = new[] { "actor/bob" } }, bob[^1].Position);
        Assert.Equal(bob.Select(receipt => receipt.Position), lines.Select(line => (long)JsonNode.Parse(line)!["position"]!));
    }

    [Fact]
    public async Task It_is_told_that_a_cursor_is_lost()
    {
        var server = await live.ServerAsync(Ct);
        var lines = await WatchAsync(server.Address, new { after = "otherepoch:1" }, 1);
        Assert.NotNull(JsonNode.Parse(Assert.Single(lines))!["reset"]);
    }

    static async Task<IReadOnlyList<string>> WatchAsync(Uri address, object watch, long until)
    {
        Assert.SkipUnless(Directory.Exists(System.IO.Path.Combine(Folder, "node_modules")), "npm client: run npm ci in tests/Tracker.Acceptance/npm (tests/run does)");
        var start = new ProcessStartInfo("node") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "watch.mjs", address.ToString(), JsonSerializer.Serialize(watch), until.ToString(null, null) })
            start.ArgumentList.Add(argument);
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync(Ct);
        var text = await node.StandardOutput.ReadToEndAsync(Ct);
        await node.WaitForExitAsync(Ct);
        Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}: {await errors}\n{text}");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
