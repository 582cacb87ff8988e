using Tracker.Domain.Dates;

namespace Tracker.Domain.Statements;

public sealed partial record Statement
{
    public static Decision Decide(Statement state, StatementCommand command) => (state.Version, command) switch
    {
        (0, StatementCommand.Post c) => Posted(c),
        (0, _) => Refusals.NotFound("statement"),
        (_, StatementCommand.Post) => Refusals.IdTaken(Ref.Statement(state.Id)),
        (_, StatementCommand.Redact c) when state.Redacted && c.Positions.Count == 0 => Decision.Nothing,
        (_, StatementCommand.Redact c) => TakenDown(state, c),
        (_, _) when state.Redacted => Refusals.Redacted,
        (_, StatementCommand.Correct c) => Corrected(state, c),
        (_, StatementCommand.Retract) when state.Status == StatementStatus.Retracted => Decision.Nothing,
        (_, StatementCommand.Retract c) => Retracted(state, c),
        (_, StatementCommand.Verify c) => Verified(state, c),
        (_, StatementCommand.AddSource c) => Sourced(state, c),
        _ => throw new InvalidOperationException($"Unhandled {command.GetType().Name}."),
    };

    static Decision Posted(StatementCommand.Post c)
    {
        if ((Rules.Id(c.Id, "id") ?? StatementRules.Check(c.Id, c.Content)) is { } refusal) return refusal;
        if (c.Content.Speakers.FirstOrDefault(c.Objects.Contains) is { } mute) return Refusals.NotASpeaker(mute);
        var content = c.Content with { Holders = Holders(c.Content, c.Media), SaidUntil = SaidUntil(c.Content.SaidAt, c.Content.SaidUntil) };
        return Decision.Of(StatementTouches.Of(c.Id, content).With(new StatementAdded { Statement = content, By = c.By }));
    }

    static Decision Corrected(Statement state, StatementCommand.Correct c)
    {
        if (state.Status == StatementStatus.Retracted) return Refusals.Retracted;
        var (overlaid, refusal) = Corrections.Overlay(state.Content, c.Changes);
        if (overlaid is null) return refusal!;
        if (StatementRules.Check(state.Id, overlaid) is { } wrong) return wrong with { Field = "changes." + wrong.Field };
        if (overlaid.Speakers.Except(state.Content.Speakers, StringComparer.Ordinal).FirstOrDefault(c.Objects.Contains) is { } mute) return Refusals.NotASpeaker(mute) with { Field = "changes.speakers" };
        var content = Derived(state.Content, overlaid, c);
        var changes = Corrections.Changes(state.Content, content);
        if (changes.Count == 0) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(c.Reason)) return Refusals.ReasonNeeded("A correction needs a reason.");
        return Decision.Of(Again(state).Add(StatementTouches.Of(state.Id, content).List).With(new StatementCorrected
        {
            Statement = content, Changes = changes, Reason = c.Reason, Kind = c.Kind, Added = state.Position, RecordedAt = state.RecordedAt, By = c.By,
        }));
    }

    // Who holds the positions, and until when it was said, were settled when it was taken in: only what was corrected is settled anew.
    static StatementContent Derived(StatementContent before, StatementContent after, StatementCommand.Correct c)
    {
        var sameHolders = before.Positions.Count > 0 && after.Positions.Count > 0 && before.Duplicate is null == after.Duplicate is null
            && before.Speakers.SequenceEqual(after.Speakers, StringComparer.Ordinal)
            && before.OnBehalfOf.SequenceEqual(after.OnBehalfOf, StringComparer.Ordinal);
        return after with
        {
            Duplicate = after.Duplicate is { Rule: "" } said ? said with { Rule = "editor" } : after.Duplicate,
            Holders = sameHolders ? before.Holders : Holders(after, c.Media),
            SaidUntil = before.SaidAt == after.SaidAt ? before.SaidUntil : SaidUntil(after.SaidAt, c.SaidUntil),
        };
    }

    static Decision Retracted(Statement state, StatementCommand.Retract c) =>
        string.IsNullOrWhiteSpace(c.Reason)
            ? Refusals.ReasonNeeded("A retraction needs a reason.")
            : Decision.Of(Again(state).With(new StatementRetracted { Reason = c.Reason, By = c.By }));

    static Decision Verified(Statement state, StatementCommand.Verify c) =>
        c.Status == state.Verification && (c.Note is null || c.Note == state.VerificationNote)
            ? Decision.Nothing
            : Decision.Of(Again(state).With(new StatementVerified { Status = c.Status, Note = c.Note, By = c.By }));

    static Decision Sourced(Statement state, StatementCommand.AddSource c)
    {
        if (StatementRules.Source(c.Source, "") is { } refusal) return refusal;
        if (state.Content.Sources.Any(known => SameSource(known, c.Source))) return Decision.Nothing;
        return state.Content.Sources.Count >= MostSources
            ? Refusals.Invalid("sources", $"A statement has at most {MostSources} sources.")
            : Decision.Of(Again(state).With(new StatementSourceAdded { Source = c.Source, By = c.By }));
    }

    static Decision TakenDown(Statement state, StatementCommand.Redact c) =>
        string.IsNullOrWhiteSpace(c.Reason)
            ? Refusals.ReasonNeeded("A takedown needs a reason.")
            : Decision.Of(Again(state).With(new RecordRedacted { Positions = c.Positions, Reason = c.Reason, By = c.By }));

    static bool SameSource(Source a, Source b) =>
        a.Url is not null || b.Url is not null ? a.Url == b.Url : a.Name == b.Name && a.PublishedAt == b.PublishedAt;

    static Touches Again(Statement state) => new Touches(Ref.Statement(state.Id)).Add(state.Touched);

    static List<string> Holders(StatementContent content, IReadOnlySet<string> media)
    {
        IEnumerable<string> holders = content.OnBehalfOf.Count > 0 ? [content.OnBehalfOf[^1]] : content.Speakers;
        return content.Positions.Count == 0 || content.Duplicate is not null ? [] : [.. holders.Where(holder => !media.Contains(holder))];
    }

    // The caller reads dates in the story's zone; where it did not, UTC is the vocabulary's default.
    static DateTimeOffset? SaidUntil(string? saidAt, DateTimeOffset? until) =>
        saidAt is null ? null : until?.ToUniversalTime() ?? Said.Until(saidAt, TimeZoneInfo.Utc);
}
