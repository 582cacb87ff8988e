namespace Tracker.Domain;

/// <summary>Why a command was not done: a value with a code from one table (Contracts: <c>Problems</c>), never an exception.</summary>
/// <param name="Code">Lower-case with hyphens, as in <c>/problems/&lt;code&gt;</c>.</param>
/// <param name="Detail">One sentence for a person: what is wrong and what is allowed.</param>
/// <param name="Field">The request's field it is about, camelCase with dots and indexes, or null.</param>
public sealed record Refusal(string Code, string Detail, string? Field = null);

/// <summary>A fact that a decision makes: the event and what it touches (its own entity first, in role <see cref="TouchRole.Self"/>).</summary>
public sealed record Fact(IEvent Event, IReadOnlyList<Touch> Touches);

/// <summary>What <c>Decide</c> answers: facts (none = it holds already, said twice is fine) or a refusal.</summary>
public readonly record struct Decision(IReadOnlyList<Fact> Facts, Refusal? Refusal)
{
    public static readonly Decision Nothing = new([], null);
    public static Decision Of(params IReadOnlyList<Fact> facts) => new(facts, null);
    public static implicit operator Decision(Refusal refusal) => new([], refusal);
}

/// <summary>An entity in three pure members. <typeparamref name="TSelf"/> is immutable and replaced whole.</summary>
public interface IEntity<TSelf, in TCommand> where TSelf : IEntity<TSelf, TCommand>
{
    static abstract TSelf Initial { get; }

    /// <summary>May refuse; touches nothing; reads no clock. Uses only what the entity owns.</summary>
    static abstract Decision Decide(TSelf state, TCommand command);

    /// <summary>May not refuse: facts are facts. Gets every record that touches the entity, in log order, its own stream's among them.</summary>
    static abstract TSelf Evolve(TSelf state, Record record);

    /// <summary>Bumped whenever Evolve or the state's shape changes; an older snapshot is then ignored and the life is read again.</summary>
    static abstract int FoldVersion { get; }

    /// <summary>Version of the entity's own stream that this state has seen; 0 = does not exist.</summary>
    int Version { get; }
}
