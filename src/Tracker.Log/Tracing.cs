using System.Diagnostics;

namespace Tracker.Log;

/// <summary>
/// Spans of Tracker's own: <c>append</c> (below it <c>append wait</c> and <c>append commit</c>), <c>reaction</c>, <c>log page</c>. Nobody listens: none is made.
/// Their attributes are numbers, kinds and codes: never words, names or keys.
/// </summary>
public static class Tracing
{
    public const string SourceName = "Tracker";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>A part of <paramref name="whole"/> that is over, from and to so long after it began.</summary>
    internal static void Part(this Activity whole, string name, TimeSpan from, TimeSpan to)
    {
        using var part = Source.StartActivity(name, ActivityKind.Internal, whole.Context, startTime: new DateTimeOffset(whole.StartTimeUtc + from));
        part?.SetEndTime(whole.StartTimeUtc + to);
    }
}
