using Xunit.v3;
using Xunit.Sdk;

// Suites share two cores and measure what a user would see: one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]
