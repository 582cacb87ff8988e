using Tracker.Domain.Statements;

namespace Tracker.Domain.Positions;

/// <summary>The vocabulary's score of a stance: demands and proposes +2, supports +1, conditional and neutral 0, opposes −1, rejects −2; unclear has none.</summary>
public static class Firmness
{
    public static int? Of(Stance stance) => stance switch
    {
        Stance.Demands or Stance.Proposes => 2,
        Stance.Supports => 1,
        Stance.Conditional or Stance.Neutral => 0,
        Stance.Opposes => -1,
        Stance.Rejects => -2,
        Stance.Unclear => null,
        _ => throw new InvalidOperationException($"Unhandled {stance}."),
    };

    /// <summary>+1 for, −1 against, 0 neither.</summary>
    internal static int Side(Stance stance) => Math.Sign(Of(stance) ?? 0);
}
