using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Tracker.Faults.Server")]
