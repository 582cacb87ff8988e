using System.ComponentModel.DataAnnotations;

namespace Tracker.Server;

/// <summary>Section <c>Tracker</c>: environment <c>Tracker__Name</c>, command line <c>--Tracker:Name</c>, appsettings. An unknown name stops the start.</summary>
public sealed class ServerOptions
{
    /// <summary>Directory of the log and what is derived from it; also <c>--data DIR</c>. Default: ./data.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Where the record is kept: <c>sqlite</c> (a file in the data directory) or <c>postgres</c>. Default: sqlite.</summary>
    [AllowedValues("sqlite", "postgres", ErrorMessage = "Tracker:Log is sqlite or postgres.")]
    public string Log { get; set; } = "sqlite";

    /// <summary>The database of a log in PostgreSQL: <c>Host=…;Username=…;Password=…;Database=…</c>, as Npgsql reads it. Never logged. Default: none.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The schema of that database in which the log lies; it is made. Default: tracker.</summary>
    [Required]
    public string Schema { get; set; } = "tracker";

    /// <summary>An administrator's key that is accepted beside the stored ones; at least 20 characters. Default: none, and the first start makes one.</summary>
    [MinLength(20, ErrorMessage = "Tracker:AdminKey has at least 20 characters.")]
    public string? AdminKey { get; set; }

    /// <summary>
    /// Where the members of a cluster find each other: <c>none</c> (one process, which is all), <c>postgres</c> (tables beside the log, snapshots too) or
    /// <c>azure</c> (tables and blobs of a storage account). A cluster's log is in PostgreSQL. Default: none.
    /// </summary>
    [AllowedValues("none", "postgres", "azure", ErrorMessage = "Tracker:Cluster is none, postgres or azure.")]
    public string Cluster { get; set; } = "none";

    /// <summary>What this process does in a cluster: <c>all</c>, <c>silo</c> (entities, health and metrics) or <c>api</c> (everything but entities, which it asks the silos for). Default: all.</summary>
    [AllowedValues("all", "silo", "api", ErrorMessage = "Tracker:Role is all, silo or api.")]
    public string Role { get; set; } = "all";

    /// <summary>Processes with the same name on the same log are one cluster: 1 to 64 letters, digits, hyphens. Default: tracker.</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,64}$", ErrorMessage = "Tracker:ClusterId is 1 to 64 letters, digits and hyphens.")]
    public string ClusterId { get; set; } = "tracker";

    /// <summary>Name under which the cluster's entities are addressed, the same for its whole life: as <see cref="ClusterId"/>. Default: tracker.</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,64}$", ErrorMessage = "Tracker:ServiceId is 1 to 64 letters, digits and hyphens.")]
    public string ServiceId { get; set; } = "tracker";

    /// <summary>Port on which other silos reach this one. Default: 0, which is 11111 in a cluster, and else a free loopback port found at start.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; }

    /// <summary>Port on which processes of role <c>api</c> reach a silo of a cluster. Default: 30000.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>The IP address under which other members reach this one. Default: the machine's first that is not loopback.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The storage account of a cluster on Azure: its connection string, or the address of its blob or table endpoint, which is then opened with the process's managed identity. Never logged. Default: none.</summary>
    public string? AzureStorage { get; set; }

    /// <summary>Whether reading needs no key. Default: true.</summary>
    public bool PublicRead { get; set; } = true;

    /// <summary>Origins besides the server's own whose pages may write and use the hub, separated by commas. Default: none.</summary>
    public string? Origins { get; set; }

    /// <summary>Addresses and networks (<c>10.0.0.0/16</c>) of the proxies whose X-Forwarded headers are believed, separated by commas; one hop. Default: none.</summary>
    public string? ForwardedFrom { get; set; }

    /// <summary>Seconds between heartbeats on idle live connections. Default: 10.</summary>
    [Range(1, 15)]
    public int HeartbeatSeconds { get; set; } = 10;

    /// <summary>Live connections of this process; more get 503. Default: 15,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxLiveConnections { get; set; } = 15_000;

    /// <summary>How the log of the program is written: <c>text</c> or <c>json</c>, one line an event. Default: text.</summary>
    [AllowedValues("text", "json", ErrorMessage = "Tracker:LogFormat is text or json.")]
    public string LogFormat { get; set; } = "text";

    /// <summary>
    /// Seconds between a signal to stop (from then on <c>/health/ready</c> is 503 and posts are refused) and the end of streams and listener: as long as a
    /// balancer needs to notice. Comes on top of the five that a stop takes at most. Default: 0.
    /// </summary>
    [Range(0, 60)]
    public int DrainSeconds { get; set; }

    /// <summary>What live connections may take: <c>Tracker:Live:Name</c>.</summary>
    public Api.Live.LiveOptions Live { get; set; } = new();

    /// <summary>How frames reach them and what is kept for those behind: <c>Tracker:Feed:Name</c>.</summary>
    public Log.Feed.FeedOptions Feed { get; set; } = new();
}
