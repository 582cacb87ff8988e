using Orleans.Runtime;

namespace Tracker.Grains.Stories;

/// <summary>
/// Which of the cluster's silos does what only one need do: the one with the lowest number, which is mostly the one that has been a member longest. For a moment there may be two, or none: what they do must
/// bear that.
/// </summary>
public sealed class Precedence(ISiloStatusOracle members)
{
    public bool IsFirst => members.SiloAddress.Equals(members.GetApproximateSiloStatuses(onlyActive: true).Keys.MinBy(silo => (silo.Generation, silo.ToParsableString())));
}
