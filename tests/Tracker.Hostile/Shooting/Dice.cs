using System.Text;

namespace Tracker.Hostile.Shooting;

/// <summary>Chance that is a function of family, seed and number, so that one request can be made again without those before it.</summary>
sealed class Dice(string family, int seed, int number)
{
    readonly Random _random = new(Mix(family, seed, number));

    public int Next(int below) => _random.Next(below);
    public int Between(int least, int most) => _random.Next(least, most + 1);
    public bool One(int @in) => _random.Next(@in) == 0;
    public T Of<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
    public T Of<T>(params ReadOnlySpan<T> from) => from[_random.Next(from.Length)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    // FNV-1a: string.GetHashCode is another one in every process.
    static int Mix(string family, int seed, int number)
    {
        var hash = 2166136261u;
        foreach (var part in Encoding.UTF8.GetBytes($"{family}/{seed}/{number}")) hash = (hash ^ part) * 16777619u;
        return (int)hash;
    }
}
