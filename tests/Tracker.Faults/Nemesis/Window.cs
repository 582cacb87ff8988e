namespace Tracker.Faults.Nemesis;

/// <summary>What goes wrong during a window.</summary>
enum Fault
{
    Quiet,

    /// <summary>SIGSTOP, and SIGCONT at the end.</summary>
    Paused,

    /// <summary>Every reader's connection goes at once, and the line is cut.</summary>
    Cut,

    /// <summary>The line is half-open.</summary>
    Frozen,

    /// <summary>The line delivers requests and loses the answers.</summary>
    AnswersLost,

    /// <summary>The line loses requests and delivers what the server sends.</summary>
    RequestsLost,
}

/// <param name="Length">How long it lasts.</param>
/// <param name="KilledWithin">The kill at its end comes while the fault is still there, and not after it was mended.</param>
sealed record Window(int Number, Fault Fault, TimeSpan Length, bool KilledWithin)
{
    const int QuietOneIn = 4;

    /// <summary>Windows drawn from a seed; of each four, one is quiet.</summary>
    public static IEnumerable<Window> Draw(int seed, int count, TimeSpan shortest, TimeSpan longest)
    {
        var dice = new Random(seed);
        var faults = Enum.GetValues<Fault>().Where(fault => fault != Fault.Quiet && (fault != Fault.Paused || Servers.Signals.Known)).ToArray();
        var quiet = 0;
        for (var number = 0; number < count; number++)
        {
            if (number % QuietOneIn == 0) quiet = number + dice.Next(QuietOneIn);
            var fault = faults[dice.Next(faults.Length)];
            yield return new Window(number + 1, number == quiet ? Fault.Quiet : fault, shortest + ((longest - shortest) * dice.NextDouble()), dice.Next(2) == 0);
        }
    }

    public override string ToString() => $"{Number}: {Fault} for {Length.TotalMilliseconds:0} ms{(KilledWithin ? ", killed within" : "")}";
}
