namespace Tracker.Domain;

/// <summary>In which role a record touches an entity; the index lists statements by it. Stored by name: a name never changes meaning.</summary>
public enum TouchRole
{
    Self, Story, Speaker, OnBehalf, To, ReportedBy, AboutActor, AboutMeeting, AboutTopic, Occasion, Position, InReplyTo, SameUtterance,
    Cell, Participant, Topic, Party, Parent, Host, Organizer, Place, Evidence, Platform,
    Duplicate, Link, Claim, Fact, Merged, Condition, Agent, Target,
}

/// <summary>An entity that a record touches, and how. One entity may be touched in several roles by one record.</summary>
public readonly record struct Touch(string Entity, TouchRole Role);
