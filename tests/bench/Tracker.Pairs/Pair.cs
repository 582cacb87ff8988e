using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Domain.Statements.Likeness;

namespace Tracker.Pairs;

/// <summary>Two posts and whether the later one (b) tells again what the other has.</summary>
/// <param name="Base">What they are made from, when it is one thing; else null.</param>
sealed record Pair(string Class, bool IsDuplicate, string? Base, StatementContent A, StatementContent B)
{
    static readonly DateTimeOffset Now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Retelling? Compare() => Compare(A, B);

    /// <summary>What the domain says of a post that comes after another one, both recorded at the same time.</summary>
    public static Retelling? Compare(StatementContent earlier, StatementContent later) =>
        Comparison.Of(Signature.Of("a", earlier, Now), Signature.Of("b", later, Now));

    /// <summary>The pairs of one split. A line of the other one is dropped unread.</summary>
    public static List<Pair> Read(IEnumerable<string> lines, string split) =>
        [.. lines.Where(line => line.Contains($"\"split\":\"{split}\"", StringComparison.Ordinal)).Select(Parse)];

    /// <summary>What the script prints; null when there is no node, or no script.</summary>
    /// <param name="folder"><c>tests/bench/pairs</c>.</param>
    /// <param name="told">Gets what the script leaves out and why, a line each.</param>
    public static List<string>? Make(string folder, string? shared, Action<string> told)
    {
        var script = Path.Combine(folder, "make-pairs.mjs");
        if (!File.Exists(script)) return null;
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        foreach (var argument in shared is null ? new[] { script } : [script, "--shared", shared]) start.ArgumentList.Add(argument);
        try
        {
            using var node = Process.Start(start)!;
            node.ErrorDataReceived += (_, line) => { if (line.Data is { } text) told(text); };
            node.BeginErrorReadLine();
            var lines = new List<string>();
            while (node.StandardOutput.ReadLine() is { } line) lines.Add(line);
            node.WaitForExit();
            return node.ExitCode == 0 ? lines : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static Pair Parse(string line)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        var bases = json["bases"]!.AsArray();
        return new Pair(
            json["class"]!.GetValue<string>(), json["label"]!.GetValue<string>() == "duplicate", bases.Count == 1 ? bases[0]!.GetValue<string>() : null,
            Content(json["a"]!.AsObject()), Content(json["b"]!.AsObject()));
    }

    static StatementContent Content(JsonObject post)
    {
        foreach (var field in post.Where(field => field.Value is null).Select(field => field.Key).ToList()) post.Remove(field);
        foreach (var source in post["sources"]?.AsArray() ?? [])
        {
            if (source!["url"] is null) source.AsObject().Remove("url");
        }
        post["story"] = "pairs";
        return post.Deserialize<StatementContent>(Events.Json)!;
    }
}
