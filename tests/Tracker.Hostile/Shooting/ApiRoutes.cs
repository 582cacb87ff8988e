using System.Text.Json.Nodes;

namespace Tracker.Hostile.Shooting;

/// <summary>A route of the OpenAPI document.</summary>
/// <param name="Schema">Name of the body's schema, or null.</param>
sealed record ApiRoute(string Method, string Path, string? Schema);

/// <summary>What the server says of itself in <c>/openapi/v1.json</c>: what is fired at is read from there, so that a new route is fired at too.</summary>
sealed class ApiRoutes
{
    readonly JsonObject _schemas;

    ApiRoutes(IReadOnlyList<ApiRoute> all, JsonObject schemas) => (All, _schemas) = (all, schemas);

    public IReadOnlyList<ApiRoute> All { get; }

    /// <summary>Those that take a JSON body.</summary>
    public IReadOnlyList<ApiRoute> Writes => field ??= [.. All.Where(route => route.Schema is not null)];

    public IReadOnlyList<ApiRoute> Reads => field ??= [.. All.Where(route => route.Method == "GET" && route.Path != "/api/live")];

    public JsonObject Schema(string name) => _schemas[name]!.AsObject();

    public static ApiRoutes Read(JsonNode document)
    {
        var routes = new List<ApiRoute>();
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
                routes.Add(new ApiRoute(method.ToUpperInvariant(), path, Name((string?)operation!["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"])));
        }
        return new ApiRoutes(routes, document["components"]!["schemas"]!.AsObject());
    }

    public static string? Name(string? reference) => reference?.Split('/')[^1];
}
