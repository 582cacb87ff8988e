using System.Globalization;

namespace Tracker.Api.Pages.Html;

/// <summary>The list of stories, what a search found, and states that have nothing to show.</summary>
internal static class ListHtml
{
    public static Markup Stories(IReadOnlyList<Doc> stories, PageWords words)
    {
        var parts = new Parts(words, new Names(), "");
        return Markup.Of($"""
            <div class="page">{parts.Header("stories")}<main id="content" class="stories" tabindex="-1"><h1>{words["stories.title"]}</h1><p class="lede">{words["stories.lede"]}</p>
            {(stories.Count == 0 ? Markup.Of($"""<div class="notice"><h2 class="notice-title">{words["stories.none"]}</h2></div>""") : Markup.Of($"""<ul class="story-list">{Markup.Each(stories, story => Story(story, words))}</ul>"""))}</main></div>
            """);
    }

    static Markup Story(Doc item, PageWords words)
    {
        var (story, summary) = (item.Part("story")!.Value, item.Part("summary")!.Value);
        var parts = new Parts(words, Names.Of(summary), "");
        var status = story.Text("status");
        return Markup.Of($"""
            <li class="story-card"><div class="story-main"><h2 class="story-title"><a href="{Parts.PathOf("story", story.Id)}" dir="auto">{story.Text("title")}</a></h2>
            {Markup.If(story.Text("summary"), text => Markup.Of($"""<p class="story-summary" dir="auto"{Markup.If(story.Text("lang"), lang => Markup.Of($" lang=\"{lang}\""))}>{text}</p>"""))}
            {(summary.Part("statement") is { } said ? Last(said, parts) : Markup.Nothing)}{(summary.Part("meeting") is { } meeting ? Next(meeting, parts) : Markup.Nothing)}
            <p class="story-meta"><span class="tag story-status-{status}"><span aria-hidden="true" class="dot"></span>{words.Value("storyStatus", status)}</span></p></div><p class="spark"><span class="spark-words">{words.Of("stories.hours", summary.Sum("hours"))}</span></p></li>
            """);
    }

    static Markup Last(Doc said, Parts parts) => said.Redacted ? Markup.Nothing : Markup.Of($"""
        <p class="story-now"><span class="story-label">{parts.Words["stories.said"]}</span> <span><strong>{string.Join(", ", said.Texts("speakers").Select(id => parts.Names["actor", id]))}</strong>: <span dir="auto"{Markup.If(said.Text("lang"), lang => Markup.Of($" lang=\"{lang}\""))}>{Short(said.Text("text") ?? "")}</span></span></p>
        """);

    static Markup Next(Doc meeting, Parts parts) => Markup.Of($"""
        <p class="story-now"><span class="story-label">{parts.Words["stories.meeting"]}</span> <span><strong dir="auto">{meeting.Text("name")}</strong>, {parts.Words.Value("meetingStatus", meeting.Text("status"))}{Markup.If(meeting.Text("start"), start => Markup.Of($", {parts.Words.Show(start)}"))}</span></p>
        """);

    /// <summary>The beginning, cut between words where there are any and never within a character.</summary>
    public static string Short(string text, int most = 220)
    {
        if (text.Length <= most) return text;
        var cut = text[..most];
        var space = cut.LastIndexOf(' ');
        if (space > most / 2) cut = cut[..space];
        return (char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut) + " …";
    }

    public static Markup Search(string q, Doc? found, Markup? problem, string? older, Parts parts)
    {
        var words = parts.Words;
        var items = found?.Items("items") ?? [];
        return Markup.Of($"""
            <div class="page">{parts.Header("search")}<main id="content" class="search" tabindex="-1"><h1>{words["search.title"]}</h1>
            <form class="search-form" method="get" action="/search" role="search"><label class="unseen" for="q">{words["search.label"]}</label><input id="q" name="q" type="search" value="{q}" placeholder="{words["search.label"]}" autocomplete="off" maxlength="500"><button class="button" type="submit">{words["search.go"]}</button></form>
            <div class="search-hits">{problem ?? (q.Length == 0 && items.Count == 0 ? Line(words["search.empty"]) : items.Count == 0 ? Line(words["search.nothing"]) : Hits(q, items, parts))}</div>
            {Markup.If(older, path => Markup.Of($"""<p class="stream-end"><a class="button" href="{path}">{words["search.more"]}</a></p>"""))}</main></div>
            """);
    }

    static Markup Line(string text) => Markup.Of($"""<p class="notice">{text}</p>""");

    static Markup Hits(string q, IReadOnlyList<Doc> items, Parts parts) => Markup.Of($"""
        {Markup.If(q, text => Markup.Of($"""<p class="section-title">{parts.Words.Of("search.found", text)}</p>"""))}<div class="statements">{Markup.Each(items, item => item.Part("statement") is { } statement ? parts.Statement(statement) : Markup.Nothing)}</div>
        """);

    public static Markup Notice(string title, string text, PageWords words) => Markup.Of($"""
        <div class="page">{new Parts(words, new Names(), "").Header("")}<main id="content" tabindex="-1"><div class="notice notice-page"><h1 class="notice-title">{title}</h1><p class="notice-text">{text}</p><p class="notice-act"><a class="button" href="/">{words["problem.toStories"]}</a></p></div></main></div>
        """);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
