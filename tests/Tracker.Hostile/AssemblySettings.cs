using Tracker.Hostile.Shooting;
using Xunit.Sdk;
using Xunit.v3;

// One server stands it all; what one family leaves behind is part of what the next one meets.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Siege))]
