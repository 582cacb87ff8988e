namespace Tracker.Server.Demo;

/// <summary>How the demo is played.</summary>
public sealed record DemoOptions
{
    /// <summary>API key with the scope <c>post</c>; PUT needs no more.</summary>
    public string Key { get; init; } = "";

    /// <summary>1 = the whole within <see cref="WholeLasts"/>; 2 = twice as fast; 0 = at once. Default: 1.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How long a first run lasts at speed 1. Default: 110 s, below the promise of 120.</summary>
    public TimeSpan WholeLasts { get; init; } = TimeSpan.FromSeconds(110);

    /// <summary>How often a call is sent before the demo gives up. Default: 8, about half a minute.</summary>
    public int Attempts { get; init; } = 8;
}
