namespace Tracker.Api.Writing;

/// <summary>The optional id of a sub-resource: unique within its entity and kind, so that a retry is known by it.</summary>
internal static class SubId
{
    public static string? Of(string entity, string resource, string? id) => id is null ? null : $"{entity}/{resource}/{id}";
}
