using System.Diagnostics.CodeAnalysis;

namespace Tracker.Domain.Dates;

/// <summary>Time zones by their IANA name.</summary>
public static class Zones
{
    /// <summary>True for a zone that this machine knows. The name is data from outside: it is checked before it becomes a look-up.</summary>
    public static bool TryFind([NotNullWhen(true)] string? name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '+' or '-')
            && !name.StartsWith('/') && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }

    /// <summary>The zone of that name, or UTC for null and for a name that is not known here.</summary>
    public static TimeZoneInfo OrUtc(string? name) => TryFind(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
