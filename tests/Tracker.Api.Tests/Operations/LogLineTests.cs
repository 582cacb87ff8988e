using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Tracker.Server.Logging;
using Xunit;

namespace Tracker.ApiTests.Operations;

/// <summary>One event is one line, whatever somebody sent.</summary>
public sealed class LogLineTests
{
    const string Forged = "x\r\n12:00:00.000 crit: Tracker All is lost\n{\"level\":\"critical\"}";

    public static TheoryData<string> Hostile =>
    [
        Forged, "\u001b[2J\u001b[31mred\u001b[0m", "a\u0085b\u2028c\u2029d", "\u202eevil\u202c \u2066x\u2069", "\0\a\b\t\v\f\u007f\u009b31m", "{0} {Other} {{}} %s %n ${jndi:x}", "\ud800 lone \udc00", "\\n \" ' <b>",
    ];

    [Theory, MemberData(nameof(Hostile))]
    public void A_line_of_text_stays_one_line_without_controls(string words)
    {
        foreach (var line in new[] { Line(new TextLines(TimeProvider.System), words, null), Line(new TextLines(TimeProvider.System), "x", new InvalidOperationException(words)) })
        {
            Assert.EndsWith("\n", line, StringComparison.Ordinal);
            Assert.Matches("^[0-9:.]{12} warn: Tracker[.]Some ", line);
            Assert.DoesNotContain(line[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e' or '\u2066');
        }
    }

    [Theory, MemberData(nameof(Hostile))]
    public void A_line_of_json_stays_one_line_and_gives_the_words_back(string words)
    {
        var line = Line(new JsonLines(TimeProvider.System), words, new InvalidOperationException(words));
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029');
        var json = JsonDocument.Parse(line).RootElement;
        var kept = words.Replace('\ud800', '\ufffd').Replace('\udc00', '\ufffd');
        Assert.Equal(kept, json.GetProperty("fields").GetProperty("Words").GetString());
        Assert.Equal(7, json.GetProperty("fields").GetProperty("Count").GetInt32());
        Assert.Equal($"He said {kept} 7 times", json.GetProperty("message").GetString());
        Assert.Equal(("warning", "Tracker.Some"), (json.GetProperty("level").GetString(), json.GetProperty("category").GetString()));
        Assert.Contains(kept, json.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.True(json.GetProperty("time").TryGetDateTimeOffset(out _));
    }

    [Fact]
    public void A_line_of_json_names_the_trace_that_it_belongs_to()
    {
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var json = JsonDocument.Parse(Line(new JsonLines(TimeProvider.System), "x", null)).RootElement;
        Assert.Equal((request.TraceId.ToHexString(), request.SpanId.ToHexString()), (json.GetProperty("trace").GetString(), json.GetProperty("span").GetString()));
        request.Stop();
        Assert.False(JsonDocument.Parse(Line(new JsonLines(TimeProvider.System), "x", null)).RootElement.TryGetProperty("trace", out _));
    }

    static string Line(ConsoleFormatter format, string words, Exception? thrown)
    {
        using var written = new StringWriter();
        var logger = new Writing(format, written);
        logger.LogWarning(thrown, "He said {Words} {Count} times", words, 7);
        return written.ToString();
    }

    sealed class Writing(ConsoleFormatter format, TextWriter to) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            format.Write(new LogEntry<TState>(logLevel, "Tracker.Some", eventId, state, exception, formatter), null, to);
    }
}
