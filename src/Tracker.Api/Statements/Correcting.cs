using System.Text.Json;
using Tracker.Api.Writing;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Statements;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>A correction made ready, or why it cannot be.</summary>
/// <param name="Given">The streams that it rests on.</param>
internal readonly record struct ReadyCorrection(StatementCommand.Correct? Command, IReadOnlyList<Expectation> Given, Refusal? Refusal);

/// <summary>What a correction needs to know of others, wherever it comes from: an editor's own, or a claim that an editor prefers. Its references are known to exist.</summary>
internal sealed class Correcting(IEventLog log, Known known, Circles circles)
{
    public async ValueTask<ReadyCorrection> MakeAsync(
        string id, IReadOnlyDictionary<string, JsonElement> changes, string reason, CorrectionKind kind, string by, CancellationToken ct)
    {
        var (speakers, onBehalfOf) = (Ids(changes, "speakers"), Ids(changes, "onBehalfOf"));
        if ((await known.ObjectsAsync(speakers ?? [])).FirstOrDefault() is { } mute) return new(null, [], Refusals.NotASpeaker(mute) with { Field = "changes.speakers" });
        var utterance = await circles.OfUtteranceAsync(id, changes, ct);
        var chain = (await circles.OfCorrectionAsync(id, changes, ct)).And(utterance);
        if (chain.Refusal is { } circle) return new(null, [], circle);
        // From the same reading as the condition: a second one could find what somebody wrote since.
        changes = Utterances.FirstPart(changes, utterance);
        // Positions that are corrected in may be the first: who takes them is settled now, also of those who spoke all along.
        var before = (await log.LoadAsync<Statement, StatementCommand>(Ref.Statement(id), ct)).Content;
        var media = await known.MediaAsync([.. speakers ?? before.Speakers, .. onBehalfOf ?? before.OnBehalfOf]);
        return new(new StatementCommand.Correct(changes, await SaidUntilAsync(before.Story, changes), media, reason, kind, by), chain.Given, null);
    }

    // A date without a zone is read in the zone of the statement's story.
    async ValueTask<DateTimeOffset?> SaidUntilAsync(string story, IReadOnlyDictionary<string, JsonElement> changes) =>
        story.Length > 0 && changes.TryGetValue("saidAt", out var saidAt) && saidAt.ValueKind == JsonValueKind.String
            ? Said.Until(saidAt.GetString(), await known.ZoneAsync(story))
            : null;

    /// <summary>Null when they are not changed, or to what is no list: the domain refuses that by name.</summary>
    static IReadOnlyList<string>? Ids(IReadOnlyDictionary<string, JsonElement> changes, string field) =>
        changes.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)]
            : null;
}
