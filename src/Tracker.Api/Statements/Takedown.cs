using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>Takes a statement's words out of the store; the record that they were there, and the chain, stay.</summary>
internal static class Takedown
{
    const int PageSize = 500;

    public static void Map(RouteGroupBuilder statements) => statements.MapPost("/{id}/takedown", Handle)
        .Needs(Scope.Admin).Takes<ReasonRequest>().Gives<Receipt>(201).WithSummary("Delete the words for good (law, safety); readers get record.redacted");

    static async Task<IResult> Handle(string id, HttpContext http, IEventLog log, CancellationToken ct)
    {
        var (desk, request, refused) = await Desk.OpenAsync<ReasonRequest>(http, $"takedown statement/{id}", ct);
        if (refused is not null) return refused;
        if (string.IsNullOrWhiteSpace(request!.Reason)) return ProblemAnswer.Of(new Refusal("reason-needed", "Say why.", "reason"));
        if (!Ref.IsId(id)) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var life = await ReadAsync(log, Ref.Statement(id), ct);
            if (life.Count == 0) return ProblemAnswer.Of(new Refusal("not-found", "There is no statement with this id."));
            var open = life.Where(record => !record.Redacted && record.Kind != "record.redacted").Select(record => record.Position).ToList();
            if (open.Count == 0) return desk!.Answer(new Grains.Messages.Reply { Answer = Grains.Messages.Answer.Unchanged, Receipt = Newest(log, life[^1]) });
            var told = await ConditionsAsync(log, life, ct);
            var fact = new Fact(new RecordRedacted { Positions = [.. open.Concat(told).Order()], Reason = request.Reason, By = desk!.By }, Touched(life));
            var append = new Append { Records = [NewRecord.Of(Ref.Statement(id), fact)], Expected = [new Expectation(Ref.Statement(id), life[^1].Version)] };
            switch (await log.RedactAsync([.. open, .. told], append, ct))
            {
                case Appended done: return desk.Answer(new Grains.Messages.Reply { Answer = Grains.Messages.Answer.Done, Receipt = done.Receipts[^1] });
                case Unavailable unavailable: return ProblemAnswer.Of(new Refusal(unavailable.Code, unavailable.Detail));
            }
        }
        return ProblemAnswer.Of(new Refusal("busy", "Others keep changing it; try again."));
    }

    static async Task<List<Record>> ReadAsync(IEventLog log, string entity, CancellationToken ct)
    {
        var life = new List<Record>();
        while (await log.ReadStreamAsync(entity, life.Count == 0 ? 0 : life[^1].Version, PageSize, ct) is { Count: > 0 } page) life.AddRange(page);
        return life;
    }

    // The words of conditions also stand in the position.changed records that the statement caused or is the reason of.
    static async Task<List<long>> ConditionsAsync(IEventLog log, List<Record> life, CancellationToken ct)
    {
        var words = life.SelectMany(record => record.Event switch
        {
            StatementAdded added => added.Statement.Positions,
            StatementCorrected corrected => corrected.Statement.Positions,
            _ => [],
        }).SelectMany(position => position.Conditions).Select(condition => condition.Text).ToHashSet(StringComparer.Ordinal);
        var story = life.SelectMany(record => record.Touches).FirstOrDefault(touch => touch.Role == TouchRole.Story).Entity;
        var found = new List<long>();
        if (words.Count == 0 || story is null) return found;
        var after = life[0].Position - 1;
        while (await log.ReadTouchingAsync(story, after, log.Head, PageSize, ct) is { Count: > 0 } page)
        {
            found.AddRange(page.Where(record => record.Event is Domain.Positions.PositionChanged changed && Says(changed, words)).Select(record => record.Position));
            after = page[^1].Position;
        }
        return found;
    }

    static bool Says(Domain.Positions.PositionChanged changed, HashSet<string> words) =>
        (changed.From?.Conditions ?? []).Concat(changed.To?.Conditions ?? []).Concat(changed.Cell?.Conditions ?? []).Any(condition => words.Contains(condition.Text));

    static List<Touch> Touched(List<Record> life) =>
        [.. life.SelectMany(record => record.Touches).Distinct().OrderBy(touch => touch.Role == TouchRole.Self ? 0 : 1)];

    static Log.Receipt Newest(IEventLog log, Record record) => new(record.Entity, record.Version, record.Position, log.Epoch, record.Hash, record.At);
}
