namespace Tracker.Domain.Links;

/// <summary>Orders about a link.</summary>
public abstract record LinkCommand(string? By)
{
    /// <param name="Superseded">For <see cref="LinkKind.Supersedes"/>: statements that the target supersedes, at any remove; a circle is refused.</param>
    public sealed record Make(string Id, LinkContent Link, IReadOnlySet<string> Superseded, string? By) : LinkCommand(By);

    /// <summary>Again is nothing.</summary>
    public sealed record Confirm(string? Reason, string? By) : LinkCommand(By);

    /// <summary>Needs a reason; again is nothing.</summary>
    public sealed record Dismiss(string Reason, string? By) : LinkCommand(By);
}
