using Microsoft.AspNetCore.Http;
using Tracker.Contracts;

namespace Tracker.Api.Keys;

/// <summary>Who calls: the key's id and name, and what it may do.</summary>
public sealed record Principal(string Id, string Name, IReadOnlyList<Scope> Scopes, DateTimeOffset? ExpiresAt)
{
    public bool May(Scope scope) => Scopes.Contains(scope) || Scopes.Contains(Scope.Admin) || (scope == Scope.Read && Scopes.Count > 0);

    /// <summary>The caller that the gate found; endpoints that need a scope always have one.</summary>
    public static Principal Of(HttpContext http) => (Principal)http.Items[typeof(Principal)]!;
}

/// <summary>What an endpoint asks of its caller; read by <see cref="Gate"/>.</summary>
public sealed record NeedsScope(Scope Scope);
