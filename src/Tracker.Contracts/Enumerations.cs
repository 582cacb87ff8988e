namespace Tracker.Contracts;

// The vocabulary's enumerations as they cross the wire, in snake_case. tests/Tracker.Api.Tests holds them equal to the domain's, name by name.

public enum StoryStatus { Active, Paused, Closed }

/// <summary>Whether the rules propose links between the story's statements.</summary>
public enum StoryProposals { All, None }

public enum ActorKind
{
    Person, State, Organization, IntergovernmentalOrganization, GovernmentBody, ArmedForce, Delegation, Collective, Media,
    BusinessEntity, Platform, TargetGroup, AffectedGroup,
}

public enum ActorSide { Party, ThirdParty, Observer, Source, Object }

public enum TopicKind { Demand, Proposal, AgendaItem, Initiative, Policy, Assessment, Framing }

public enum MeetingStatus
{
    Proposed, Invited, Scheduled, Postponed, Rescheduled, UnderWay, Suspended, Concluded, BrokenOff, Declined, Cancelled, DidNotTakePlace, Unknown,
}

public enum MeetingOutcome { Agreement, PartialAgreement, JointStatement, FollowUpAgreed, NoVisibleProgress, Collapsed, Unknown }

public enum MeetingKind
{
    Negotiation, NegotiationSeries, Bilateral, Multilateral, SideMeetingGroup, LeadersMeeting, Summit, Sitting, Visit, Call, PressConference,
    Interview, Speech, Debate, Other,
}

public enum ParticipationRole
{
    HeadOfDelegation, Delegate, Delegation, Principal, Host, Opener, Chair, Mediator, Facilitator, Observer, Participant, Guest, Visitor,
    Organizer, Spokesperson, Interpreter,
}

public enum Attendance { Invited, Accepted, Conditional, Declined, Present, Absent, Left, Unknown }

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

/// <summary>An editor's answer to whether a statement tells another one again.</summary>
public enum DuplicateDecision { Same, Distinct }

public enum ActKind { Decision, Measure, Initiative, AcceptanceByConduct, Conduct }

/// <summary>Any may follow any.</summary>
public enum ActState { Planned, Announced, InPreparation, Decided, Ongoing, InForce, Completed, Suspended, Withdrawn, Failed, Unknown }

public enum ClaimKind { Fact, StatusQuo, Assessment }

/// <summary>Kept: it stands. Preferred: an editor holds it for right. Superseded: an editor preferred another one; it stays readable.</summary>
public enum ClaimStatus { Kept, Preferred, Superseded }

/// <summary>Lapsed: whose condition it was no longer makes it, or what it was for is over, and it had come to be neither met nor failed.</summary>
public enum ConditionState { Open, Met, Failed, Lapsed }

/// <summary>How one statement stands to another (precedes, condition_met and condition_failed: also to a meeting or an act).</summary>
public enum LinkKind
{
    RepliesTo, Accepts, Rejects, Repeats, Elaborates, AgreesWith, OpposedPositions, Tension, Contradicts, DivergesFrom, Supersedes, Withdraws, Precedes,
    ConditionMet, ConditionFailed, SameUtterance,
}

/// <summary>A rule proposes; an editor confirms or dismisses. What an editor links is confirmed at once.</summary>
public enum LinkState { Proposed, Confirmed, Dismissed }

/// <summary>How two actors are tied. Met: both were present at a meeting that took place or takes place.</summary>
public enum TieKind { SpokeTo, About, Relayed, SpokeFor, Met }

/// <summary>What a key may do. Each scope is asked for by itself; <c>admin</c> includes the others.</summary>
public enum Scope { Read, Post, Edit, Admin }

/// <summary>Whether trying again can help: <c>never</c> as it is, <c>later</c> unchanged, <c>after-change</c> of the request.</summary>
public enum Retry { Never, Later, AfterChange }
