using Tracker.ClusterTests.Nodes;
using Xunit.Sdk;
using Xunit.v3;

// Each run wants the machine for itself: one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SharedDatabase))]
