using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracker.Api.Pages.Html;

namespace Tracker.Api.Pages;

/// <summary>
/// The built dashboard as a frame for rendered pages: its head with the names of this build's files, and which of them a view needs. Styles stand in the page
/// itself, so that what was rendered is painted when it comes; scripts come after that.
/// </summary>
public sealed partial class PageFrame
{
    const string Title = "<title>Tracker</title>", App = "<div id=\"app\"></div>", Start = "<html lang=\"en\">", End = "</head>", Described = "<meta name=\"description\"";

    readonly string _root;
    readonly string _head;
    readonly IReadOnlyList<string> _styles;
    readonly Dictionary<string, Chunk> _chunks;
    readonly ConcurrentDictionary<string, Assets> _assets = new(StringComparer.Ordinal);

    PageFrame(string root, string head, IReadOnlyList<string> styles, Dictionary<string, Chunk> chunks) => (_root, _head, _styles, _chunks) = (root, head, styles, chunks);

    /// <summary>Null when there is no such page in this build.</summary>
    /// <exception cref="InvalidDataException">The page is not one of this program's builds.</exception>
    public static PageFrame? Read(string root, string page)
    {
        var file = Path.Combine(root, page);
        if (!File.Exists(file)) return null;
        var html = File.ReadAllText(file);
        foreach (var mark in new[] { Title, App, Start, End })
        {
            if (!html.Contains(mark, StringComparison.Ordinal)) throw new InvalidDataException($"{page} has no {mark}: build the dashboard and the server together.");
        }
        var manifest = Path.Combine(root, "manifest.json");
        var chunks = File.Exists(manifest) ? JsonSerializer.Deserialize<Dictionary<string, Chunk>>(File.ReadAllText(manifest), JsonSerializerOptions.Web)! : [];
        var head = html[(html.IndexOf(Start, StringComparison.Ordinal) + Start.Length)..html.IndexOf(End, StringComparison.Ordinal)].Split('\n');
        var styles = head.Select(line => StyleLink().Match(line)).Where(link => link.Success).Select(link => link.Groups[1].Value).ToList();
        // What is said of every page alike gives way to what is said of this one.
        var kept = head.Where(line => !line.Contains(Title, StringComparison.Ordinal) && !line.Contains(Described, StringComparison.Ordinal) && !StyleLink().IsMatch(line))
            .Select(line => ScriptOrPreload().Replace(line, "$0 fetchpriority=\"low\""));
        return new PageFrame(root, string.Join('\n', kept), styles, chunks);
    }

    /// <summary>The page's whole text.</summary>
    /// <param name="head">What this page says of itself.</param>
    /// <param name="assets">Of the view.</param>
    internal Markup Around(PageWords words, Markup head, Markup app, Markup after, Assets assets) =>
        Markup.Of($"""
            <!doctype html>
            <html lang="{words.Language}">{Markup.OfBuild(_head)}{assets.Markup}{head}</head>
            <body>
            <div id="app">{app}</div>
            {after}</body></html>
            """);

    /// <param name="sources">Source files (as the build knows them) whose scripts and styles a view will ask for.</param>
    internal Assets AssetsOf(IReadOnlyList<string> sources) => _assets.GetOrAdd(string.Join(' ', sources), _ => Make(sources));

    Assets Make(IReadOnlyList<string> sources)
    {
        var (scripts, styles) = (new List<string>(), new List<string>(_styles));
        foreach (var source in sources) Gather(source, scripts, styles);
        var css = string.Concat(styles.Select(style => File.ReadAllText(Path.Combine(_root, style)).ReplaceLineEndings("\n")));
        if (css.Contains("</", StringComparison.Ordinal)) throw new InvalidDataException("A style has \"</\" in it: it cannot stand in a page.");
        // A link that is disabled is not loaded: it tells the script that the style is here already.
        return new Assets(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css))), Markup.Of($"""
            <style>{Markup.OfBuild(css)}</style>
            {Markup.Each(styles, style => Markup.Of($"""<link rel="stylesheet" href="/{style}" crossorigin disabled>"""))}{Markup.Each(scripts, script => Markup.Of($"""<link rel="modulepreload" href="/{script}" crossorigin fetchpriority="low">"""))}
            """));
    }

    void Gather(string source, List<string> scripts, List<string> styles)
    {
        if (!_chunks.TryGetValue(source, out var chunk) || scripts.Contains(chunk.File)) return;
        scripts.Add(chunk.File);
        styles.AddRange((chunk.Css ?? []).Where(style => !styles.Contains(style)));
        foreach (var import in chunk.Imports ?? []) Gather(import, scripts, styles);
    }

    [GeneratedRegex("<link rel=\"stylesheet\"[^>]* href=\"/([^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex StyleLink();

    [GeneratedRegex("<(?:script type=\"module\"|link rel=\"modulepreload\")", RegexOptions.None, 1_000)]
    private static partial Regex ScriptOrPreload();

    sealed record Chunk(string File, IReadOnlyList<string>? Imports, IReadOnlyList<string>? Css);
}

/// <summary>What a view needs of the build, as it stands in a page's head.</summary>
/// <param name="StyleHash">SHA-256 of the style in the page, Base64: the page's policy allows this style and no other.</param>
internal sealed record Assets(string StyleHash, Markup Markup);
