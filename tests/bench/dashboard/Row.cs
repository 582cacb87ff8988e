namespace Tracker.Dashboard.Bench;

/// <summary>A line of the table. Other views add theirs beside <see cref="BoardRows"/>.</summary>
sealed record Row(string Measured, string Target, string Figure, bool Met);
