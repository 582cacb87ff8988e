namespace Tracker.ClusterTests.Runs;

/// <summary>What happens to one node, or to the database under all of them.</summary>
enum ClusterFault
{
    /// <summary>kill -9 of a node, and a start.</summary>
    Killed,
    /// <summary>SIGSTOP until the others have declared it dead, then SIGCONT: it must end by itself; and a start.</summary>
    Frozen,
    /// <summary>SIGTERM, and a start when it is gone.</summary>
    Left,
    /// <summary>The database is shut down, and started some seconds later.</summary>
    DatabaseStopped,
    /// <summary>The database crashes, and is started some seconds later.</summary>
    DatabaseCrashed,
}

/// <param name="Node">Which node; the database's faults have none.</param>
readonly record struct Blow(ClusterFault Fault, int Node)
{
    /// <summary>Whether a process died without a farewell.</summary>
    public bool IsKill => Fault is ClusterFault.Killed or ClusterFault.Frozen or ClusterFault.DatabaseCrashed;

    /// <summary>As many as wanted, the same for the same seed.</summary>
    public static IEnumerable<Blow> Draw(int seed, int count, int nodes)
    {
        var dice = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var fault = dice.Next(20) switch { < 11 => ClusterFault.Killed, < 14 => ClusterFault.Left, < 16 => ClusterFault.Frozen, < 18 => ClusterFault.DatabaseCrashed, _ => ClusterFault.DatabaseStopped };
            yield return new Blow(fault, dice.Next(nodes));
        }
    }
}
