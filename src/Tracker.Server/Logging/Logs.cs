using Microsoft.Extensions.Logging.Console;

namespace Tracker.Server.Logging;

static class Logs
{
    /// <summary>One line an event on standard output; the framework and Orleans speak from warnings on.</summary>
    /// <param name="format"><c>text</c> or <c>json</c>.</param>
    public static void Configure(ILoggingBuilder logging, string format)
    {
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = format == "json" ? JsonLines.Format : TextLines.Format);
        logging.AddConsoleFormatter<TextLines, ConsoleFormatterOptions>().AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Critical);
        // A silo that stops refuses what still comes; who called is told so and says it where it matters.
        logging.AddFilter("Orleans.Messaging", LogLevel.Critical).AddFilter("Orleans.Grain", LogLevel.Error);
        // While a silo is gone these tell each call and each of its tries, with stacks.
        logging.AddFilter("Orleans.Runtime.CallbackData", LogLevel.Error).AddFilter("Orleans.Runtime.Placement", LogLevel.Error).AddFilter("Orleans.Runtime.GrainCallCancellationManager", LogLevel.Critical);
        // While a storage account is away these tell each try, with stacks; AccountReach says it once.
        logging.AddFilter("Orleans.Clustering.AzureStorage", LogLevel.Critical).AddFilter("Orleans.AzureUtils", LogLevel.Critical).AddFilter("Orleans.Runtime.MembershipService.AzureBasedMembershipTable", LogLevel.Critical);
        // A race at start of the runtime's own watchdog, harmless (shared notes, Orleans 10).
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Messaging", LogLevel.Error);
        // What keeps the host from starting is said by Start, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // A silo of one has nobody to tell that it is leaving.
        logging.AddFilter("Orleans.Runtime.MembershipService", LogLevel.Error);
        // It recommends server GC, which wants more memory than a small server has.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
    }
}

/// <summary>The record's line to the log of this program, which is built after the record was opened.</summary>
sealed class Trouble
{
    ILogger? _logger;

    public void To(ILogger logger) => _logger = logger;

    public void Tell(string line)
    {
        if (_logger is { } logger) logger.LogWarning("{Trouble}", line);
        else Console.Error.WriteLine("tracker: " + line);
    }
}
