using System.Security.Cryptography;
using System.Text;
using Tracker.Domain.Links;
using Tracker.Domain.Statements;

namespace Tracker.Domain.Conditions;

/// <summary>A condition that somebody makes now, as the story's fold keeps it: no words, only their digest.</summary>
public sealed record HeldCondition
{
    /// <summary>Condition id.</summary>
    public string Id { get; init; } = "";
    /// <summary>Which words, hexadecimal.</summary>
    public string Digest { get; init; } = "";
    public string? About { get; init; }
    public ConditionState State { get; init; }
    /// <summary>Reference to what decided it, as the rules found it; null while nothing has.</summary>
    public string? ResolvedBy { get; init; }
    /// <summary>An editor has decided: rules leave it alone.</summary>
    public bool Settled { get; init; }
    /// <summary>References (<c>statement/x</c>) that made it known.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    /// <summary>Meeting ids at which an actor's coming decides a position's condition.</summary>
    public IReadOnlyList<string> Meetings { get; init; } = [];
    /// <summary>Actor ids to whom a position's condition was said.</summary>
    public IReadOnlyList<string> To { get; init; } = [];
    /// <summary>The link that its present state made the rules propose, and those that an editor has decided about: they are not proposed again.</summary>
    public IReadOnlyList<HeldLink> Links { get; init; } = [];

    internal bool Is(string digest, string? about) => About == about && Digest == digest;

    internal static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
}

/// <summary>A link from the statement that made a condition to what decided it.</summary>
public sealed record HeldLink
{
    /// <summary>Link id.</summary>
    public string Id { get; init; } = "";
    public LinkContent Content { get; init; } = new();
    /// <summary>An editor has confirmed or dismissed it.</summary>
    public bool Decided { get; init; }
}

/// <summary>Whose conditions they are: a position's or a participation's, as one key.</summary>
static class Holder
{
    internal static string Position(string actor, string topic) => $"position/{actor}/{topic}";

    internal static string Participation(string meeting, string actor) => $"participation/{meeting}/{actor}";

    internal static ConditionOf Parse(string holder) => holder.Split('/') switch
    {
        ["position", var actor, var topic] => new ConditionOf { Actor = actor, Topic = topic },
        ["participation", var meeting, var actor] => new ConditionOf { Actor = actor, Meeting = meeting },
        _ => throw new InvalidOperationException($"'{holder}' is no holder of conditions."),
    };

    /// <summary>Ids name their holder, so that what one record opens here does not change what it opens there.</summary>
    internal static string Code(string holder) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(holder)).AsSpan(0, 6));
}
