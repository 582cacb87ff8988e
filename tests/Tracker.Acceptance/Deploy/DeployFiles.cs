using System.Text.RegularExpressions;

namespace Tracker.Acceptance.Deploy;

/// <summary>What lies in deploy/, as text, by its path below it.</summary>
static partial class DeployFiles
{
    public static string Root { get; } = Path.Combine(Shared.Root, "deploy");

    public static IReadOnlyDictionary<string, string> All { get; } = Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Root, file), File.ReadAllText, StringComparer.Ordinal);

    public static IEnumerable<(string File, string Text)> Named(params string[] endings) =>
        All.Where(entry => Array.Exists(endings, ending => entry.Key.EndsWith(ending, StringComparison.Ordinal))).Select(entry => (entry.Key, entry.Value));

    /// <summary>Each match of <paramref name="what"/> anywhere, and where.</summary>
    public static IEnumerable<(string File, Match Found)> Find(Regex what) => All.SelectMany(entry => what.Matches(entry.Value).Select(found => (entry.Key, found)));
}
