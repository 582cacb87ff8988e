using Orleans.Runtime;

namespace Tracker.Grains.Shell;

/// <summary>Calls of grains whose silo is gone or about to go: asked once more, they are often answered by the next one.</summary>
public static class Calls
{
    /// <summary>Before asking again.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether the silo that has the grain could not be reached, or died with the call under way: what was asked may have been done or not.</summary>
    public static bool IsUnreached(Exception failed) => failed is SiloUnavailableException or OrleansMessageRejectionException or ClientNotAvailableException;

    /// <summary>For what may be done twice: questions, and orders that the log knows again.</summary>
    public static async Task<T> TwiceAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failed) when (IsUnreached(failed))
        {
            await Task.Delay(Pause);
            return await call();
        }
    }
}
