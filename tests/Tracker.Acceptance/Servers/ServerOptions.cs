namespace Tracker.Acceptance.Servers;

/// <summary>What a test wants of its server beyond the default.</summary>
sealed record ServerOptions
{
    /// <summary>Environment variables (<c>Tracker__…</c>).</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public IReadOnlyList<string> Arguments { get; init; } = [];
    /// <summary>How long it may take to be ready.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);
}
