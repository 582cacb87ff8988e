using System.Globalization;

namespace Tracker.Hostile.Shooting;

/// <summary>What is fired: the default is one round of one seed; the environment asks for more, or for one request again.</summary>
/// <param name="Seed"><c>TRACKER_HOSTILE_SEED</c>, default 20251125.</param>
/// <param name="Rounds"><c>TRACKER_HOSTILE_ROUNDS</c>: seeds from <paramref name="Seed"/> on, each with as many requests; default 1.</param>
/// <param name="Only"><c>TRACKER_HOSTILE_ONLY=family/seed/number</c>: this request alone.</param>
sealed record Plan(int Seed, int Rounds, (string Family, int Seed, int Number)? Only)
{
    public static Plan FromEnvironment() => new(Number("TRACKER_HOSTILE_SEED", 20251125), Number("TRACKER_HOSTILE_ROUNDS", 1), One(Environment.GetEnvironmentVariable("TRACKER_HOSTILE_ONLY")));

    /// <summary>Seeds and numbers to fire of a family that has so many a round.</summary>
    public IEnumerable<(int Seed, int Number)> Of(string family, int count)
    {
        if (Only is { } only) return only.Family == family ? [(only.Seed, only.Number)] : [];
        return Enumerable.Range(Seed, Rounds).SelectMany(seed => Enumerable.Range(0, count).Select(number => (seed, number)));
    }

    static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    static (string, int, int)? One(string? given) =>
        given?.Split('/') is [var family, var seed, var number] ? (family, int.Parse(seed, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture)) : null;
}
