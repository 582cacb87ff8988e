using System.Text;
using Tracker.Hostile.Bodies;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Queries;

/// <summary>Every route that reads, in turn, with parameters, path and headers that nobody in good faith would send.</summary>
static class QueryShots
{
    static readonly IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Parameters =
    [
        ("after", Poison.Cursors), ("atLeast", Poison.Cursors), ("asOf", [.. Poison.Dates, .. Poison.Cursors, .. Poison.Numbers]), ("from", Poison.Dates), ("to", Poison.Dates), ("clock", ["known", "said", "Said", "", "x"]), ("limit", Poison.Numbers), ("offset", Poison.Numbers), ("before", Poison.Numbers),
        ("wait", ["0", "1", "-1", "31", "99999999999", "x"]), ("touches", Poison.Filters), ("kinds", Poison.Filters), ("q", Poison.Searches), ("q", Poison.Texts), ("actor", Poison.Ids), ("actors", Poison.Ids), ("topic", Poison.Ids), ("topics", Poison.Ids), ("meeting", Poison.Ids), ("story", Poison.Ids), ("story", World.Stories), ("actor", World.Actors), ("actors", World.Actors),
        ("kind", ["demand", "actor", "place", "DEMAND", "", "x,y"]), ("role", ["speaker", "on_behalf", "speaker,on_behalf", "cell", "x", ",", "source"]), ("lang", Poison.Texts), ("source", Poison.Texts), ("order", ["newest", "best", "Best", "x"]), ("facets", ["true", "false", "1", "yes"]), ("near", ["true", "false", "1"]),
        ("of", ["1", "0", "99999999999999999999", "cell/small/ann/tea", "cell/small/ann", "cell///", "statement/s1", "claim/begins", "link/s1.1", "fact/meeting/noon/start", "a/b/c/d/e", "/", "statement/"]), ("state", ["open", "proposed", "kept", "x", ""]), ("dryRun", ["true", "x"]), ("answers", ["all", "x"]), ("onUnknown", ["create", "x"]),
    ];

    static readonly IReadOnlyList<string> HeaderNames =
        ["Last-Event-ID", "If-Match", "If-None-Match", "Idempotency-Key", "Authorization", "X-Api-Key", "Cookie", "Origin", "Accept", "Accept-Encoding", "Accept-Language", "Range", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Sec-Fetch-Site", "Content-Type", "Upgrade", "traceparent", "Referer", "X-HTTP-Method-Override", "Access-Control-Request-Method"];

    public static Shot Of(ApiRoutes routes, Dice dice, int number)
    {
        var route = routes.Reads[number % routes.Reads.Count];
        var request = new HttpCall(dice.One(15) ? dice.Of("HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "POST", "get", "QUERY") : "GET", BodyShots.PathOf(route.Path, dice) + Query(dice));
        if (dice.One(3)) request = request with { Authorization = null };
        for (var left = dice.Of(0, 0, 1, 2); left > 0; left--) request = WithHeader(request, dice);
        var patient = request.Target.Contains("wait", StringComparison.Ordinal) || request.Target.Contains("atLeast", StringComparison.Ordinal);
        return request.Shot($"{request.Method} {route.Path}", patient: patient);
    }

    /// <summary>Text as it may stand in a header: one line, nothing else kept from it.</summary>
    public static string Header(string text) => string.Concat(text.Where(sign => sign is not ('\r' or '\n' or '\0'))) is var line && line.Length > 8_000 ? line[..8_000] : line;

    static string Query(Dice dice)
    {
        var query = new StringBuilder();
        for (var left = dice.Of(0, 1, 1, 2, 3, 6); left > 0; left--)
        {
            var (name, values) = dice.Of(Parameters);
            var value = dice.One(12) ? Poison.Any(dice) : dice.Of(values);
            for (var copies = dice.One(25) ? dice.Of(2, 30, 400) : 1; copies > 0; copies--)
            {
                query.Append(query.Length == 0 ? '?' : dice.One(40) ? ';' : '&').Append(name);
                if (dice.One(60)) continue;
                query.Append('=').Append(Encoded(value, dice));
                if (query.Length > 7_000) return Cut(query, dice);
            }
        }
        return Cut(query, dice);
    }

    // Half of what is too long for a request line is sent as it is, to be refused as that.
    static string Cut(StringBuilder query, Dice dice) => query.Length > 7_500 && dice.One(2) ? query.ToString(0, 7_500) : query.ToString();

    static string Encoded(string value, Dice dice) => dice.Next(12) switch
    {
        0 => Uri.EscapeDataString(value) + dice.Of("%", "%0", "%zz", "%00", "%ff", "%c0%80", "%u1234"),
        1 => value.Replace(" ", "+", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal),
        _ => Uri.EscapeDataString(value),
    };

    static HttpCall WithHeader(HttpCall request, Dice dice)
    {
        var name = dice.Of(HeaderNames);
        var value = Header(dice.Next(4) switch
        {
            0 => dice.Of(Poison.Cursors),
            1 => dice.Of("Bearer ", "Bearer \u0130", "Basic YTpi", "bearer x", "Bearer " + new string('x', 4_000), "W/\"1-1\"", "*", "\"", "\"1-1\", \"2-2\"", "-1", "99999999999999999999", "bytes=0-,1-,2-", "bytes=-1", "null", "https://evil.example", "br;q=-1, gzip;q=9", "br;q=abc", "*;q=0", "tracker=" + new string('a', 64), "tracker=;;;=", "same-origin", "text/event-stream", "websocket"),
            _ => Poison.Any(dice),
        });
        return name == "Authorization" ? request with { Authorization = value } : request.With(name, value);
    }
}
