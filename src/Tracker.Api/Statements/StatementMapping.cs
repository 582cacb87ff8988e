using Tracker.Domain.Statements;
using Contract = Tracker.Contracts.Statements;

namespace Tracker.Api.Statements;

/// <summary>The wire's statement as the domain's, field by field.</summary>
internal static class StatementMapping
{
    public static StatementContent ToContent(
        Contract.StatementRequest request, IReadOnlyList<string> speakers, IReadOnlyList<string> onBehalfOf, IReadOnlyList<string> to, IReadOnlyList<string> reportedBy) => new()
    {
        Story = request.Story,
        Kind = (StatementKind)(request.Kind ?? Contracts.StatementKind.Other),
        Speakers = speakers,
        Role = request.Role,
        OnBehalfOf = onBehalfOf,
        To = to,
        ReportedBy = reportedBy,
        Attribution = (Attribution?)(int?)request.Attribution,
        Text = request.Text,
        Lang = request.Lang,
        TranslatedFrom = request.TranslatedFrom,
        Translator = request.Translator,
        QuoteForm = (QuoteForm?)(int?)request.QuoteForm,
        Meeting = request.Meeting,
        Medium = request.Medium,
        Platform = request.Platform,
        SaidAt = request.SaidAt,
        About = ToAbout(request.About),
        Positions = [.. (request.Positions ?? []).Select(ToPosition)],
        Sources = [.. (request.Sources ?? []).Select(ToSource)],
        InReplyTo = request.InReplyTo,
        SameUtteranceAs = request.SameUtteranceAs,
        Historical = request.Historical ?? false,
        Confidence = request.Confidence,
        Plover = request.Plover is null ? null : new Plover { Category = request.Plover.Category, Mode = request.Plover.Mode ?? [], Aux = request.Plover.Aux ?? [] },
    };

    public static Source ToSource(Contract.Source source) => new()
    {
        Name = source.Name, Kind = (SourceKind?)(int?)source.Kind, Url = source.Url, PublishedAt = source.PublishedAt,
        RetrievedAt = source.RetrievedAt, Lang = source.Lang, Role = (SourceRole?)(int?)source.Role, Locator = source.Locator,
    };

    static PositionTaken ToPosition(Contract.PositionTaken position) => new()
    {
        Topic = position.Topic, Stance = (Stance)position.Stance,
        Conditions = [.. (position.Conditions ?? []).Select(condition => new ConditionText { Text = condition.Text, About = condition.About })],
    };

    static About? ToAbout(Contract.About? about) =>
        about is null || (about.Actors ?? []).Count + (about.Meetings ?? []).Count + (about.Topics ?? []).Count == 0
            ? null
            : new About { Actors = about.Actors ?? [], Meetings = about.Meetings ?? [], Topics = about.Topics ?? [] };
}
