namespace Tracker.Domain.Actors;

/// <summary>Orders to an actor.</summary>
public abstract record ActorCommand(string? By)
{
    public sealed record Create(string Id, ActorProfile Profile, string? By) : ActorCommand(By);
    public sealed record Put(string Id, ActorProfile Profile, string? By) : ActorCommand(By);
}
