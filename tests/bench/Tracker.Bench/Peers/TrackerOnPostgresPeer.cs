namespace Tracker.Bench.Peers;

/// <summary>This project's server with its log in PostgreSQL, as the minimal API's is: default settings, a commit is durable. Database and server count together.</summary>
sealed class TrackerOnPostgresPeer : TrackerPeer
{
    readonly Postgres _postgres;

    TrackerOnPostgresPeer(Options options, Postgres postgres)
        : base(options, ("Tracker__Log", "postgres"), ("Tracker__ConnectionString", postgres.ConnectionString)) => _postgres = postgres;

    public TrackerOnPostgresPeer(Options options) : this(options, new Postgres())
    {
    }

    public override string Name => "Tracker on PostgreSQL";

    protected override IEnumerable<int> Roots => [.. base.Roots, _postgres.Id];

    public override async Task StartAsync()
    {
        await _postgres.StartAsync();
        await base.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
