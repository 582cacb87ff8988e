namespace Tracker.Domain;

/// <summary>Every refusal that the domain can give. A test holds that each code is in the table of problems.</summary>
public static class Refusals
{
    public const string InvalidCode = "invalid";
    public const string IdTakenCode = "id-taken";
    public const string NotFoundCode = "not-found";
    public const string StoryFixedCode = "story-fixed";
    public const string TransitionCode = "meeting-transition";
    public const string ReasonNeededCode = "reason-needed";
    public const string RetractedCode = "retracted";
    public const string RedactedCode = "redacted";
    public const string CircleCode = "circle";
    public const string MergedCode = "merged";
    public const string NotASpeakerCode = "not-a-speaker";

    public static IReadOnlyList<string> Codes { get; } =
        [InvalidCode, IdTakenCode, NotFoundCode, StoryFixedCode, TransitionCode, ReasonNeededCode, RetractedCode, RedactedCode, CircleCode, MergedCode, NotASpeakerCode];

    public static Refusal Invalid(string field, string detail) => new(InvalidCode, detail, field);

    public static Refusal IdTaken(string entity) => new(IdTakenCode, $"There is a {entity} already; ids are never used again.", "id");

    public static Refusal NotFound(string kind) => new(NotFoundCode, $"There is no such {kind}.");

    public static Refusal StoryFixed(string kind, string story) =>
        new(StoryFixedCode, $"A {kind} stays in its story, which is '{story}'.", "story");

    public static Refusal ReasonNeeded(string detail) => new(ReasonNeededCode, detail, "reason");

    public static Refusal Retracted => new(RetractedCode, "The statement is retracted; it can be corrected no more.");

    public static Refusal Redacted => new(RedactedCode, "The statement was taken down.");

    public static Refusal Circle(string field, string detail) => new(CircleCode, detail, field);

    public static Refusal Merged(string into) => new(MergedCode, $"It was merged into actor '{into}'; change that one.");

    public static Refusal NotASpeaker(string actor) =>
        new(NotASpeakerCode, $"The actor '{actor}' has the side object: something that others act on. Change its side first if it speaks after all.", "speakers");
}
