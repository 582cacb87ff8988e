namespace Tracker.Api.Pages.Html;

/// <summary>A meeting: what it is, what became of it, who takes part.</summary>
internal static class MeetingHtml
{
    public static Markup Short(Doc meeting, Parts parts) => Markup.Of($"""
        <article class="meeting" id="meeting-{meeting.Id}">{parts.Heading("meeting-name", parts.Link("meeting", meeting.Id))}{Status(meeting, parts)}{When(meeting, parts)}{People(meeting, parts, 6)}</article>
        """);

    public static Markup Status(Doc meeting, Parts parts) => Markup.Of($"""
        <p class="meeting-status"><span class="status status-{Group(meeting.Text("status"))}">{parts.Words.Value("meetingStatus", meeting.Text("status"))}</span>{Markup.If(meeting.Text("outcome"), outcome => Markup.Of($"""<span class="outcome">{parts.Words.Value("outcome", outcome)}</span>"""))}</p>
        """);

    public static Markup When(Doc meeting, Parts parts)
    {
        var start = meeting.Text("start");
        return Markup.Of($"""<p class="meeting-when">{(start is null ? Markup.Of($"""<span class="quiet">{parts.Words["meeting.noDate"]}</span>""") : parts.Said(start))}{Markup.If(meeting.Text("place"), place => Markup.Of($""" <span>{parts.Names["place", place]}</span>"""))}</p>""");
    }

    public static Markup People(Doc meeting, Parts parts, int most = int.MaxValue)
    {
        var people = meeting.Items("participants");
        return people.Count == 0 ? Markup.Nothing : Markup.Of($"""
            <ul class="people">{Markup.Each(people.Take(most), person => Person(person, parts))}</ul>{Markup.If(people.Count > most, () => Markup.Of($"""<p class="quiet">+{people.Count - most}</p>"""))}
            """);
    }

    static Markup Person(Doc person, Parts parts)
    {
        var attendance = person.Text("attendance") ?? "unknown";
        var role = string.Join(", ", new[] { person.Text("role") is { } given ? parts.Words.Value("role", given) : null, person.Text("rank") }.OfType<string>());
        return Markup.Of($"""
            <li class="person person-{attendance}"><span class="person-mark" aria-hidden="true">{Mark(attendance)}</span><span class="person-name">{parts.Link("actor", person.Text("actor") ?? "")}{Markup.If(role, text => Markup.Of($""" <span class="quiet">{text}</span>"""))}</span><span class="person-attendance">{parts.Words.Value("attendance", attendance)}</span>{Markup.If(person.Items("conditions").Count > 0, () => Markup.Of($"""<div class="person-conditions">{parts.OnCondition(person)}</div>"""))}</li>
            """);
    }

    static string Mark(string attendance) => attendance switch
    {
        "present" => "●", "accepted" => "✓", "invited" => "○", "conditional" => "◐", "declined" => "✕", "absent" => "–", "left" => "→", _ => "?",
    };

    static string Group(string? status) => status switch
    {
        "under_way" or "suspended" => "now",
        "scheduled" or "rescheduled" or "postponed" => "upcoming",
        "proposed" or "invited" => "proposed",
        "concluded" or "broken_off" => "over",
        "declined" or "cancelled" or "did_not_take_place" => "declined",
        _ => "unknown",
    };
}
