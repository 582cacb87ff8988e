using Tracker.Domain;

namespace Tracker.Api.Writing;

/// <summary>The optional id of a sub-resource: unique within its entity and kind, so that a retry is known by it.</summary>
internal static class SubId
{
    public static string? Of(string entity, string resource, string? id) => id is null ? null : $"{entity}/{resource}/{id}";

    /// <summary>Null when the key of an entity (<c>actor/putin</c>) or of a sub-resource (<c>meeting/x/status/1</c>) is made of well-formed ids.</summary>
    public static Refusal? Check(string? idKey) =>
        idKey is null || (idKey.Split('/') is { Length: 2 or 4 } parts && parts.All(Ref.IsId))
            ? null
            : new Refusal("invalid", $"An id is [a-z0-9][a-z0-9._-]{{0,{Ref.MaxIdLength - 1}}}.", "id");
}
