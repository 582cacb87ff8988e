using System.Globalization;

namespace Tracker.Api.Pages.Html;

/// <summary>What rendered pages are made of: names that lead somewhere, dates, statements, positions. The classes are those of the script's views, so that nothing jumps when it takes over.</summary>
/// <param name="Suffix">What links within the site carry on (<c>?asOf=…</c>), or empty.</param>
/// <param name="Level">Of the headings of single statements and meetings: one below what stands above them.</param>
/// <param name="Whole">Words of whatever length; else long ones end after a while, and the statement's own page has the rest.</param>
internal sealed record Parts(PageWords Words, Names Names, string Suffix, int Level = 3, bool Whole = false)
{
    const int LongestInAList = 1_200;

    public Markup Link(string kind, string id) => Markup.Of($"""<a href="{PathOf(kind, id)}{Suffix}"><bdi>{Names[kind, id]}</bdi></a>""");

    public Markup Links(string kind, IEnumerable<string> ids) => Markup.Joined(ids, Markup.Of($", "), id => Link(kind, id));

    public static string PathOf(string kind, string id) => $"/{(kind == "story" ? "stories" : kind + "s")}/{Uri.EscapeDataString(id)}";

    /// <summary>An address that leads somewhere: absolute, http or https; else null, and it is shown as text.</summary>
    public static string? Safe(string? url) =>
        url is not null && (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 ? uri.AbsoluteUri : null;

    public Markup Time(DateTimeOffset at) => Markup.Of($"""<time datetime="{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}">{Words.Show(at)}</time>""");

    public Markup Said(string? edtf) => edtf is null
        ? Markup.Of($"""<span class="said said-undated">{Words["statement.undated"]}</span>""")
        : Markup.Of($"""<span class="said" title="{edtf}">{Words.Show(edtf)}</span>""");

    public Markup Header(string here) => Markup.Of($"""
        <header class="bar"><a class="skip" href="#content">{Words["skip"]}</a>
        <nav class="bar-nav" aria-label="{Words["nav.label"]}"><a class="brand" href="/"><svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 15h5l3-9 4 12 3-7h5" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg><span class="brand-name">{Words["app"]}</span></a>
        <ul class="bar-links">{Nav("stories", "/", here)}{Nav("search", "/search", here)}{Nav("wall", "/wall", here)}{Nav("desk", "/desk", here)}</ul></nav>
        <div class="bar-end"></div></header>
        """);

    Markup Nav(string name, string path, string here) =>
        Markup.Of($"""<li><a class="bar-link" href="{path}"{Markup.If(here == name, () => Markup.Of($" aria-current=\"page\""))}>{Words["nav." + name]}</a></li>""");

    /// <summary>A heading of this part's level.</summary>
    public Markup Heading(string name, Markup text) =>
        Level == 2 ? Markup.Of($"""<h2 class="{name}" dir="auto">{text}</h2>""") : Markup.Of($"""<h3 class="{name}" dir="auto">{text}</h3>""");

    /// <summary>One statement: who, in which words, from where.</summary>
    public Markup Statement(Doc statement)
    {
        var path = PathOf("statement", statement.Id) + Suffix;
        if (statement.Redacted)
            return Markup.Of($"""<article id="statement-{statement.Id}" class="statement statement-redacted"><p class="statement-top"><span class="kind">{Words["statement.redacted"]}</span><a class="permalink" href="{path}">{Recorded(statement)}</a></p><p class="quiet">{Words["statement.redactedNote"]}</p></article>""");
        var form = statement.Text("quoteForm");
        return Markup.Of($"""
            <article id="statement-{statement.Id}" class="statement statement-{form ?? "unknown"}{Markup.If(statement.Text("status") == "retracted", () => Markup.Of($" statement-retracted"))}">
            <p class="statement-top"><span class="kind">{Words.Value("kind", statement.Text("kind"))}</span>{Markup.If(form, one => Markup.Of($"""<span class="form form-{one}">{Words.Value("form", one)}</span>"""))}{Flags(statement)}<a class="permalink" href="{path}" title="{Words["statement.permalink"]}">{Said(statement.Text("saidAt"))}</a></p>
            {Heading("who", Speakers(statement))}{Chain(statement)}{Words_(statement)}{Takes(statement)}
            <p class="statement-foot">{Sources(statement)}<span class="quiet">{Recorded(statement)}</span></p></article>
            """);
    }

    public Markup Speakers(Doc statement)
    {
        var principal = statement.Texts("onBehalfOf") is [.., var last] ? last : null;
        return Markup.Of($"""<span class="speakers">{Links("actor", statement.Texts("speakers"))}</span>{Markup.If(principal, id => Markup.Of($""" <span class="for">{With("statement.for", Link("actor", id))}</span>"""))}{Markup.If(statement.Texts("speakers").Count > 1, () => Flag("statement.joint"))}""");
    }

    /// <summary>A pattern of the words with markup in its place.</summary>
    public Markup With(string key, Markup inside)
    {
        var pattern = Words[key];
        var at = pattern.IndexOf("{0}", StringComparison.Ordinal);
        return Markup.Of($"{pattern[..at]}{inside}{pattern[(at + 3)..]}");
    }

    /// <summary>Direct words as a quotation, others visibly not.</summary>
    public Markup Words_(Doc statement)
    {
        var (text, lang, form) = (Whole ? statement.Text("text") ?? "" : ListHtml.Short(statement.Text("text") ?? "", LongestInAList), statement.Text("lang"), statement.Text("quoteForm") ?? "unknown");
        var lang_ = Markup.If(lang, one => Markup.Of($" lang=\"{one}\""));
        var words = form == "direct"
            ? Markup.Of($"""<blockquote class="words words-direct" dir="auto"{lang_}>{text}</blockquote>""")
            : Markup.Of($"""<p class="words words-{form}" dir="auto"{lang_}>{text}</p>""");
        return statement.Text("status") == "retracted" ? Markup.Of($"""<p class="retracted-note">{Words["statement.retractedNote"]}</p>{words}""") : words;
    }

    Markup Flag(string key) => Markup.Of($""" <span class="flag">{Words[key]}</span>""");

    Markup Flags(Doc statement) => Markup.Of($"""
        {Markup.If(statement.Text("status") == "corrected", () => Markup.Of($"""<span class="flag flag-corrected">{Words.Of("statement.corrected", statement.Number("version"))}</span>"""))}{Markup.If(statement.Text("status") == "retracted", () => Markup.Of($"""<span class="flag flag-retracted">{Words["statement.retracted"]}</span>"""))}{Markup.If(statement.True("historical"), () => Flag("statement.historical"))}{Markup.If(statement.Part("duplicate") is not null, () => Flag("statement.told"))}{Markup.If(statement.Text("verification") is not (null or "undetermined"), () => Markup.Of($"""<span class="flag verification verification-{statement.Text("verification")}">{Words.Value("verification", statement.Text("verification"))}</span>"""))}
        """);

    Markup Recorded(Doc document) => With("statement.recorded", Time(document.At("recordedAt")));

    /// <summary>How the words came here.</summary>
    Markup Chain(Doc statement)
    {
        var relays = statement.Texts("reportedBy").Where(id => statement.Texts("speakers") is not [var only] || only != id).ToList();
        var parts = new List<Markup>();
        if (relays.Count > 0) parts.Add(With("statement.via", Links("actor", relays)));
        if (statement.Texts("to") is { Count: > 0 } to) parts.Add(With("statement.to", Links("actor", to)));
        if (statement.Text("meeting") is { } meeting) parts.Add(With("statement.at", Link("meeting", meeting)));
        if (statement.Text("medium") is { } medium) parts.Add(Markup.Of($"{medium}"));
        if (statement.Text("inReplyTo") is { } reply) parts.Add(Markup.Of($"""<a href="{PathOf("statement", reply)}{Suffix}">{Words["statement.reply"]}</a>"""));
        return parts.Count == 0 ? Markup.Nothing : Markup.Of($"""<p class="chain">{Markup.Each(parts, part => Markup.Of($"""<span class="chain-part" dir="auto">{part}</span>"""))}</p>""");
    }

    Markup Takes(Doc statement)
    {
        var positions = statement.Items("positions");
        return positions.Count == 0 ? Markup.Nothing : Markup.Of($"""
            <ul class="takes">{Markup.Each(positions, position => Markup.Of($"""<li class="take">{Stances.Glyph(position.Text("stance"))}<span class="take-text"><strong>{Words.Value("stance", position.Text("stance"))}</strong> {Link("topic", position.Text("topic") ?? "")}{OnCondition(position)}</span></li>"""))}</ul>
            """);
    }

    /// <summary>What a position is taken on condition of.</summary>
    public Markup OnCondition(Doc held) => Markup.Each(held.Items("conditions"), condition => Markup.Of($""" <span class="only-if" dir="auto">{Words.Of("board.if", condition.Text("text"))}</span>"""));

    public Markup Sources(Doc document)
    {
        var sources = document.Items("sources");
        return sources.Count == 0 ? Markup.Nothing : Markup.Of($"""<span class="sources"><span class="quiet">{Words["statement.sources"]}: </span>{Markup.Joined(sources, Markup.Of($"; "), Source)}</span>""");
    }

    public Markup Source(Doc source)
    {
        var (name, url) = (source.Text("name"), Safe(source.Text("url")));
        var shown = name ?? (url is null ? Words["statement.source"] : new Uri(url).Host);
        var locator = Markup.If(source.Text("locator"), text => Markup.Of($"""<span class="quiet">, {text}</span>"""));
        return url is null ? Markup.Of($"<bdi>{shown}</bdi>{locator}") : Markup.Of($"""<a href="{url}" rel="noopener noreferrer nofollow"><bdi>{shown}</bdi></a>{locator}""");
    }

    public Markup Chip(string? stance) => Markup.Of($"""<span class="stance-chip">{Stances.Glyph(stance)}<span>{Words.Value("stance", stance)}</span></span>""");

    public Markup Section(string title, Markup body, string name = "") =>
        body.IsNothing ? Markup.Nothing : Markup.Of($"""<section class="entity-section {name}"><h2 class="section-title">{title}</h2>{body}</section>""");
}
