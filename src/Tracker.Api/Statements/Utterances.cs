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
    /// <param name="trail">Of <see cref="Circles.OfUtteranceAsync"/>.</param>
    public static IReadOnlyDictionary<string, JsonElement> FirstPart(IReadOnlyDictionary<string, JsonElement> changes, Trail trail) =>
        trail.Passed is [.., var first]
            ? new Dictionary<string, JsonElement>(changes, StringComparer.Ordinal) { ["sameUtteranceAs"] = JsonSerializer.SerializeToElement(Ref.IdOf(first)) }
            : changes;
}
