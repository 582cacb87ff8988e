namespace Tracker.Domain.Statements.Likeness;

/// <summary>
/// What is kept of a statement to know it again when it is told a second time: made once, immutable, bounded, and without its words. Two of them are all that
/// <see cref="Comparison"/> needs.
/// </summary>
public sealed class Signature
{
    const int MostSources = 16;
    const int MostNamed = 32;

    int? _cost;

    Signature() { }

    public required string Id { get; init; }
    public required string Story { get; init; }
    public IReadOnlyList<string> Speakers => Voices;
    public IReadOnlyList<string> OnBehalfOf => Behind;
    /// <summary>Null, or what it tells again and in which state.</summary>
    public Duplicate? Duplicate { get; private init; }

    internal string[] Voices { get; private init; } = [];
    internal string[] Behind { get; private init; } = [];
    internal string? Meeting { get; private init; }
    internal StatementKind Kind { get; private init; }
    internal bool Historical { get; private init; }
    internal string? InReplyTo { get; private init; }
    /// <summary>The first part of the utterance that it belongs to: itself, if there are no others.</summary>
    internal string Utterance { get; private init; } = "";
    internal Occasion Occasion { get; private init; }
    /// <summary>On which topics, and on which side: +1 for, −1 against, 0 neither, null where it takes no position.</summary>
    internal (string Topic, int? Side)[] Topics { get; private init; } = [];
    internal string[] Actors { get; private init; } = [];
    internal Origin[] Sources { get; private init; } = [];
    internal Wording Words { get; private init; } = null!;

    /// <param name="recorded">When the desk knew; now, for one that is just coming.</param>
    public static Signature Of(string id, StatementContent content, DateTimeOffset recorded) => new()
    {
        Id = id, Story = content.Story, Voices = [.. content.Speakers], Behind = [.. content.OnBehalfOf], Duplicate = content.Duplicate,
        Meeting = content.Meeting, Kind = content.Kind, Historical = content.Historical, InReplyTo = content.InReplyTo, Utterance = content.SameUtteranceAs ?? id,
        Occasion = Occasion.Of(content.SaidAt, content.SaidUntil, recorded),
        Topics = [.. content.Positions.Select(position => (position.Topic, SideOf(position.Stance))).Concat((content.About?.Topics ?? []).Select(topic => (topic, (int?)null))).DistinctBy(topic => topic.Item1).Take(MostNamed)],
        Actors = [.. (content.About?.Actors ?? []).Take(MostNamed)],
        Sources = [.. content.Sources.TakeLast(MostSources).Select(Origin.Of)],
        Words = Wording.Of(content.Text, content.Speakers.Concat(content.OnBehalfOf)),
    };

    /// <summary>The same statement with a further source.</summary>
    public Signature With(Source source) => new()
    {
        Id = Id, Story = Story, Voices = Voices, Behind = Behind, Duplicate = Duplicate, Meeting = Meeting, Kind = Kind, Historical = Historical, InReplyTo = InReplyTo,
        Utterance = Utterance, Occasion = Occasion, Topics = Topics, Actors = Actors, Words = Words, Sources = [.. Sources.TakeLast(MostSources - 1), Origin.Of(source)],
    };

    /// <summary>Bytes that it holds, roughly.</summary>
    public int Cost => _cost ??= 500 + (4 * Words.Order.Length) + (12 * Words.Bag.Length) + (16 * Sources.Length) + (48 * Topics.Length) + Actors.Concat(Speakers).Concat(OnBehalfOf).Sum(id => 32 + (2 * id.Length));

    static int? SideOf(Stance stance) => stance switch
    {
        Stance.Demands or Stance.Proposes or Stance.Supports => 1,
        Stance.Opposes or Stance.Rejects => -1,
        Stance.Conditional or Stance.Neutral => 0,
        _ => null,
    };
}

/// <summary>Where something was read, as numbers: 0 = not said.</summary>
readonly record struct Origin(ulong Name, ulong Url)
{
    public static Origin Of(Source source) => new(source.Name is null ? 0 : KeyOf(Names.Normalize(source.Name)), source.Url is null ? 0 : KeyOf(source.Url));

    /// <summary>Another address, or, where there is none, another name.</summary>
    public bool IsNewTo(Origin[] known)
    {
        foreach (var other in known)
        {
            if (Url != 0 ? other.Url == Url : other.Name == Name) return false;
        }
        return true;
    }

    // FNV-1a
    static ulong KeyOf(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in text) hash = (hash ^ c) * 1_099_511_628_211UL;
        return hash;
    }
}
