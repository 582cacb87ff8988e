using System.Security.Cryptography;
using System.Text;
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
    /// <summary>An editor has decided: rules leave it alone.</summary>
    public bool Settled { get; init; }
    /// <summary>References (<c>statement/x</c>) that made it known.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    /// <summary>Meeting ids at which an actor's coming decides a position's condition.</summary>
    public IReadOnlyList<string> Meetings { get; init; } = [];
    /// <summary>Actor ids to whom a position's condition was said.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    internal bool Is(ConditionText condition) => About == condition.About && Digest == DigestOf(condition.Text);

    internal static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
}

/// <summary>Whose conditions they are: a position's or a participation's, as one key.</summary>
static class Holder
{
    internal static string Of(ConditionOf of) => of.Meeting is { } meeting ? Participation(meeting, of.Actor) : Position(of.Actor, of.Topic!);

    internal static string Position(string actor, string topic) => $"position/{actor}/{topic}";

    internal static string Participation(string meeting, string actor) => $"participation/{meeting}/{actor}";

    internal static ConditionOf Parse(string holder) => holder.Split('/') switch
    {
        ["position", var actor, var topic] => new ConditionOf { Actor = actor, Topic = topic },
        ["participation", var meeting, var actor] => new ConditionOf { Actor = actor, Meeting = meeting },
        _ => throw new InvalidOperationException($"'{holder}' is no holder of conditions."),
    };
}
