using System.Text.Json;
using Tracker.Api.Pages.Html;

namespace Tracker.Api.Pages;

/// <summary>The built dashboard as a frame for rendered pages: its head with the names of this build's files, and which of them a view needs.</summary>
public sealed class PageFrame
{
    const string Title = "<title>Tracker</title>", App = "<div id=\"app\"></div>", Start = "<html lang=\"en\">", End = "</head>", Described = "<meta name=\"description\"";

    readonly string _head;
    readonly string _body;
    readonly Dictionary<string, Chunk> _chunks;

    PageFrame(string head, string body, Dictionary<string, Chunk> chunks) => (_head, _body, _chunks) = (head, body, chunks);

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
        // What is said of every page alike gives way to what is said of this one.
        var head = string.Join('\n', html[(html.IndexOf(Start, StringComparison.Ordinal) + Start.Length)..html.IndexOf(End, StringComparison.Ordinal)].Split('\n')
            .Where(line => !line.Contains(Title, StringComparison.Ordinal) && !line.Contains(Described, StringComparison.Ordinal)));
        return new PageFrame(head, "</html>", chunks);
    }

    /// <summary>The page's whole text.</summary>
    /// <param name="head">What this page says of itself.</param>
    /// <param name="sources">Source files (as the build knows them) whose scripts and styles the view will ask for.</param>
    internal Markup Around(PageWords words, Markup head, Markup app, Markup after, IEnumerable<string> sources) =>
        Markup.Of($"""
            <!doctype html>
            <html lang="{words.Language}">{Markup.OfBuild(_head)}{Preloads(sources)}{head}</head>
            <body>
            <div id="app">{app}</div>
            {after}</body>{Markup.OfBuild(_body)}
            """);

    Markup Preloads(IEnumerable<string> sources)
    {
        var (scripts, styles) = (new List<string>(), new List<string>());
        foreach (var source in sources) Gather(source, scripts, styles);
        return Markup.Of($"""
            {Markup.Each(styles, style => Markup.Of($"""<link rel="stylesheet" href="/{style}" crossorigin>"""))}{Markup.Each(scripts, script => Markup.Of($"""<link rel="modulepreload" href="/{script}" crossorigin>"""))}
            """);
    }

    void Gather(string source, List<string> scripts, List<string> styles)
    {
        if (!_chunks.TryGetValue(source, out var chunk) || scripts.Contains(chunk.File)) return;
        scripts.Add(chunk.File);
        styles.AddRange((chunk.Css ?? []).Where(style => !styles.Contains(style)));
        foreach (var import in chunk.Imports ?? []) Gather(import, scripts, styles);
    }

    sealed record Chunk(string File, IReadOnlyList<string>? Imports, IReadOnlyList<string>? Css);
}
