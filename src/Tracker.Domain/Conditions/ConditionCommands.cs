namespace Tracker.Domain.Conditions;

/// <summary>Orders about a condition.</summary>
public abstract record ConditionCommand(string? By)
{
    /// <summary>An editor's word: rules do not change it any more. <see cref="ConditionState.Open"/> opens it again. Needs a reason.</summary>
    public sealed record Resolve(ConditionState State, string Reason, IReadOnlyList<string> Evidence, string? By) : ConditionCommand(By);
}
