namespace Tracker.Domain.Stories;

/// <summary>Orders to a story. <paramref name="By"/> is the name of the key that gave it.</summary>
public abstract record StoryCommand(string? By)
{
    /// <summary>Refused with <c>id-taken</c> when it exists.</summary>
    public sealed record Create(string Id, StoryProfile Profile, StoryStatus Status, string? By) : StoryCommand(By);

    /// <summary>Creates or revises; equal content is nothing. <paramref name="Status"/> null = as it is (active for a new one).</summary>
    public sealed record Put(string Id, StoryProfile Profile, StoryStatus? Status, string? By) : StoryCommand(By);
}
