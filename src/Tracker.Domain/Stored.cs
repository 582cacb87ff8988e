using System.Text.Json;

namespace Tracker.Domain;

/// <summary>Equality as the store sees it: two values are the same when their stored JSON is, so absent, empty and null are one.</summary>
static class Stored
{
    internal static bool Same<T>(T a, T b) => JsonSerializer.SerializeToUtf8Bytes(a, Events.Json).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(b, Events.Json));
}
