namespace Tracker.Server.Cluster;

/// <summary>Whether the storage account answers a process that runs, and lets it in: told once when it does not and once when it does again.</summary>
sealed partial class AccountReach(ILogger<AccountReach> logger)
{
    const int Answers = 0;
    const int IsAway = 1;
    const int Refuses = 2;

    int _now;

    /// <summary>Asks, and notices what came of it; a failure goes on to the caller.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            var answer = await ask();
            if (Interlocked.Exchange(ref _now, Answers) != Answers) Back();
            return answer;
        }
        catch (Exception failed) when (AzureAccount.IsTrouble(failed))
        {
            var how = AzureAccount.IsRefusal(failed) ? Refuses : IsAway;
            if (Interlocked.Exchange(ref _now, how) != how) Away(how == Refuses ? "does not let Tracker in" : "cannot be reached", AzureAccount.Reason(failed));
            throw;
        }
    }

    public Task AskAsync(Func<Task> ask) => AskAsync(async () =>
    {
        await ask();
        return true;
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "The storage account of Tracker:AzureStorage {What} ({Why}): look at it and at the setting. Until then no member joins or is given up and no snapshot is kept; posts, reads and streams go on")]
    partial void Away(string what, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The storage account of Tracker:AzureStorage answers again")]
    partial void Back();
}
