using Tracker.Domain.Positions;
using Tracker.Domain.Statements;

namespace Tracker.Domain.Links;

/// <summary>A position that a statement takes, as the rules compare it with others on the topic.</summary>
public sealed record Stand
{
    /// <summary>Statement id.</summary>
    public string Statement { get; init; } = "";
    /// <summary>Statement id of the first part of its utterance: parts of one are never compared.</summary>
    public string Utterance { get; init; } = "";
    public IReadOnlyList<string> Speakers { get; init; } = [];
    public IReadOnlyList<string> Holders { get; init; } = [];
    public Stance Stance { get; init; }
    /// <summary>Whether it is made to depend on something.</summary>
    public bool Conditional { get; init; }
    public DateTimeOffset SaidKey { get; init; }
    public long Position { get; init; }
    /// <summary>The statement has a place here and takes no position any more, or none that counts.</summary>
    public bool Empty { get; init; }

    internal int Side => Firmness.Side(Stance);

    internal bool SpokenBySameAs(Stand other) => Share(Speakers, other.Speakers);

    internal bool HeldBySameAs(Stand other) => Share(Holders, other.Holders);

    // Asked of every kept stand for every statement: lists of one or two, no sets.
    static bool Share(IReadOnlyList<string> some, IReadOnlyList<string> others)
    {
        foreach (var one in some)
        {
            if (others.Contains(one)) return true;
        }
        return false;
    }

    /// <summary>Parts of one utterance name its first part, some by way of another.</summary>
    internal bool IsOneUtteranceWith(Stand other) => Utterance == other.Utterance || Utterance == other.Statement || Statement == other.Utterance;

    internal bool After(Stand other) => SaidKey == other.SaidKey ? Position > other.Position : SaidKey > other.SaidKey;
}
