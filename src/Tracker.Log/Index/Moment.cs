namespace Tracker.Log.Index;

/// <summary>A moment of the record, on one of its two clocks. Null in the place of one means now.</summary>
public abstract record Moment
{
    Moment() { }

    /// <summary>What the desk knew then: every record up to the position, as it read then.</summary>
    public sealed record Known(long Position) : Moment;

    /// <summary>What had been said or done by then, by what is known now: everything whose <c>saidKey</c> is not after it.</summary>
    /// <param name="Until">Milliseconds since 1970, UTC.</param>
    public sealed record Said(long Until) : Moment;
}
