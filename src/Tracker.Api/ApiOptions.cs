namespace Tracker.Api;

/// <summary>Section <c>Tracker</c>: what the API lets in.</summary>
public sealed class ApiOptions
{
    /// <summary>Whether reading needs no key. Default: true.</summary>
    public bool PublicRead { get; init; } = true;

    /// <summary>Origins besides the server's own whose pages may write and use the hub, separated by commas (<c>https://desk.example</c>). Default: none.</summary>
    public string? Origins { get; init; }

    public IReadOnlyList<string> AllowedOrigins => field ??= (Origins ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Seconds between heartbeats on idle live connections. Default: 10; clients may count on at least one every 15.</summary>
    public int HeartbeatSeconds { get; init; } = 10;

    /// <summary>Live connections (SSE and hub) of this process; more get 503 with Retry-After. Default: 15,000, below the usual 20,000 file descriptors.</summary>
    public int MaxLiveConnections { get; init; } = 15_000;

    /// <summary>What live connections may take.</summary>
    public Live.LiveOptions Live { get; init; } = new();

    /// <summary>What is kept in memory to know a statement again that is told a second time.</summary>
    public Statements.RetellingOptions Retellings { get; init; } = new();
}
