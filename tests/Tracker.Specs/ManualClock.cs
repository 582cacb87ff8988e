namespace Tracker.Specs;

/// <summary>A clock that stands until it is told to go, also backwards.</summary>
public sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2025, 5, 16, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
