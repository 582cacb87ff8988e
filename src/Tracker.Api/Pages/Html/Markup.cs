using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Tracker.Api.Pages.Html;

/// <summary>
/// A piece of HTML. What is written in the source is markup, and whatever is put into it is text: it cannot be made of a string in any other way.
/// Attributes stand in double quotes. Held by <c>PageTests</c> with hostile strings in every field.
/// </summary>
public sealed class Markup
{
    // All letters as they are; what means something in markup as a reference.
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly StringBuilder _html;

    Markup(StringBuilder html) => _html = html;

    public static readonly Markup Nothing = new(new StringBuilder());

    public bool IsNothing => _html.Length == 0;

    public static Markup Of(Writer html) => new(html.Html);

    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> one)
    {
        var all = new StringBuilder();
        foreach (var item in items) all.Append(one(item)._html);
        return new Markup(all);
    }

    /// <summary>With something between.</summary>
    public static Markup Joined<T>(IEnumerable<T> items, Markup between, Func<T, Markup> one)
    {
        var all = new StringBuilder();
        foreach (var item in items)
        {
            if (all.Length > 0) all.Append(between._html);
            all.Append(one(item)._html);
        }
        return new Markup(all);
    }

    /// <summary>Markup where there is a text, nothing where there is none.</summary>
    public static Markup If(string? text, Func<string, Markup> some) => string.IsNullOrEmpty(text) ? Nothing : some(text);

    public static Markup If(bool so, Func<Markup> then) => so ? then() : Nothing;

    /// <summary>
    /// JSON in an element of its own: data to the browser, never a script. No end tag and no comment can stand in it, for every &lt; in JSON is in a string,
    /// where it can be written otherwise.
    /// </summary>
    public static Markup Data(string type, ReadOnlySpan<byte> json, string id, string path = "")
    {
        var body = new StringBuilder(Encoding.UTF8.GetString(json)).Replace("<", "\\u003c").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029");
        return Of($"""<script type="{type}" id="{id}" data-path="{path}">{new Markup(body)}</script>""");
    }

    /// <summary>A part of a page that this build made: nothing from outside is in it.</summary>
    internal static Markup OfBuild(string html) => new(new StringBuilder(html));

    public override string ToString() => _html.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Writer(int literalLength, int formattedCount)
    {
        internal StringBuilder Html { get; } = new(literalLength + formattedCount * 24);

        public void AppendLiteral(string markup) => Html.Append(markup);

        public void AppendFormatted(string? text) => Html.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(long number) => Html.Append(number);

        public void AppendFormatted(Markup part) => Html.Append(part._html);
    }
}
