namespace Tracker.Domain.Acts;

/// <summary>Orders about an act.</summary>
public abstract record ActCommand(string? By)
{
    /// <summary>Refused with <c>id-taken</c> when it exists.</summary>
    public sealed record Create(string Id, ActProfile Profile, ActStateEntry State, string? By) : ActCommand(By);

    /// <summary>Creates or revises the whole; equal content is nothing. <paramref name="State"/> null = as it is (unknown for a new one).</summary>
    public sealed record Put(string Id, ActProfile Profile, ActStateEntry? State, string? By) : ActCommand(By);

    /// <summary>The state that it has already is nothing.</summary>
    public sealed record ChangeState(ActStateEntry To, string? By) : ActCommand(By);
}
