namespace Tracker.Bench.Peers;

/// <summary>How much is measured: what the targets say, or as little as shows that the command works.</summary>
/// <param name="Warm">Before each round's measuring, at the same rate.</param>
/// <param name="FirstRound">0: one that warms and counts for nothing; 1: none.</param>
/// <param name="Posts">A round, of each number of clients.</param>
sealed record Sizes(int FirstRound, int Rounds, int Readers, TimeSpan Warm, TimeSpan During, int Posts, int BatchLines, int BatchRounds, int Idle, TimeSpan Rest, int StuckAmong, TimeSpan BeforeStuck, TimeSpan Stuck, int Storm, TimeSpan StormFor)
{
    public static Sizes Full { get; } = new(0, 3, 1_000, Seconds(3), Seconds(10), 30_000, 200_000, 3, 10_000, Seconds(15), 5_000, Seconds(30), Seconds(120), 10_000, Seconds(20));

    public static Sizes Quick { get; } = new(1, 1, 200, Seconds(1), Seconds(1), 1_000, 2_000, 1, 200, Seconds(1), 200, Seconds(1), Seconds(3), 200, Seconds(3));

    static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}
