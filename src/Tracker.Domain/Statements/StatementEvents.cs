using System.Text.Json;

namespace Tracker.Domain.Statements;

public enum StatementKind
{
    Demand, Appeal, Propose, Invite, Accept, Reject, Condition, Commit, Concede, Withdraw, Support, Criticise, Accuse, Threaten, Announce,
    Assess, Predict, Frame, Signal, Deny, Question, Correct, Retract, Other,
}

public enum Stance { Demands, Proposes, Supports, Conditional, Neutral, Unclear, Opposes, Rejects }

public enum QuoteForm { Direct, Mixed, Indirect }

public enum Attribution { Named, Office, Metonym, Collective, Unnamed, Relayed, Media }

public enum StatementStatus { Published, Corrected, Retracted }

public enum Verification { Undetermined, InProgress, Verified, Disputed, False, NotApplicable }

public enum SourceKind { Agency, Outlet, OfficialSite, SocialMedia, Broadcast, Person }

public enum SourceRole { Originator, Relay, Translator, Republisher }

public enum CorrectionKind { Correction, Clarification, Update, Retraction }

/// <summary>Likely: an editor has yet to say. Attached: its sources went to the other statement.</summary>
public enum DuplicateState { Likely, Attached }

/// <summary>"X only if Y": the words of Y, and what it is about where that is known.</summary>
public sealed record ConditionText
{
    public string Text { get; init; } = "";
    /// <summary>A reference: <c>meeting/x</c>, <c>actor/x</c>, <c>topic/x</c>.</summary>
    public string? About { get; init; }
}

/// <summary>A position that a statement takes on a topic.</summary>
public sealed record PositionTaken
{
    /// <summary>Topic id.</summary>
    public string Topic { get; init; } = "";
    public Stance Stance { get; init; }
    public IReadOnlyList<ConditionText> Conditions { get; init; } = [];
}

public sealed record About
{
    public IReadOnlyList<string> Actors { get; init; } = [];
    public IReadOnlyList<string> Meetings { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];
}

/// <summary>Where the words were read (ninjs infoSources, schema:isBasedOn).</summary>
public sealed record Source
{
    public string? Name { get; init; }
    public SourceKind? Kind { get; init; }
    public string? Url { get; init; }
    /// <summary>RFC 3339 or EDTF.</summary>
    public string? PublishedAt { get; init; }
    public string? RetrievedAt { get; init; }
    public string? Lang { get; init; }
    public SourceRole? Role { get; init; }
    /// <summary>Where in it: a paragraph, a page, a minute.</summary>
    public string? Locator { get; init; }
}

/// <summary>
/// It tells again what another statement has. Its words stay readable under its own id; it takes no position, is in no list, is found by no search and
/// counts for nobody, until a correction takes this field away.
/// </summary>
public sealed record Duplicate
{
    /// <summary>Statement id.</summary>
    public string Of { get; init; } = "";
    public DuplicateState State { get; init; }
    /// <summary>Who says so: <c>same-words</c>, <c>paraphrase</c> or <c>editor</c>.</summary>
    public string Rule { get; init; } = "";
    /// <summary>How sure the rule was, percent.</summary>
    public int? Score { get; init; }
}

/// <summary>PLOVER's coding of the act of speaking.</summary>
public sealed record Plover
{
    public string Category { get; init; } = "";
    public IReadOnlyList<string> Mode { get; init; } = [];
    public IReadOnlyList<string> Aux { get; init; } = [];
}

/// <summary>What was said, by whom, for whom, to whom (Popolo Speech, schema:Quotation). References are bare ids of the field's kind.</summary>
public sealed record StatementContent
{
    public string Story { get; init; } = "";
    public StatementKind Kind { get; init; } = StatementKind.Other;
    public IReadOnlyList<string> Speakers { get; init; } = [];
    /// <summary>The office or part in which the speaker speaks, as the report has it.</summary>
    public string? Role { get; init; }
    /// <summary>Nearest first, the principal last.</summary>
    public IReadOnlyList<string> OnBehalfOf { get; init; } = [];
    public IReadOnlyList<string> To { get; init; } = [];
    /// <summary>The chain of relays, nearest first.</summary>
    public IReadOnlyList<string> ReportedBy { get; init; } = [];
    public Attribution? Attribution { get; init; }
    public string Text { get; init; } = "";
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
    /// <summary>Last millisecond of <see cref="SaidAt"/> at its precision, read in the story's zone when it was taken in; absent with it.</summary>
    public DateTimeOffset? SaidUntil { get; init; }
    public About? About { get; init; }
    public IReadOnlyList<PositionTaken> Positions { get; init; } = [];
    /// <summary>
    /// Actor ids that take <see cref="Positions"/>: the last of <see cref="OnBehalfOf"/>, or where that is empty each speaker, without those whose
    /// side was <c>source</c> when the statement was taken in. Derived by Decide, stored so that every fold agrees for ever.
    /// </summary>
    public IReadOnlyList<string> Holders { get; init; } = [];
    public IReadOnlyList<Source> Sources { get; init; } = [];
    /// <summary>Statement id.</summary>
    public string? InReplyTo { get; init; }
    /// <summary>Statement id of the first part of the same utterance.</summary>
    public string? SameUtteranceAs { get; init; }
    /// <summary>Its positions enter the timeline, not the board.</summary>
    public bool Historical { get; init; }
    /// <summary>Percent, 0 to 100.</summary>
    public int? Confidence { get; init; }
    public Plover? Plover { get; init; }
    public Duplicate? Duplicate { get; init; }
}

public sealed record StatementAdded : IEvent
{
    public StatementContent Statement { get; init; } = new();
    public string? By { get; init; }
}

/// <summary>Old and new value of one field, as JSON; absent = the field was, or is, absent.</summary>
public sealed record Change
{
    public JsonElement? Old { get; init; }
    public JsonElement? New { get; init; }
}

/// <summary>schema:CorrectionComment. Carries the whole statement as it reads now, so that nobody needs the life before it.</summary>
public sealed record StatementCorrected : IEvent
{
    public StatementContent Statement { get; init; } = new();
    public IReadOnlyDictionary<string, Change> Changes { get; init; } = new Dictionary<string, Change>(StringComparer.Ordinal);
    public string Reason { get; init; } = "";
    public CorrectionKind Kind { get; init; }
    /// <summary>Position of the statement's first record.</summary>
    public long Added { get; init; }
    /// <summary>When its first record was taken; with <see cref="Added"/> the statement's place in said order.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public string? By { get; init; }
}

public sealed record StatementRetracted : IEvent
{
    public string Reason { get; init; } = "";
    public string? By { get; init; }
}

public sealed record StatementVerified : IEvent
{
    public Verification Status { get; init; }
    public string? Note { get; init; }
    public string? By { get; init; }
}

public sealed record StatementSourceAdded : IEvent
{
    public Source Source { get; init; } = new();
    public string? By { get; init; }
}
