using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Tracker.Server.Logging;

/// <summary>Format <c>text</c>: time (UTC), level, category, message, and what was thrown, on one line whatever is in them.</summary>
sealed class TextLines([FromKeyedServices("app")] TimeProvider clock) : ConsoleFormatter(Format)
{
    public const string Format = "tracker-text";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(clock.GetUtcNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        textWriter.Write(Short(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(logEntry.Category);
        textWriter.Write(' ');
        textWriter.Write(OneLine.Of(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } thrown)
        {
            textWriter.Write(" => ");
            textWriter.Write(OneLine.Of(thrown.ToString()));
        }
        textWriter.Write('\n');
    }

    static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
