namespace Tracker.Domain.Actors;

/// <summary>Orders to an actor.</summary>
public abstract record ActorCommand(string? By)
{
    public sealed record Create(string Id, ActorProfile Profile, string? By) : ActorCommand(By);
    public sealed record Put(string Id, ActorProfile Profile, string? By) : ActorCommand(By);

    /// <summary>It and <paramref name="Into"/> are one. Needs a reason; a circle is refused, and a second merge into another one with <c>merged</c>.</summary>
    /// <param name="Onward">Those into which <paramref name="Into"/> was merged itself, at any remove.</param>
    /// <param name="Stories">Ids of the stories whose records name it: they learn of it.</param>
    public sealed record Merge(string Into, IReadOnlyList<string> Onward, IReadOnlyList<string> Stories, string Reason, string? By) : ActorCommand(By);
}
