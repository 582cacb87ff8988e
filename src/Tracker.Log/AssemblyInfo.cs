using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Tracker.Log.Tests")]
[assembly: InternalsVisibleTo("Tracker.Simulator")]
[assembly: InternalsVisibleTo("Tracker.Faults.Server")]
