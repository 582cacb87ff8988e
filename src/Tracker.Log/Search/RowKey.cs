namespace Tracker.Log.Search;

/// <summary>
/// The key of one reading of a statement: the statement's position, so that keys are in the order of statements whenever they were corrected; the number of the reading; and about how many
/// words it has, so that ranking needs the full-text table alone.
/// </summary>
static class RowKey
{
    const int LengthBits = 8, NumberBits = 20;
    const double Steps = 16;

    public const int MaxNumber = (1 << NumberBits) - 1;

    static readonly float[] Lengths = [.. Enumerable.Range(0, 1 << LengthBits).Select(code => (float)(Math.Pow(2, code / Steps) - 1))];

    /// <summary>Not above any key of a statement at the position or later, and above all before it.</summary>
    public static long First(long position) => position << (NumberBits + LengthBits);

    /// <param name="number">0 = as it was posted, up to <see cref="MaxNumber"/>.</param>
    /// <param name="words">How many it has.</param>
    public static long Of(long position, int number, int words) =>
        First(position) | ((long)number << LengthBits) | (long)Math.Min(Lengths.Length - 1, Math.Round(Steps * Math.Log2(words + 1)));

    public static long PositionOf(long key) => key >> (NumberBits + LengthBits);

    public static int NumberOf(long key) => (int)(key >> LengthBits) & MaxNumber;

    /// <summary>Words of the reading, within 3 %.</summary>
    public static float LengthOf(long key) => Lengths[key & ((1 << LengthBits) - 1)];
}
