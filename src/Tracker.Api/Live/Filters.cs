using Microsoft.AspNetCore.Http;
using Tracker.Domain;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary><c>touches=</c> and <c>kinds=</c>: repeated, or separated by commas.</summary>
internal static class Filters
{
    public static (Filter? Filter, Refusal? Refusal) Of(HttpContext http) => Filter.Parse(Values(http, "touches"), Values(http, "kinds"));

    static IEnumerable<string> Values(HttpContext http, string name) =>
        http.Request.Query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
