using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Tracker.Api.Tests")]
[assembly: InternalsVisibleTo("Tracker.Faults.Server")]
