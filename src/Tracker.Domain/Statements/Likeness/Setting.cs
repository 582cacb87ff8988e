namespace Tracker.Domain.Statements.Likeness;

/// <summary>What two statements have in common and in what they differ, apart from their words.</summary>
readonly record struct Setting
{
    public bool TopicShared { get; private init; }
    /// <summary>Both name topics, and none of them is the same.</summary>
    public bool TopicsDiffer { get; private init; }
    public bool StanceShared { get; private init; }
    /// <summary>For and against the same.</summary>
    public bool StancesOpposed { get; private init; }
    public bool MeetingsDiffer { get; private init; }
    public bool KindShared { get; private init; }
    public bool ActorShared { get; private init; }
    /// <summary>No speaker is the same: one speaks for the other.</summary>
    public bool ByOffice { get; private init; }
    /// <summary>Both name the time; minutes between.</summary>
    public double? Minutes { get; private init; }

    public static Setting Of(Signature a, Signature b)
    {
        var (shared, same, opposed) = Topics(a.Topics, b.Topics);
        return new Setting
        {
            TopicShared = shared,
            TopicsDiffer = !shared && a.Topics.Length > 0 && b.Topics.Length > 0,
            StanceShared = same,
            StancesOpposed = opposed,
            MeetingsDiffer = a.Meeting is not null && b.Meeting is not null && a.Meeting != b.Meeting,
            KindShared = a.Kind == b.Kind,
            ActorShared = Comparison.Common(a.Actors, b.Actors),
            ByOffice = !Comparison.Common(a.Voices, b.Voices),
            Minutes = a.Occasion.Minutes(b.Occasion),
        };
    }

    static (bool Shared, bool Same, bool Opposed) Topics((string Topic, int? Side)[] a, (string Topic, int? Side)[] b)
    {
        var (shared, same, opposed) = (false, false, false);
        foreach (var (topic, side) in a)
        {
            foreach (var (other, otherSide) in b)
            {
                if (topic != other) continue;
                shared = true;
                if (side * otherSide < 0) opposed = true;
                else if (side is not null && side == otherSide) same = true;
            }
        }
        return (shared, same, opposed);
    }
}
