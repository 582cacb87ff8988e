using System.ComponentModel.DataAnnotations;

namespace Tracker.Api.Live;

/// <summary>Section <c>Tracker:Live</c>: what one live connection, one client and all who arrive at once may take of the server.</summary>
public sealed class LiveOptions
{
    /// <summary>
    /// Live connections (SSE and hub) of one client address; more get 429. Behind <c>Tracker:ForwardedFrom</c> it is the forwarded address; of IPv6 the /64.
    /// This machine's own addresses are not counted: they are a proxy that is not named, or a test. Default: 500.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 500;

    /// <summary>Connections between their request and their first moment at the head of the log, at once; others wait in line. Default: 128.</summary>
    [Range(1, 100_000)]
    public int ArrivingAtOnce { get; set; } = 128;

    /// <summary>Seconds that a connection waits in that line before it gets 503 with <c>Retry-After</c>. Default: 5.</summary>
    [Range(0, 60)]
    public int ArriveWithinSeconds { get; set; } = 5;

    /// <summary>Seconds that those who are sent away, or told that the server stops, are asked to wait: a whole number by chance from 1 to this. Default: 5.</summary>
    [Range(1, 300)]
    public int ComeBackWithinSeconds { get; set; } = 5;

    /// <summary>Seconds in which a hub client must have sent its handshake. Default: 10.</summary>
    [Range(1, 60)]
    public int HandshakeSeconds { get; set; } = 10;

    /// <summary>A hub client that has sent nothing for this many seconds is closed; clients ping every 15. Default: 30.</summary>
    [Range(1, 600)]
    public int SilenceSeconds { get; set; } = 30;

    /// <summary>Bytes of one message of a hub client, its Watch; a larger one closes the connection. Default: 32 KiB, which holds 200 references and kinds.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxHubMessage { get; set; } = 32 * 1024;

    /// <summary>Messages a second of one hub client, after a burst of twice as many; more are refused (<c>too-many</c>), and after twice as many again the connection is closed. Default: 10.</summary>
    [Range(1, 10_000)]
    public int HubMessagesPerSecond { get; set; } = 10;
}
