using Tracker.Domain;

namespace Tracker.Log.Feed;

/// <summary>Reads of the log for readers, who wait while its store cannot be reached: they are at the place where they are, and go on from there.</summary>
static class Patience
{
    static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    public static async ValueTask<IReadOnlyList<Record>> ReadAsync(Func<ValueTask<IReadOnlyList<Record>>> read, TimeProvider clock, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(AskAgain, clock, stop);
            }
        }
    }
}
