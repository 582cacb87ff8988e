using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Problems;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Domain.Acts;
using Tracker.Domain.Claims;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Log;
using Tracker.Log.Feed;
using Tracker.Log.Index;

namespace Tracker.Api.Reading;

/// <summary>
/// Why something is as it is: from a cell, a push (its position) or any entity to the record that made it, the record that caused that, the rule, the
/// editor, and the statements with their sources.
/// </summary>
internal static class Explain
{
    const int MostStatements = 20;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/explain", Handle).Needs(Scope.Read).WithTags("reading").Gives<Contracts.Reading.Explanation>(200)
        .WithSummary("What made it: of= a position, a reference (link/x, condition/x, claim/x, statement/x …) or cell/STORY/ACTOR/TOPIC; asOf= and clock= for how it was explained then");

    static async Task<IResult> Handle(HttpContext http, IEventLog log, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var of = http.Request.Query["of"].ToString();
        if (of.Length == 0) return ProblemAnswer.Of(new Refusal("invalid", "A position, a reference (kind/id) or cell/STORY/ACTOR/TOPIC.", "of"));
        var (moment, wrong) = await asOf.ReadAsync(http, StoryOf(of), ct);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        var (record, refusal) = await FindAsync(of, moment, log, index, ct);
        if (refusal is not null) return ProblemAnswer.Of(refusal);
        var cause = record!.Cause is { } position ? (await log.ReadAsync(position - 1, 1, ct))[0] : null;
        var (references, rule, editor) = Read(record);
        var fromCause = cause is null ? default : Read(cause);
        var answer = new JsonObject { ["of"] = of, ["record"] = Item(record) };
        if (rule is not null) answer["rule"] = new JsonObject { ["name"] = rule, ["says"] = RuleTable.Says(rule) };
        if ((editor ?? fromCause.Editor) is { } by) answer["editor"] = by;
        if (cause is not null) answer["cause"] = Item(cause);
        answer["statements"] = await DocumentsAsync("statement/", cause is null ? references : references.Concat(fromCause.References).Prepend(cause.Entity), moment, index, ct);
        answer["acts"] = await DocumentsAsync("act/", references, moment, index, ct);
        answer["claims"] = await DocumentsAsync("claim/", references, moment, index, ct);
        consistency.Stamp(http, index.Position);
        return Results.Json(answer, ApiJson.Options);
    }

    static async Task<(Record? Record, Refusal? Refusal)> FindAsync(string of, Moment? at, IEventLog log, IIndex index, CancellationToken ct)
    {
        var head = at is Moment.Known known ? known.Position : log.Head;
        if (long.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            if (at is not Moment.Known && position > head)
            {
                await log.LookAsync(ct);
                head = log.Head;
            }
            return position >= 1 && position <= head ? ((await log.ReadAsync(position - 1, 1, ct))[0], null) : (null, new Refusal("not-found", $"The log has positions 1 to {head}."));
        }
        var parts = of.Split('/');
        if (!parts.Skip(1).All(Ref.IsId)) return (null, new Refusal("invalid", "A position, a reference (kind/id) or cell/STORY/ACTOR/TOPIC.", "of"));
        if (parts is ["cell", var story, var actor, var topic])
        {
            var moves = await index.PositionsAsync(story, actor, topic, at, null, 1, ct) is { } page ? JsonNode.Parse(page.Span)!["moves"]!.AsArray() : [];
            return moves.Count > 0 ? await FindAsync(moves[0]!["position"]!.GetValue<long>().ToString(CultureInfo.InvariantCulture), at, log, index, ct)
                : (null, new Refusal("not-found", "No position of this actor on this topic is known."));
        }
        if (parts.Length != 2 || await VersionAsync(of, at, index, ct) is not { } version) return (null, new Refusal("not-found", "There is nothing of this name."));
        var newest = await log.ReadStreamAsync(of, version - 1, 1, ct);
        return newest.Count > 0 ? (newest[0], null) : (null, new Refusal("not-found", "There is nothing of this name."));
    }

    static async Task<int?> VersionAsync(string of, Moment? at, IIndex index, CancellationToken ct) =>
        at is null ? (await index.StampAsync(of, ct))?.Version : (await index.GetAsync(of, at, ct))?.Version;

    /// <summary>For its zone, where the question names one.</summary>
    static string? StoryOf(string of) => of.Split('/') is ["cell", var story, _, _] && Ref.IsId(story) ? story : null;

    /// <summary>What a record rests on (references), which rule made it, who gave it.</summary>
    static (IReadOnlyList<string> References, string? Rule, string? Editor) Read(Record record) => record.Event switch
    {
        PositionChanged e => ([.. (e.Cell?.Evidence ?? []).Select(Ref.Statement)], "positions.newest-said", null),
        ConditionOpened e => (e.Evidence, null, e.By),
        ConditionResolved e => ([.. e.Made, .. e.Evidence, .. e.ResolvedBy is { } by ? [by] : (string[])[]], e.Rule, e.By),
        StatementLinked e => ([e.Link.From, e.Link.To], e.Rule, e.By),
        LinkConfirmed e => (Linked(record), null, e.By),
        LinkDismissed e => (Linked(record), e.Rule, e.By),
        ClaimAdded e => ([record.Entity], null, e.By),
        ClaimPreferred e => ([record.Entity, .. e.Superseded.Select(Ref.Claim)], null, e.By),
        ActAdded e => ([record.Entity, .. e.Act.Evidence], null, e.By),
        ActRevised e => ([record.Entity, .. e.Act.Evidence], null, e.By),
        ActStateChanged e => ([record.Entity, .. e.To.Evidence], null, e.By),
        MeetingCreated e => (e.Status.Evidence, null, e.By),
        MeetingStatusChanged e => (e.To.Evidence, null, e.By),
        MeetingParticipationChanged e => (e.To.Evidence, null, e.By),
        StatementAdded e => ([record.Entity, .. e.Statement.Duplicate is { } duplicate ? [Ref.Statement(duplicate.Of)] : (string[])[]], e.Statement.Duplicate?.Rule, e.By),
        StatementCorrected e => ([record.Entity], null, e.By),
        StatementRetracted e => ([record.Entity], null, e.By),
        StatementVerified e => ([record.Entity], null, e.By),
        StatementSourceAdded e => ([record.Entity], null, e.By),
        RecordRedacted e => ([record.Entity], null, e.By),
        _ => ([], null, By(record)),
    };

    static IReadOnlyList<string> Linked(Record record) => [.. record.Touches.Where(touch => touch.Role == TouchRole.Link).Select(touch => touch.Entity)];

    static string? By(Record record)
    {
        if (record.Redacted) return null;
        using var body = JsonDocument.Parse(record.Body);
        return body.RootElement.TryGetProperty("by", out var by) ? by.GetString() : null;
    }

    static async Task<JsonArray> DocumentsAsync(string kind, IEnumerable<string> references, Moment? at, IIndex index, CancellationToken ct)
    {
        var documents = new JsonArray();
        foreach (var reference in references.Where(one => one.StartsWith(kind, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(MostStatements))
        {
            if (await index.GetAsync(reference, at, ct) is { } document) documents.Add(JsonNode.Parse(document.Body.Span));
        }
        return documents;
    }

    static JsonNode Item(Record record) => JsonNode.Parse(WireItem.Of(record).Span)!;
}
