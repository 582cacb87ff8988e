namespace Tracker.Api.Pages.Html;

/// <summary>A story's board: what is said, who stands where, who meets.</summary>
internal static class BoardHtml
{
    const int MostMeetings = 60;

    public static Markup Of(Doc board, Parts parts)
    {
        var story = board.Part("story")!.Value;
        var words = parts.Words;
        return Markup.Of($"""
            <div class="page page-board">{parts.Header("")}<main id="content" class="board" tabindex="-1">
            <div class="story-head"><h1 dir="auto">{story.Text("title")}</h1>
            <p class="story-line">{Status(story, words)}{Side("board.parties", story.Texts("parties"), parts)}{Side("board.thirdParties", story.Texts("thirdParties"), parts)}</p>
            {Markup.If(story.Text("summary"), summary => Markup.Of($"""<p class="story-summary" dir="auto"{Markup.If(story.Text("lang"), lang => Markup.Of($" lang=\"{lang}\""))}>{summary}</p>"""))}{AsOf(board, story, words)}</div>
            <div class="board-areas">
            <section class="panel panel-stream" id="panel-stream" aria-labelledby="stream-heading"><h2 id="stream-heading" class="panel-heading">{words["board.statements"]}</h2><div class="panel-body" tabindex="0" role="group" aria-labelledby="stream-heading">{Statements(board, parts)}</div></section>
            <section class="panel panel-positions" id="panel-positions" aria-labelledby="positions-heading"><h2 id="positions-heading" class="panel-heading">{words["board.positions"]}</h2><div class="panel-body">{Matrix(board, parts)}</div></section>
            <section class="panel panel-side" aria-labelledby="meetings-heading"><h2 id="meetings-heading" class="panel-heading">{words["board.meetings"]}</h2><div class="panel-body" tabindex="0" role="group" aria-labelledby="meetings-heading">{Meetings(board, parts)}{Acts(board, parts)}</div></section>
            </div></main></div>
            """);
    }

    static Markup Status(Doc story, PageWords words) => story.Text("status") is not (null or "active") and var status
        ? Markup.Of($"""<span class="tag story-status-{status}"><span aria-hidden="true" class="dot"></span>{words.Value("storyStatus", status)}</span>{Markup.If(status == "closed", () => Markup.Of($"""<span class="quiet">{words["board.closed"]}</span>"""))}""")
        : Markup.Nothing;

    static Markup Side(string key, IReadOnlyList<string> actors, Parts parts) =>
        actors.Count == 0 ? Markup.Nothing : Markup.Of($"""<span class="story-side"><span class="quiet">{parts.Words[key]}: </span>{parts.Links("actor", actors)}</span>""");

    static Markup AsOf(Doc board, Doc story, PageWords words) => Markup.If(board.Text("asOf"), asOf => Markup.Of($"""
        <p class="as-of-line" role="status"><strong>{words.Of("board.asOf", words.Show(asOf))}</strong> <span class="quiet">{words[board.Text("clock") == "said" ? "board.said" : "board.known"]}</span> <a href="{Parts.PathOf("story", story.Id)}">{words["board.live"]}</a></p>
        """));

    public static Markup Statements(Doc board, Parts parts)
    {
        var statements = board.Items("statements");
        if (statements.Count == 0) return Markup.Of($"""<p class="notice">{parts.Words["board.noStatements"]}</p>""");
        return Markup.Of($"""<div class="statements">{Markup.Each(statements, parts.Statement)}</div>{Markup.If(statements.Count >= 50, () => Markup.Of($"""<p class="stream-end quiet">{parts.Words.Of("board.newest", statements.Count)}</p>"""))}""");
    }

    public static Markup Matrix(Doc board, Parts parts)
    {
        var cells = board.Items("matrix");
        var words = parts.Words;
        if (cells.Count == 0) return Markup.Of($"""<p class="notice">{words["board.noPositions"]}</p>""");
        var at = cells.ToLookup(cell => (cell.Text("actor"), cell.Text("topic")));
        var actors = InOrder(board, cells);
        var topics = board.Items("topics").Where(topic => cells.Any(cell => cell.Text("topic") == topic.Id)).ToList();
        var size = board.Part("matrixSize");
        return Markup.Of($"""
            <div class="matrix-scroll" tabindex="0" role="group" aria-labelledby="positions-heading"><table class="matrix matrix-by-topics"><thead><tr><th scope="col" class="corner">{words["board.topic"]}</th>{Markup.Each(actors, actor => Markup.Of($"""<th scope="col" class="column-head" dir="auto">{parts.Link("actor", actor)}</th>"""))}</tr></thead>
            <tbody>{Markup.Each(topics, topic => Markup.Of($"""<tr><th scope="row" class="row-head" dir="auto">{parts.Link("topic", topic.Id)}</th>{Markup.Each(actors, actor => Cell([.. at[(actor, topic.Id)]], parts))}</tr>"""))}</tbody></table></div>
            {Markup.If(size is { } all && all.Number("cells") > cells.Count, () => Markup.Of($"""<p class="quiet">{words.Of("board.part", cells.Count, size!.Value.Number("cells"))}</p>"""))}
            """);
    }

    /// <summary>The story's own lists first, then by name.</summary>
    static List<string> InOrder(Doc board, IReadOnlyList<Doc> cells)
    {
        var story = board.Part("story")!.Value;
        var listed = story.Texts("parties").Concat(story.Texts("thirdParties")).ToList();
        var names = board.Items("actors").ToDictionary(actor => actor.Id, actor => actor.Text("name") ?? actor.Id, StringComparer.Ordinal);
        return [.. cells.Select(cell => cell.Text("actor")!).Distinct(StringComparer.Ordinal)
            .OrderBy(actor => listed.IndexOf(actor) is >= 0 and var place ? place : int.MaxValue).ThenBy(actor => names.GetValueOrDefault(actor, actor), StringComparer.CurrentCulture)];
    }

    static Markup Cell(IReadOnlyList<Doc> cells, Parts parts)
    {
        if (cells is not [var cell, ..]) return Markup.Of($"""<td class="cell cell-none"><span class="unseen">{parts.Words["board.none"]}</span><span class="none-known" aria-hidden="true"></span></td>""");
        var stance = parts.Words.Value("stance", cell.Text("stance"));
        var label = string.Join(", ", cell.Items("conditions").Select(condition => parts.Words.Of("board.if", condition.Text("text"))).Prepend(stance));
        var evidence = cell.Texts("evidence") is [var newest, ..] ? newest : null;
        var glyph = Markup.Of($"""<span class="unseen">{label}</span><span class="cell-in">{Stances.Glyph(cell.Text("stance"))}</span>""");
        return Markup.Of($"""<td class="cell" title="{label}">{(evidence is null ? glyph : Markup.Of($"""<a class="cell-link" href="{Parts.PathOf("statement", evidence)}{parts.Suffix}">{glyph}</a>"""))}</td>""");
    }

    static Markup Meetings(Doc board, Parts parts)
    {
        var meetings = board.Items("meetings");
        return meetings.Count == 0
            ? Markup.Of($"""<p class="notice">{parts.Words["board.noMeetings"]}</p>""")
            : Markup.Of($"""<div class="meeting-group">{Markup.Each(meetings.OrderBy(Place).ThenByDescending(meeting => meeting.Text("start"), StringComparer.Ordinal).Take(MostMeetings), meeting => MeetingHtml.Short(meeting, parts))}</div>""");
    }

    /// <summary>What is on, what comes, what was.</summary>
    static int Place(Doc meeting) => meeting.Text("status") switch
    {
        "under_way" or "suspended" => 0,
        "scheduled" or "rescheduled" or "postponed" => 1,
        "proposed" or "invited" => 2,
        "concluded" or "broken_off" => 3,
        _ => 4,
    };

    static Markup Acts(Doc board, Parts parts)
    {
        var acts = board.Items("acts");
        return acts.Count == 0 ? Markup.Nothing : Markup.Of($"""
            <h2 class="panel-heading">{parts.Words["board.acts"]}</h2><ul class="acts-plain">{Markup.Each(acts, act => Markup.Of($"""<li class="act" id="act-{act.Id}"><p dir="auto">{act.Text("text")}</p><p class="quiet">{parts.Links("actor", act.Texts("actors"))} · {parts.Said(act.Text("at"))}</p></li>"""))}</ul>
            """);
    }
}
