using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Tracker.Log.Tests")]
