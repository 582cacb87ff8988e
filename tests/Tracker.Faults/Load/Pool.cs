using System.Collections.Concurrent;
using Tracker.Faults.Checking;

namespace Tracker.Faults.Load;

/// <summary>What all posters share: the numbers, and the retries that race on other connections. 30 % of the statements are retried 1 to 5 times, one retry in twenty with another content.</summary>
sealed class Pool(History history, int length)
{
    const int MostEchoes = 20_000;
    readonly ConcurrentQueue<Post> _echoes = new();

    public History History => history;

    /// <summary>The statement as it is sent, whoever sends it.</summary>
    public string Text(Post post) => World.Statement(post.Number, post.Content, length);

    /// <summary>A statement that nobody has sent; its retries wait for whoever takes them.</summary>
    public Post New(Random dice)
    {
        var number = history.NewNumber();
        if (dice.Next(10) < 3)
        {
            for (var left = dice.Next(1, 6); left > 0; left--) _echoes.Enqueue(Retry(number, dice));
        }
        return new Post(number, 0);
    }

    public static Post Retry(long number, Random dice) => new(number, dice.Next(20) == 0 ? dice.Next(1, 4) : 0);

    /// <summary>A retry of somebody's statement, perhaps of one that is under way; now and then of a very old one.</summary>
    public Post? Echo(Random dice)
    {
        while (_echoes.Count > MostEchoes) _echoes.TryDequeue(out _);
        if (dice.Next(20) == 0 && history.Numbers > 0) return new Post(dice.NextInt64(1, history.Numbers + 1), 0);
        return _echoes.TryDequeue(out var echo) ? echo : null;
    }
}
