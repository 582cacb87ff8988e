using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain;

namespace Tracker.Api.Writing;

/// <summary>Ids that the server makes: UUIDv7, lower case, so that they sort by time.</summary>
public sealed class NewId([FromKeyedServices("app")] TimeProvider clock)
{
    public string Next() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("d");

    /// <summary>The given id, or a new one; a malformed one is refused.</summary>
    public (string Id, Refusal? Refusal) Or(string? given) =>
        given is null ? (Next(), null)
        : Ref.IsId(given) ? (given, null)
        : ("", new Refusal("invalid", $"An id is [a-z0-9][a-z0-9._-]{{0,{Ref.MaxIdLength - 1}}}.", "id"));
}
