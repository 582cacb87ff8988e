using System.Text.Json;

namespace Tracker.Domain.Statements;

/// <summary>Orders about a statement.</summary>
public abstract record StatementCommand(string? By)
{
    static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    /// <param name="Media">Those among speakers and onBehalfOf whose side is <c>source</c>: they never take a position.</param>
    public sealed record Post(string Id, StatementContent Content, IReadOnlySet<string> Media, string? By) : StatementCommand(By)
    {
        /// <summary>Those among the speakers whose side is <c>object</c>: others act on them, and they never speak.</summary>
        public IReadOnlySet<string> Objects { get; init; } = Nobody;
    }

    /// <summary>
    /// Field → new value as JSON in the stored form (null = absent). Refused with <c>invalid</c> for an unknown field or a wrong type, with
    /// <c>retracted</c> when it is retracted. Values that it has already are nothing. <paramref name="SaidUntil"/>: recomputed by the caller when saidAt changes.
    /// </summary>
    public sealed record Correct(IReadOnlyDictionary<string, JsonElement> Changes, DateTimeOffset? SaidUntil, IReadOnlySet<string> Media, string Reason, CorrectionKind Kind, string? By) : StatementCommand(By)
    {
        /// <summary>Those among the new speakers whose side is <c>object</c>; whoever was a speaker before may stay one.</summary>
        public IReadOnlySet<string> Objects { get; init; } = Nobody;
    }

    public sealed record Retract(string Reason, string? By) : StatementCommand(By);

    public sealed record Verify(Verification Status, string? Note, string? By) : StatementCommand(By);

    public sealed record AddSource(Source Source, string? By) : StatementCommand(By);

    /// <summary>Takes the words down. <paramref name="Positions"/>: the records whose bodies go. A second time it takes what repeated the words meanwhile, or is nothing; afterwards every other order is refused with <c>redacted</c>.</summary>
    public sealed record Redact(IReadOnlyList<long> Positions, string Reason, string? By) : StatementCommand(By);
}
