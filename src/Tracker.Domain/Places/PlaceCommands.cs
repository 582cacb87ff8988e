namespace Tracker.Domain.Places;

/// <summary>Orders to a place.</summary>
public abstract record PlaceCommand(string? By)
{
    public sealed record Create(string Id, PlaceProfile Profile, string? By) : PlaceCommand(By);
    public sealed record Put(string Id, PlaceProfile Profile, string? By) : PlaceCommand(By);
}
