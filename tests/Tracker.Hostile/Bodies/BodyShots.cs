using Tracker.Hostile.Queries;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Bodies;

/// <summary>Every route that takes a body, in turn, with a valid body that was spoiled, or with a wrapping that was.</summary>
static class BodyShots
{
    static readonly IReadOnlyList<string> Types =
    [
        "application/json; charset=utf-16", "application/json;charset=\"", "APPLICATION/JSON", "application/json, text/plain", "text/json", "application/x-ndjson", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/problem+json", "*/*", "", ";", "application/json\t;", new string('a', 4_000), "application/jsonп",
    ];

    public static Shot Of(ApiRoutes routes, Dice dice, int number)
    {
        var route = routes.Writes[number % routes.Writes.Count];
        var (what, body) = Mutation.Of(new ValidBody(routes, dice).Of(route.Schema!), dice);
        var request = new HttpCall(route.Method, PathOf(route.Path, dice)) { Body = body, Chunks = dice.One(6) ? dice.Of(1, 7, 4_096) : 0 };
        if (request.Chunks == 1 && body.Length > 20_000) request = request with { Chunks = 4_096 };
        return Wrapped(request, dice).Shot($"{route.Method} {route.Path}: {what}");
    }

    /// <summary>The route's path with ids of what is there, mostly.</summary>
    public static string PathOf(string route, Dice dice) => string.Join('/', route.Split('/').Select((part, at) => part switch
    {
        "{id}" => dice.One(12) ? dice.Of(Poison.Paths).Replace(" ", "%20", StringComparison.Ordinal) : dice.One(6) ? "nothing" : Known(route.Split('/')[at - 1], route, dice),
        "{story}" => dice.One(8) ? dice.Of(Poison.Paths) : dice.Of(World.Stories),
        "{actor}" => dice.One(8) ? dice.Of(Poison.Paths) : dice.Of(World.Actors),
        "{topic}" => dice.One(8) ? dice.Of(Poison.Paths) : dice.Of(World.Topics),
        _ => part,
    }));

    static HttpCall Wrapped(HttpCall request, Dice dice)
    {
        if (dice.One(12)) return request.With("Content-Type", dice.Of(Types));
        request = request.With("Content-Type", "application/json");
        return dice.Next(14) switch
        {
            0 => (request with { Body = SpoiledBytes.Bomb }).With("Content-Encoding", "gzip"),
            1 => request.With("Content-Encoding", dice.Of("gzip", "br", "deflate", "identity", "x", "gzip, gzip")),
            2 => request.With("Expect", dice.Of("100-continue", "200-ok")),
            3 => request.With(dice.Of("If-Match", "Idempotency-Key", "If-None-Match"), Hostile(dice)),
            4 => request.With("Idempotency-Key", $"key-{dice.Next(5)}"),
            5 => request with { Target = request.Target + "?dryRun=" + dice.Of("true", "false", "1", "TRUE", "") },
            6 => request with { Target = request.Target + "?onUnknown=create&onDuplicate=accept" },
            _ => request,
        };
    }

    static string Hostile(Dice dice) => QueryShots.Header(Poison.Any(dice));

    static string Known(string plural, string route, Dice dice) => plural switch
    {
        "stories" => dice.Of(World.Stories),
        "actors" => route.EndsWith("/merge", StringComparison.Ordinal) ? dice.Of(World.Spares) : dice.Of(World.Actors),
        "topics" => dice.Of(World.Topics),
        "meetings" => dice.Of(World.Meetings),
        "places" => dice.Of(World.Places),
        "acts" => dice.Of(World.Acts),
        "claims" => dice.Of(World.Claims),
        "links" => dice.Of(World.Links),
        "conditions" => dice.Of(World.Conditions),
        _ => dice.Of(World.Statements),
    };
}
