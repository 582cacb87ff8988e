namespace Tracker.Api.Reading;

/// <summary>What each rule says, in a sentence for people; its name stands in the records that it makes.</summary>
public static class RuleTable
{
    static readonly Dictionary<string, string> Rules = new(StringComparer.Ordinal)
    {
        ["positions.newest-said"] = "An actor's position on a topic is the newest by the date it was said, of all statements made for that actor that stand and are not historical.",
        ["condition.position"] = "A condition about a topic is met when those it was said to, or the story's other parties, are for it, and fails when one is against it.",
        ["condition.attendance"] = "A condition about an actor is met when the actor is present at the meeting, and fails when the actor stays away.",
        ["condition.meeting"] = "A condition about a meeting is met when it takes place, and fails when it is declined, cancelled or does not take place.",
        ["condition.lapsed"] = "Whoever made the condition makes it no longer, or what it was for is over.",
        ["condition.takedown"] = "The words of the condition were taken down.",
        ["links.answer"] = "A reply takes the same side (accepts) or the other side (rejects) of what it replies to.",
        ["links.contradiction"] = "The same speaker took the opposite side for the same holder before.",
        ["links.divergence"] = "Another speaker took the opposite side for the same holder.",
        ["links.opposing-topics"] = "The same holder is on the same side of two topics that oppose each other.",
        ["links.withdrawal"] = "A statement that withdraws follows an earlier position of the same holder.",
        ["links.newer-version"] = "The same holder puts its position in another way, on the same side.",
        ["links.opposition"] = "Two holders are on opposite sides.",
        ["links.tension"] = "One holder is for it, another only on a condition.",
        ["links.agreement"] = "Another speaker takes the same side.",
        ["links.condition"] = "What the statement made its condition has been decided.",
        ["same-words"] = "The same words, from another source.",
        ["paraphrase"] = "Most likely the same utterance in other words, from another source.",
    };

    public static IReadOnlyCollection<string> Names => Rules.Keys;

    /// <summary>Null for a name that is no rule's.</summary>
    public static string? Says(string rule) => Rules.GetValueOrDefault(rule);
}
