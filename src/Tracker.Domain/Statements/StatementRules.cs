namespace Tracker.Domain.Statements;

/// <summary>What a statement must be, whatever brought it: a post or a correction.</summary>
static class StatementRules
{
    internal static Refusal? Check(string id, StatementContent s) =>
        Rules.Id(s.Story, "story")
        ?? Rules.Words(s.Text, "text")
        ?? (s.Speakers.Count == 0 ? Refusals.Invalid("speakers", "A statement has at least one speaker.") : null)
        ?? Rules.Ids(s.Speakers, "speakers")
        ?? Rules.Ids(s.OnBehalfOf, "onBehalfOf")
        ?? Rules.Ids(s.To, "to")
        ?? Rules.Ids(s.ReportedBy, "reportedBy")
        ?? Rules.OptionalId(s.Meeting, "meeting")
        ?? Rules.OptionalId(s.Platform, "platform")
        ?? Rules.Date(s.SaidAt, "saidAt")
        ?? About(s.About)
        ?? Rules.Each(s.Positions, "positions", Position)
        ?? Rules.Distinct(s.Positions.Select(position => position.Topic), "positions")
        ?? Rules.Each(s.Sources, "sources", (source, at) => Source(source, at + "."))
        ?? Rules.Other(s.InReplyTo, id, "inReplyTo")
        ?? Rules.Other(s.SameUtteranceAs, id, "sameUtteranceAs")
        ?? Rules.Range(s.Confidence, 0, 100, "confidence")
        ?? Plover(s.Plover)
        ?? Rules.Other(s.Duplicate?.Of, id, "duplicate.of")
        ?? Rules.Range(s.Duplicate?.Score, 0, 100, "duplicate.score");

    /// <param name="prefix">Empty, or the path of the source with a dot.</param>
    internal static Refusal? Source(Source source, string prefix) =>
        (source.Name is null && source.Url is null ? Refusals.Invalid(prefix + "name", "A source has a name or a url.") : null)
        ?? Rules.WebAddress(source.Url, prefix + "url")
        ?? Rules.Date(source.PublishedAt, prefix + "publishedAt")
        ?? Rules.Date(source.RetrievedAt, prefix + "retrievedAt");

    static Refusal? About(About? about) =>
        about is null ? null
        : Rules.Ids(about.Actors, "about.actors") ?? Rules.Ids(about.Meetings, "about.meetings") ?? Rules.Ids(about.Topics, "about.topics");

    static Refusal? Position(PositionTaken position, string field) =>
        Rules.Id(position.Topic, field + ".topic") ?? Rules.Each(position.Conditions, field + ".conditions", Rules.Condition);

    static Refusal? Plover(Plover? plover) =>
        plover is null ? null
        : Rules.Required(plover.Category, "plover.category")
            ?? Rules.Each(plover.Mode, "plover.mode", Rules.Required)
            ?? Rules.Each(plover.Aux, "plover.aux", Rules.Required);
}
