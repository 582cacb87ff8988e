namespace Tracker.Api.Pages.Html;

/// <summary>Pages about one actor, meeting, topic or statement.</summary>
internal static class EntityHtml
{
    public static Markup Of(string kind, Doc page, Parts parts)
    {
        var own = page.Part("document")!.Value;
        var (title, sub, body) = kind switch
        {
            "actor" => (own.Text("name") ?? own.Id, parts.Words.Value("actorKind", own.Text("kind")), Actor(own, page, parts)),
            "meeting" => (own.Text("name") ?? own.Id, parts.Words.Value("meetingKind", own.Text("kind") ?? "other"), Meeting(own, page, parts)),
            "topic" => (own.Text("title") ?? own.Id, parts.Words.Value("topicKind", own.Text("kind") ?? "proposal"), Topic(own, page, parts)),
            _ => (StatementTitle(own, parts), "", Statement(own, page, parts)),
        };
        return Markup.Of($"""
            <div class="page">{parts.Header("")}<main id="content" class="entity entity-{kind}" tabindex="-1"><div class="entity-head">{Story(own, parts)}<h1 dir="auto">{title}</h1>{Markup.If(sub, text => Markup.Of($"""<p class="entity-kind">{text}</p>"""))}</div>{body}</main></div>
            """);
    }

    public static string StatementTitle(Doc statement, Parts parts) => statement.Redacted
        ? parts.Words["statement.redacted"]
        : parts.Words.Of("statement.by_who", string.Join(", ", statement.Texts("speakers").Select(id => parts.Names["actor", id])), parts.Words.Value("kind", statement.Text("kind")));

    static Markup Story(Doc own, Parts parts) => Markup.If(own.Text("story"), story => Markup.Of($"""<p class="entity-story">{parts.Link("story", story)}</p>"""));

    static Markup Actor(Doc own, Doc page, Parts parts) => Markup.Of($"""
        {Markup.If(own.Text("mergedInto"), into => Markup.Of($"""<p class="entity-note">{parts.With("actor.merged", parts.Link("actor", into))}</p>"""))}{Markup.If(own.Text("note"), note => Markup.Of($"""<p class="entity-note" dir="auto">{note}</p>"""))}
        {Profile(own, parts)}
        {parts.Section(parts.Words["actor.positions"], HeldList(page.Items("positions"), "topic", parts), "entity-positions")}
        {parts.Section(parts.Words["actor.moves"], Moves(page, parts))}
        {Said(page, parts, "actor.statements")}{History(page, parts)}
        """);

    static Markup Topic(Doc own, Doc page, Parts parts) => Markup.Of($"""
        {Markup.If(own.Text("proposition"), text => Markup.Of($"""<p class="proposition-large" dir="auto">{text}</p>"""))}
        {parts.Section(parts.Words["topic.stances"], HeldList(page.Items("positions").OrderByDescending(held => Stances.Score(held.Part("cell")?.Text("stance")) ?? -3), "actor", parts), "entity-positions")}
        {parts.Section(parts.Words["actor.moves"], Moves(page, parts))}
        {Said(page, parts, "actor.statements")}{History(page, parts)}
        """);

    static Markup Meeting(Doc own, Doc page, Parts parts) => Markup.Of($"""
        {MeetingHtml.Status(own, parts)}{MeetingHtml.When(own, parts)}
        <p class="meeting-around quiet">{Around(own, "host", "meeting.host", "actor", parts)}{Around(own, "organizer", "meeting.organizer", "actor", parts)}{Around(own, "previous", "meeting.follows", "meeting", parts)}{Around(own, "parent", "meeting.partOf", "meeting", parts)}</p>
        {Markup.If(own.Text("note"), note => Markup.Of($"""<p class="entity-note" dir="auto">{note}</p>"""))}
        {parts.Section(parts.Words["meeting.people"], MeetingHtml.People(own, parts))}
        {parts.Section(parts.Words["meeting.conditions"], List(page.Items("conditions"), condition => Markup.Of($"""<li><strong>{parts.Words.Value("conditionState", condition.Text("state"))}</strong>: <span dir="auto">{condition.Text("text")}</span></li>""")))}
        {parts.Section(parts.Words["meeting.lifecycle"], List(own.Items("statusHistory"), entry => Markup.Of($"""<li><strong>{parts.Words.Value("meetingStatus", entry.Text("status"))}</strong> {parts.Said(entry.Text("at"))}{Markup.If(entry.Text("reason"), reason => Markup.Of($"""<p dir="auto">{reason}</p>"""))}</li>""")))}
        {Said(page, parts, "meeting.said")}{History(page, parts)}
        """);

    static Markup Around(Doc own, string field, string key, string kind, Parts parts) =>
        Markup.If(own.Text(field), id => Markup.Of($"""<span class="chain-part">{parts.With(key, parts.Link(kind, id))}</span>"""));

    static Markup Statement(Doc own, Doc page, Parts parts) => Markup.Of($"""
        <h2 class="unseen">{parts.Words["statement.title"]}</h2><div class="own-statement">{(parts with { Whole = true }).Statement(own)}</div>
        {parts.Section(parts.Words["statement.history"], List(own.Items("history").Where(entry => entry.Number("version") > 1), entry => Entry(entry, parts)))}
        {parts.Section(parts.Words["statement.around"], Markup.Each(page.Items("statements"), parts.Statement))}
        """);

    static Markup Profile(Doc own, Parts parts)
    {
        var posts = Markup.Each(own.Items("memberships"), post => Markup.Of($"""<dd>{Markup.If(post.Text("post") ?? post.Text("role"), text => Markup.Of($"{text}, "))}{parts.Link("actor", post.Text("organization") ?? "")} {Markup.If(post.Text("from"), from => parts.Said(from))}</dd>"""));
        var names = Markup.Each(own.Items("otherNames"), name => Markup.Of($"""<span class="chain-part"{Markup.If(name.Text("lang"), lang => Markup.Of($" lang=\"{lang}\""))}><bdi>{name.Text("name")}</bdi></span>"""));
        return posts.IsNothing && names.IsNothing ? Markup.Nothing : Markup.Of($"""
            <dl class="profile">{(posts.IsNothing ? posts : Markup.Of($"""<dt>{parts.Words["actor.posts"]}</dt>{posts}"""))}{(names.IsNothing ? names : Markup.Of($"""<dt>{parts.Words["actor.names"]}</dt><dd>{names}</dd>"""))}</dl>
            """);
    }

    static Markup HeldList(IEnumerable<Doc> positions, string other, Parts parts)
    {
        var all = Markup.Each(positions, held => Held(held, other, parts));
        return all.IsNothing ? all : Markup.Of($"""<ul class="held-list">{all}</ul>""");
    }

    static Markup Held(Doc held, string other, Parts parts)
    {
        var cell = held.Part("cell")!.Value;
        return Markup.Of($"""
            <li class="held">{parts.Chip(cell.Text("stance"))} <span class="held-on">{parts.Link(other, cell.Text(other) ?? "")}{parts.OnCondition(cell)}</span><span class="steps"></span> <span class="held-foot quiet">{parts.Said(cell.Text("since"))}{Markup.If(other == "topic", () => Markup.Of($""" · {parts.Link("story", held.Text("story") ?? "")}"""))}</span></li>
            """);
    }

    static Markup Moves(Doc page, Parts parts) => List(page.Items("moves").Where(Moved).Take(50), move => Markup.Of($"""
        <li>{parts.Link("actor", move.Text("actor") ?? "")} · {parts.Link("topic", move.Text("topic") ?? "")}: {(move.Part("to") is { } to ? parts.Chip(to.Text("stance")) : Markup.Of($"{parts.Words["actor.gone"]}"))} <span class="quiet">{(move.Part("from") is { } from ? parts.Words.Of("actor.from", parts.Words.Value("stance", from.Text("stance"))) : parts.Words["actor.first"])} · {parts.Said(move.Text("since"))}</span></li>
        """));

    /// <summary>A change of evidence alone is no move.</summary>
    static bool Moved(Doc move) => move.Part("from")?.Text("stance") != move.Part("to")?.Text("stance") || move.Part("from")?.Shown("conditions") != move.Part("to")?.Shown("conditions");

    static Markup Said(Doc page, Parts parts, string title) =>
        parts.Section(parts.Words[title], Markup.Each(page.Items("statements"), parts.Statement), "entity-statements");

    static Markup History(Doc page, Parts parts) =>
        parts.Section(parts.Words["statement.history"], List(page.Items("history").Where(entry => entry.Number("version") > 1).Take(100), entry => Entry(entry, parts)));

    static Markup Entry(Doc entry, Parts parts) => Markup.Of($"""
        <li>{parts.Time(entry.At("at"))}{Markup.If(entry.Text("by"), by => Markup.Of($""" <span class="quiet">{parts.Words.Of("statement.by", by)}</span>"""))}{Markup.If(entry.Text("reason"), reason => Markup.Of($"""<p dir="auto">{parts.Words.Of("statement.because", reason)}</p>"""))}{Markup.Each(entry.Part("changes")?.Members() ?? [], change => Markup.Of($"""<dl class="changed"><dt>{change.Name}</dt><dd>{parts.Words["statement.before"]}: <del dir="auto">{change.Value.Shown("old")}</del></dd><dd>{parts.Words["statement.now"]}: <ins dir="auto">{change.Value.Shown("new")}</ins></dd></dl>"""))}</li>
        """);

    static Markup List(IEnumerable<Doc> items, Func<Doc, Markup> one)
    {
        var all = Markup.Each(items, one);
        return all.IsNothing ? all : Markup.Of($"""<ul class="entity-list">{all}</ul>""");
    }
}
