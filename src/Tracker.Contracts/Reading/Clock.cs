namespace Tracker.Contracts.Reading;

/// <summary>Answer of <c>GET /api/clock</c>.</summary>
public sealed record ClockDocument
{
    /// <summary>The server's time, to the tick.</summary>
    public required DateTimeOffset Now { get; init; }
}
