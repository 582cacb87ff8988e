using System.Text.Json;

namespace Tracker.Contracts.Statements;

/// <summary>"X only if Y": the words of Y, and what it is about where that is known.</summary>
public sealed record ConditionText
{
    public required string Text { get; init; }
    /// <summary>A reference: <c>meeting/x</c>, <c>actor/x</c>, <c>topic/x</c>.</summary>
    public string? About { get; init; }
}

/// <summary>A position that a statement takes on a topic.</summary>
public sealed record PositionTaken
{
    /// <summary>Topic id.</summary>
    public required string Topic { get; init; }
    public required Stance Stance { get; init; }
    public IReadOnlyList<ConditionText>? Conditions { get; init; }
}

/// <summary>What it speaks of, as ids.</summary>
public sealed record About
{
    public IReadOnlyList<string>? Actors { get; init; }
    public IReadOnlyList<string>? Meetings { get; init; }
    public IReadOnlyList<string>? Topics { get; init; }
}

/// <summary>Where the words were read.</summary>
public record Source
{
    public string? Name { get; init; }
    public SourceKind? Kind { get; init; }
    /// <summary>http or https.</summary>
    public string? Url { get; init; }
    /// <summary>RFC 3339 or EDTF.</summary>
    public string? PublishedAt { get; init; }
    public string? RetrievedAt { get; init; }
    public string? Lang { get; init; }
    public SourceRole? Role { get; init; }
    /// <summary>Where in it: a paragraph, a page, a minute.</summary>
    public string? Locator { get; init; }
}

/// <summary>Body of <c>POST /api/statements/{id}/sources</c>.</summary>
public sealed record SourceRequest : Source
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
}

/// <summary>PLOVER's coding of the act of speaking.</summary>
public sealed record Plover
{
    public required string Category { get; init; }
    public IReadOnlyList<string>? Mode { get; init; }
    public IReadOnlyList<string>? Aux { get; init; }
}

/// <summary>It tells again what another statement has: readable under its own id, in no list, and it counts for nobody.</summary>
public sealed record Duplicate
{
    /// <summary>Statement id.</summary>
    public required string Of { get; init; }
    public required DuplicateState State { get; init; }
    /// <summary>Who says so: <c>same-words</c>, <c>paraphrase</c> or <c>editor</c>.</summary>
    public required string Rule { get; init; }
    /// <summary>How sure the rule was, percent.</summary>
    public int? Score { get; init; }
}

/// <summary>The fields of a statement that do not name speakers.</summary>
public record StatementFields
{
    /// <summary>Story id.</summary>
    public required string Story { get; init; }
    /// <summary>The office or part in which the speaker speaks, as the report has it.</summary>
    public string? Role { get; init; }
    public Attribution? Attribution { get; init; }
    /// <summary>At most 100,000 characters.</summary>
    public required string Text { get; init; }
    /// <summary>BCP 47.</summary>
    public string? Lang { get; init; }
    public string? TranslatedFrom { get; init; }
    public string? Translator { get; init; }
    public QuoteForm? QuoteForm { get; init; }
    /// <summary>Meeting id: the occasion.</summary>
    public string? Meeting { get; init; }
    public string? Medium { get; init; }
    /// <summary>Actor id.</summary>
    public string? Platform { get; init; }
    /// <summary>EDTF; absent when nobody said, never invented.</summary>
    public string? SaidAt { get; init; }
    public About? About { get; init; }
    public IReadOnlyList<PositionTaken>? Positions { get; init; }
    public IReadOnlyList<Source>? Sources { get; init; }
    /// <summary>Statement id.</summary>
    public string? InReplyTo { get; init; }
    /// <summary>Statement id of the first part of the same utterance.</summary>
    public string? SameUtteranceAs { get; init; }
    /// <summary>Its positions enter the timeline, not the board. Default: false.</summary>
    public bool? Historical { get; init; }
    /// <summary>Percent, 0 to 100.</summary>
    public int? Confidence { get; init; }
    public Plover? Plover { get; init; }
}

/// <summary>Body of <c>POST /api/statements</c> and a line of <c>POST /api/statements/batch</c>.</summary>
public sealed record StatementRequest : StatementFields
{
    public string? Id { get; init; }
    /// <summary>Default: other.</summary>
    public StatementKind? Kind { get; init; }
    /// <summary>Ids, or <c>{"name":"Zelenskyy"}</c>; several for a joint statement.</summary>
    public required IReadOnlyList<ActorRef> Speakers { get; init; }
    /// <summary>Nearest first, the principal last.</summary>
    public IReadOnlyList<ActorRef>? OnBehalfOf { get; init; }
    public IReadOnlyList<ActorRef>? To { get; init; }
    /// <summary>The chain of relays, nearest first.</summary>
    public IReadOnlyList<ActorRef>? ReportedBy { get; init; }
}

/// <summary>One record of a statement's life.</summary>
public sealed record HistoryEntry
{
    public required int Version { get; init; }
    /// <summary>Its place in the log; <c>/api/explain?of=</c> tells more.</summary>
    public required long Position { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    /// <summary>What sort of change a correction is.</summary>
    public CorrectionKind? Correction { get; init; }
    public string? By { get; init; }
    public string? Reason { get; init; }
    public string? Note { get; init; }
    /// <summary>Field → old and new value.</summary>
    public IReadOnlyDictionary<string, FieldChange>? Changes { get; init; }
    public Source? Source { get; init; }
}

public sealed record FieldChange
{
    public JsonElement? Old { get; init; }
    public JsonElement? New { get; init; }
}

public sealed record StatementDocument : StatementFields
{
    public required string Id { get; init; }
    public required StatementKind Kind { get; init; }
    /// <summary>Actor ids.</summary>
    public required IReadOnlyList<string> Speakers { get; init; }
    public IReadOnlyList<string>? OnBehalfOf { get; init; }
    public IReadOnlyList<string>? To { get; init; }
    public IReadOnlyList<string>? ReportedBy { get; init; }
    /// <summary>Last millisecond of <c>saidAt</c> at its precision; absent with it.</summary>
    public DateTimeOffset? SaidUntil { get; init; }
    /// <summary>Actor ids that take the positions.</summary>
    public IReadOnlyList<string>? Holders { get; init; }
    /// <summary>Default: absent.</summary>
    public Duplicate? Duplicate { get; init; }
    public required StatementStatus Status { get; init; }
    public required Verification Verification { get; init; }
    public string? VerificationNote { get; init; }
    public required int Version { get; init; }
    /// <summary>Position of the record that added it.</summary>
    public required long Position { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Cursor { get; init; }
    /// <summary>The words were taken down: of a statement only id, version, position and recordedAt are left, and this. Default: absent.</summary>
    public bool? Redacted { get; init; }
    /// <summary>Only on the statement itself, not in lists.</summary>
    public IReadOnlyList<HistoryEntry>? History { get; init; }
}

/// <summary>Body of <c>POST /api/statements/{id}/corrections</c>: field → new value (null = absent).</summary>
public sealed record CorrectionRequest
{
    public string? Id { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Changes { get; init; }
    public required string Reason { get; init; }
    /// <summary>Default: correction.</summary>
    public CorrectionKind? Kind { get; init; }
}

/// <summary>Body of <c>POST /api/statements/{id}/duplicate</c>.</summary>
public sealed record DuplicateRequest
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
    /// <summary>Same: its sources go to the other statement and it counts no more. Distinct: it is a statement of its own.</summary>
    public required DuplicateDecision Decision { get; init; }
    /// <summary>Statement id of the other one. Default: the one that it is held to tell again.</summary>
    public string? Of { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Body of what only needs a reason: a statement's <c>…/retraction</c> and <c>…/takedown</c>, a claim's <c>…/preferred</c>, a link's <c>…/dismissal</c>.</summary>
public sealed record ReasonRequest
{
    /// <summary>Under the same id a retry answers the first receipt. Default: none.</summary>
    public string? Id { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Body of <c>POST /api/statements/{id}/verification</c>.</summary>
public sealed record VerificationRequest
{
    public string? Id { get; init; }
    public required Verification Status { get; init; }
    public string? Note { get; init; }
}
