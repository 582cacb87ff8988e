using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracker.Api.Pages.Html;
using Tracker.Api.Reading;
using Tracker.Api.Searching;
using Tracker.Contracts.Problems;
using Tracker.Domain;
using Tracker.Log.Index;

namespace Tracker.Api.Pages;

/// <summary>What each address shows, read as the API reads it.</summary>
internal sealed class PageReads(IIndex index, EntityPages entities, Summaries summaries, SearchReads searches, Consistency consistency, AsOf asOf, PageShelf shelf)
{
    static readonly string[] StoriesSources = ["src/main.tsx", "src/views/app.tsx", "src/views/stories/index.tsx"];
    static readonly string[] BoardSources = ["src/main.tsx", "src/views/app.tsx", "src/views/board/index.tsx"];
    static readonly string[] EntitySources = ["src/main.tsx", "src/views/app.tsx", "src/views/entity/index.tsx"];
    static readonly string[] SearchSources = ["src/main.tsx", "src/views/app.tsx", "src/views/search/index.tsx"];

    public async Task<RenderedPage> StoriesAsync(HttpContext http, PageFrame frame, PageWords words, CancellationToken ct)
    {
        var (items, position, next) = await summaries.ReadAsync(null, Summaries.Most, ct);
        return await shelf.GetAsync($"{words.Language} {Origin(http)} /", Mark(position), () =>
        {
            var json = Framed("{\"items\":["u8, items, System.Text.Encoding.UTF8.GetBytes(next is { } key ? $"],\"next\":\"/api/stories?with=summary&before={key}\"" : "],\"next\":null"),
                System.Text.Encoding.UTF8.GetBytes($",\"cursor\":\"{consistency.CursorAt(position)}\"}}"));
            using var read = JsonDocument.Parse(json);
            return Rendered(http, frame, words, new Page
            {
                Title = words["stories.title"], Description = words["stories.lede"], Path = "/", Main = ListHtml.Stories(new Doc(read.RootElement).Items("items"), words),
                Data = ("/api/stories?with=summary", json), Sources = [.. StoriesSources, .. Language(words, "stories")],
            });
        });
    }

    public async Task<RenderedPage> BoardAsync(HttpContext http, PageFrame frame, PageWords words, string id, CancellationToken ct)
    {
        if (!Ref.IsId(id)) return NotFound(http, frame, words);
        var (moment, wrong) = await asOf.ReadAsync(http, id, ct);
        if (wrong is not null) return Refused(http, frame, words, wrong);
        if (await index.BoardAsync(id, moment, ct) is not { } board) return NotFound(http, frame, words);
        return await shelf.GetAsync($"{words.Language} {Origin(http)} {http.Request.Path}{Suffix(http)}", board.Hash, () =>
        {
            var suffix = Suffix(http);
            var json = moment is null ? board.Json : Dated(board.Json, http);
            using var read = JsonDocument.Parse(json);
            var doc = new Doc(read.RootElement);
            var story = doc.Part("story")!.Value;
            var title = story.Text("title") ?? id;
            return Rendered(http, frame, words, new Page
            {
                Title = moment is null ? title : $"{title} ({words.Of("board.asOf", words.Show(http.Request.Query["asOf"].ToString()))})",
                Description = ListHtml.Short(story.Text("summary") ?? words.Of("board.about", title), 200), Path = Parts.PathOf("story", id), Type = "article",
                Main = BoardHtml.Of(doc, new Parts(words, Names.Of(doc), suffix)), LinkedData = moment is null ? LinkedData.Board(doc, Origin(http)) : null,
                Data = ($"/api/stories/{Uri.EscapeDataString(id)}/board{suffix}", json), Sources = [.. BoardSources, .. Language(words, null)], Unlisted = moment is not null,
            });
        });
    }

    public async Task<RenderedPage> EntityAsync(HttpContext http, PageFrame frame, PageWords words, string kind, string id, CancellationToken ct)
    {
        var suffix = Suffix(http);
        // What a past moment shows does not change, but what an address of one means may be taken down.
        return await shelf.GetAsync($"{words.Language} {Origin(http)} {http.Request.Path}{suffix}", Mark(index.Position), async () =>
        {
            var (json, refusal) = await entities.ReadAsync(http, kind, id, CancellationToken.None);
            if (refusal is not null) return refusal.Code == "not-found" ? NotFound(http, frame, words) : Refused(http, frame, words, refusal);
            using var read = JsonDocument.Parse(json!.Value);
            var page = new Doc(read.RootElement);
            var parts = new Parts(words, Names.Of(page), suffix);
            var (title, description) = Told(kind, page.Part("document")!.Value, parts);
            return Rendered(http, frame, words, new Page
            {
                Title = title, Description = description, Path = Parts.PathOf(kind, id), Type = kind == "actor" ? "profile" : "article", Main = EntityHtml.Of(kind, page, parts),
                LinkedData = suffix.Length == 0 ? LinkedData.Entity(kind, page, Origin(http)) : null,
                Data = ($"/api{Parts.PathOf(kind, id)}/page{suffix}", json.Value), Sources = [.. EntitySources, .. Language(words, "entity")], Unlisted = suffix.Length > 0,
            });
        });
    }

    public async Task<RenderedPage> SearchAsync(HttpContext http, PageFrame frame, PageWords words, CancellationToken ct)
    {
        var q = http.Request.Query["q"].ToString();
        var asked = http.Request.Query.Keys.Any(name => name is not ("lang" or "asOf" or "clock"));
        var (found, refusal) = asked ? await searches.FindAsync(http, ct, Asked(http.Request.Query)) : (null, null);
        using var read = found is { } json ? JsonDocument.Parse(json) : null;
        var hits = read is null ? (Doc?)null : new Doc(read.RootElement);
        var parts = new Parts(words, await NamesAsync(hits, ct), Suffix(http), Level: 2);
        var problem = refusal is null ? null : Markup.Of($"""<div class="notice"><p class="notice-text">{(refusal.Code is "indexing" or "behind" ? words["search.behind"] : refusal.Detail)}</p></div>""");
        var page = new Page
        {
            Title = q.Length == 0 ? words["search.title"] : ListHtml.Short(words.Of("search.found", q), 100), Description = words["search.empty"], Path = "/search", Main = ListHtml.Search(q, hits, problem, hits?.Text("next"), parts),
            Sources = [.. SearchSources, .. Language(words, "search")], Unlisted = asked, Status = refusal is null ? 200 : ProblemTable.Of(refusal.Code).Status,
        };
        return RenderedPage.Of(page, frame, words, Origin(http));
    }

    /// <summary><c>?show=stream|matrix|meeting</c>, stream when it is left out. Its canonical address is the board's.</summary>
    public async Task<RenderedPage> EmbedAsync(HttpContext http, PageFrame frame, PageWords words, string id, CancellationToken ct)
    {
        var show = http.Request.Query["show"].ToString() is { Length: > 0 } asked ? asked : "stream";
        if (!EmbedHtml.Shows.Contains(show, StringComparer.Ordinal)) return Refused(http, frame, words, new Refusal("invalid", string.Join(", ", EmbedHtml.Shows), "show"));
        if (!Ref.IsId(id) || await index.BoardAsync(id, null, ct) is not { } board) return NotFound(http, frame, words);
        return await shelf.GetAsync($"{words.Language} {Origin(http)} {http.Request.Path} {show}", board.Hash, () =>
        {
            using var read = JsonDocument.Parse(board.Json);
            var doc = new Doc(read.RootElement);
            var title = doc.Part("story")!.Value.Text("title") ?? id;
            return Rendered(http, frame, words, new Page
            {
                Title = title, Description = words.Of("board.about", title), Path = Parts.PathOf("story", id), Main = EmbedHtml.Of(doc, show, new Parts(words, Names.Of(doc), "", Level: 2)),
                Data = ($"/api/stories/{Uri.EscapeDataString(id)}/board", board.Json), Sources = [$"src/messages/{words.Language}.ts", "src/embed/live.ts"],
            });
        });
    }

    /// <summary>An address that only the script fills: the frame, and the words that it waits.</summary>
    public static RenderedPage Bare(HttpContext http, PageFrame frame, PageWords words) => RenderedPage.Of(
        new Page { Title = words["app"], Description = words["stories.lede"], Path = http.Request.Path.ToUriComponent(), Main = Markup.Nothing, Unlisted = true }, frame, words, Origin(http));

    public static RenderedPage NotFound(HttpContext http, PageFrame frame, PageWords words) => Notice(http, frame, words, 404, "problem.notFound", words["problem.notFoundHint"]);

    public static RenderedPage Refused(HttpContext http, PageFrame frame, PageWords words, Refusal refusal) => ProblemTable.Of(refusal.Code).Status switch
    {
        404 => NotFound(http, frame, words),
        var status and (401 or 403) => Notice(http, frame, words, status, "problem.key", words["problem.keyHint"]),
        var status and >= 500 => Notice(http, frame, words, status, "problem.busy", words["problem.busyHint"]),
        var status => Notice(http, frame, words, status, "problem.invalid", refusal.Detail),
    };

    static RenderedPage Notice(HttpContext http, PageFrame frame, PageWords words, int status, string title, string text) => RenderedPage.Of(
        new Page { Title = words[title], Description = words[title], Path = http.Request.Path.ToUriComponent(), Main = ListHtml.Notice(words[title], text, words), Status = status, Unlisted = true }, frame, words, Origin(http));

    static RenderedPage Rendered(HttpContext http, PageFrame frame, PageWords words, Page page) => RenderedPage.Of(page, frame, words, Origin(http));

    static (string Title, string Description) Told(string kind, Doc own, Parts parts)
    {
        var name = own.Text("name") ?? own.Text("title") ?? own.Id;
        return kind switch
        {
            "actor" => (name, parts.Words.Of("actor.about", name)),
            "topic" => (name, own.Text("proposition") ?? parts.Words.Of("topic.about", name)),
            "meeting" => (name, parts.Words.Of("meeting.about", name, parts.Words.Value("meetingStatus", own.Text("status")))),
            _ => (EntityHtml.StatementTitle(own, parts), own.Redacted ? parts.Words["statement.redactedNote"] : ListHtml.Short(own.Text("text") ?? "", 200)),
        };
    }

    /// <summary>Of an address of a page: <c>lang</c> is the reader's language, and <c>language</c> that of the words that were said.</summary>
    static QueryCollection Asked(IQueryCollection query)
    {
        var asked = query.Where(pair => pair.Key != "lang" && pair.Key != "language").ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        if (query.TryGetValue("language", out var language)) asked["lang"] = language;
        return new QueryCollection(asked);
    }

    /// <summary>Of whom the hits name.</summary>
    async Task<Names> NamesAsync(Doc? hits, CancellationToken ct)
    {
        var references = (hits?.Items("items") ?? []).Select(item => item.Part("statement")!.Value)
            .SelectMany(said => said.Texts("speakers").Concat(said.Texts("onBehalfOf")).Concat(said.Texts("to")).Concat(said.Texts("reportedBy")).Select(Ref.Actor)
                .Concat(said.Items("positions").Select(position => Ref.Topic(position.Text("topic")!))).Concat(said.Text("meeting") is { } meeting ? [Ref.Meeting(meeting)] : []))
            .Distinct(StringComparer.Ordinal).Take(400);
        return await Names.ReadAsync(index, references, ct);
    }

    static ReadOnlyMemory<byte> Framed(ReadOnlySpan<byte> start, ReadOnlyMemory<byte> items, ReadOnlySpan<byte> end, ReadOnlySpan<byte> last) => (byte[])[.. start, .. items.Span, .. end, .. last];

    static ReadOnlyMemory<byte> Dated(ReadOnlyMemory<byte> board, HttpContext http) => Stories.BoardEndpoints.Dated(board, http);

    /// <summary>The moment of the request, as it stands in an address of ours.</summary>
    static string Suffix(HttpContext http)
    {
        var (at, clock) = (http.Request.Query["asOf"].ToString(), http.Request.Query["clock"].ToString());
        return at.Length == 0 ? "" : $"?asOf={Uri.EscapeDataString(at)}{(clock.Length == 0 ? "" : "&clock=" + Uri.EscapeDataString(clock))}";
    }

    internal static string Origin(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}";

    static string Mark(long position) => position.ToString(CultureInfo.InvariantCulture);

    static IEnumerable<string> Language(PageWords words, string? view) =>
        view is null ? [$"src/messages/{words.Language}.ts"] : [$"src/messages/{words.Language}.ts", $"src/views/{view}/messages/index.ts", $"src/views/{view}/messages/{words.Language}.ts"];
}
