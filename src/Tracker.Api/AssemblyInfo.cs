using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Tracker.Api.Tests")]
