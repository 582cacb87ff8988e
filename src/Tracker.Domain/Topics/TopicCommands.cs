namespace Tracker.Domain.Topics;

/// <summary>Orders to a topic.</summary>
public abstract record TopicCommand(string? By)
{
    public sealed record Create(string Id, TopicProfile Profile, string? By) : TopicCommand(By);
    /// <summary>A topic stays in its story: another one is refused with <c>story-fixed</c>.</summary>
    public sealed record Put(string Id, TopicProfile Profile, string? By) : TopicCommand(By);
}
