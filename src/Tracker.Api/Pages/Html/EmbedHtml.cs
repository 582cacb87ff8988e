namespace Tracker.Api.Pages.Html;

/// <summary>A piece of a board for other sites' pages: the newest statements, the matrix, or the meeting that is on or comes next.</summary>
internal static class EmbedHtml
{
    public const int Statements = 10;
    public static readonly IReadOnlyList<string> Shows = ["stream", "matrix", "meeting"];

    public static Markup Of(Doc board, string show, Parts parts)
    {
        var story = board.Part("story")!.Value;
        var body = show switch
        {
            "matrix" => BoardHtml.Matrix(board, parts),
            "meeting" => Meeting(board, parts),
            _ => board.Items("statements") is { Count: > 0 } statements ? Markup.Of($"""<div class="statements">{Markup.Each(statements.Take(Statements), parts.Statement)}</div>""") : Markup.Of($"""<p class="notice">{parts.Words["board.noStatements"]}</p>"""),
        };
        return Markup.Of($"""
            <main class="embed embed-{show}"><header class="embed-head"><h1 dir="auto"><a href="{Parts.PathOf("story", story.Id)}" target="_blank" rel="noopener">{story.Text("title")}</a></h1></header><div id="positions-heading" hidden>{parts.Words["board.positions"]}</div>{body}<footer class="embed-foot"><a href="{Parts.PathOf("story", story.Id)}" target="_blank" rel="noopener">{parts.Words["embed.open"]}</a></footer></main>
            """);
    }

    static Markup Meeting(Doc board, Parts parts) =>
        Next(board) is { } meeting ? MeetingHtml.Short(meeting, parts) : Markup.Of($"""<p class="notice">{parts.Words["embed.noMeeting"]}</p>""");

    /// <summary>One that is on, else the first that is to come, else the newest that was proposed; else the last one that was.</summary>
    static Doc? Next(Doc board)
    {
        var meetings = board.Items("meetings");
        Doc? Of(Func<Doc, bool> which, bool first) => (first ? meetings.Where(which).OrderBy(meeting => meeting.Text("start") ?? "9", StringComparer.Ordinal) : meetings.Where(which).OrderByDescending(meeting => meeting.Text("start") ?? "", StringComparer.Ordinal)).Select(meeting => (Doc?)meeting).FirstOrDefault();
        return Of(meeting => meeting.Text("status") is "under_way" or "suspended", first: true) ?? Of(meeting => meeting.Text("status") is "scheduled" or "rescheduled", first: true)
            ?? Of(meeting => meeting.Text("status") is "proposed" or "invited", first: false) ?? Of(meeting => meeting.Text("status") is "concluded" or "broken_off", first: false);
    }
}
