using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Tracker.Api.Pages.Html;

namespace Tracker.Api.Pages;

/// <summary>A page before it is put into the frame.</summary>
internal sealed record Page
{
    public required string Title { get; init; }
    public required string Description { get; init; }
    /// <summary>Its permanent path.</summary>
    public required string Path { get; init; }
    public required Markup Main { get; init; }
    /// <summary>Open Graph's type. Default: website.</summary>
    public string Type { get; init; } = "website";
    public byte[]? LinkedData { get; init; }
    /// <summary>What the script would ask for first, and the path that it would ask at: left out when it is over 300 KB, and then the script asks.</summary>
    public (string Path, ReadOnlyMemory<byte> Json)? Data { get; init; }
    /// <summary>Of the view, as the build knows them.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
    public int Status { get; init; } = 200;
    /// <summary>Not for search engines: a past moment, a search, something missing.</summary>
    public bool Unlisted { get; init; }
}

/// <summary>A page as it goes out; packed once for all who take it so.</summary>
internal sealed class RenderedPage(byte[] html, int status, string mark, string styleHash)
{
    const int MostData = 300 * 1024;

    byte[]? _brotli, _gzip;

    public int Status => status;
    public int Length => html.Length;
    /// <inheritdoc cref="Assets.StyleHash"/>
    public string StyleHash => styleHash;

    /// <summary>The bytes in the best encoding of these, and the ETag of that form.</summary>
    public (byte[] Body, string? Encoding, string ETag) For(bool brotli, bool gzip) =>
        brotli ? (_brotli ??= Packed(stream => new BrotliStream(stream, CompressionLevel.Optimal, leaveOpen: true)), "br", $"\"{mark}-br\"")
        : gzip ? (_gzip ??= Packed(stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)), "gzip", $"\"{mark}-gz\"")
        : (html, null, $"\"{mark}\"");

    // A page that changes with every statement is packed anew each time: what costs more than half a millisecond for a sixth of the bytes is not worth it.
    byte[] Packed(Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed)) stream.Write(html);
        return packed.ToArray();
    }

    public static RenderedPage Of(Page page, PageFrame frame, PageWords words, string origin)
    {
        var head = Markup.Of($"""
            <title>{page.Title} · {words["app"]}</title><meta name="description" content="{page.Description}">
            <link rel="canonical" href="{origin + page.Path}">{Markup.Each(PageWords.Languages, language => Markup.Of($"""<link rel="alternate" hreflang="{language}" href="{origin + page.Path + (page.Path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}lang={language}">"""))}
            <meta property="og:site_name" content="{words["app"]}"><meta property="og:type" content="{page.Type}"><meta property="og:title" content="{page.Title}"><meta property="og:description" content="{page.Description}"><meta property="og:url" content="{origin + page.Path}"><meta property="og:locale" content="{words["locale"].Replace('-', '_')}"><meta name="twitter:card" content="summary">
            {Markup.If(page.Unlisted, () => Markup.Of($"""<meta name="robots" content="noindex">"""))}{(page.LinkedData is { } linked ? Markup.Data("application/ld+json", linked, "linked-data") : Markup.Nothing)}
            """);
        var data = page.Data is { } given && given.Json.Length <= MostData ? Markup.Data("application/json", given.Json.Span, "page-data", given.Path) : Markup.Nothing;
        var after = Markup.Of($"""{data}<noscript><p class="noscript">{words["noscript"]}</p></noscript>""");
        var assets = frame.AssetsOf(page.Sources);
        var html = Encoding.UTF8.GetBytes(frame.Around(words, head, page.Main, after, assets).ToString());
        return new RenderedPage(html, page.Status, Convert.ToHexStringLower(SHA256.HashData(html))[..32], assets.StyleHash);
    }
}
