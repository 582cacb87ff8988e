using System.Text.Json;
using Tracker.Api.Writing;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>All parts of an utterance name its first one: whoever names another part means the same.</summary>
internal static class Utterances
{
    const int MostSteps = 64;

    public static async ValueTask<string> FirstPartAsync(this IEventLog log, string part, CancellationToken ct)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if ((await log.LoadAsync<Statement, StatementCommand>(Ref.Statement(part), ct)).Content.SameUtteranceAs is not { } first) break;
            part = first;
        }
        return part;
    }

    /// <summary>The changes of a correction, with the first part where they name another one.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, JsonElement>> FirstPartAsync(this IEventLog log, IReadOnlyDictionary<string, JsonElement> changes, CancellationToken ct)
    {
        const string field = "sameUtteranceAs";
        if (!changes.TryGetValue(field, out var part) || part.ValueKind != JsonValueKind.String || !Ref.IsId(part.GetString()!)) return changes;
        return new Dictionary<string, JsonElement>(changes, StringComparer.Ordinal) { [field] = JsonSerializer.SerializeToElement(await log.FirstPartAsync(part.GetString()!, ct)) };
    }
}
