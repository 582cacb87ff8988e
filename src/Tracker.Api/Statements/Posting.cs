using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts.Problems;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>What became of one posted statement: a reply of the log, or a problem before it got there.</summary>
/// <param name="DuplicateOf">Id of the statement that it tells again, or null.</param>
public readonly record struct Posted(Reply? Reply, ProblemDetails? Problem, string? DuplicateOf = null)
{
    public static Posted Refused(Refusal refusal) => new(null, ProblemAnswer.Describe(refusal));
}

/// <summary>
/// The path of one statement up to the log, for single posts and batches alike. A statement has no grain: it is appended on condition that no
/// statement of its id exists, so a hot speaker is no bottleneck.
/// </summary>
public sealed class Posting(IEventLog log, Known known, NewId ids, Retellings retellings)
{
    // Editors may be at work on the other statement.
    const int MostOutrun = 4;

    /// <param name="accept">Take it as a statement of its own without looking whether it tells another one again.</param>
    /// <param name="order">Makes the order from command, once-id and companions (a request's headers decide the rest).</param>
    public async ValueTask<Posted> PostAsync(
        StatementRequest request, string by, bool createUnknown, bool accept, Func<StatementCommand, string?, IReadOnlyList<Companion>, Order<StatementCommand>> order, CancellationToken ct)
    {
        var (id, malformed) = ids.Or(request.Id);
        if (malformed is not null) return Posted.Refused(malformed);
        if ((request.InReplyTo ?? request.SameUtteranceAs) is not null) await log.LookAsync(ct);
        for (var attempt = 0; ; attempt++)
        {
            var exist = Refers(request);
            var speakers = new Speakers(log, known, ids, createUnknown, by);
            var content = await ContentAsync(request, speakers, exist, ct);
            if (speakers.Problem is { } problem) return new Posted(null, problem);
            if (await exist.CheckAsync(log, ct) is { } unknown) return Posted.Refused(unknown);

            var made = speakers.Made.Select(one => Ref.IdOf(one.Entity)).ToList();
            content = await new CanonicalActors(known, made).OfAsync(content);
            if (content.SameUtteranceAs is { } part) content = content with { SameUtteranceAs = await log.FirstPartAsync(part, ct) };
            if (content.SaidAt is not null) content = content with { SaidUntil = Said.Until(content.SaidAt, await known.ZoneAsync(content.Story)) };
            IReadOnlySet<string> media = content.Positions.Count == 0
                ? new HashSet<string>()
                : await known.MediaAsync((content.OnBehalfOf.Count > 0 ? content.OnBehalfOf.TakeLast(1) : content.Speakers).Except(made));
            using var telling = await retellings.HoldAsync(id, content, accept, by, ct);
            var command = new StatementCommand.Post(id, telling.Content, media, by) { Objects = await known.ObjectsAsync(content.Speakers.Except(made)) };
            var entity = Ref.Statement(id);
            var shell = new EntityShell<Statement, StatementCommand>(entity, log, new OwnStreamReads<Statement, StatementCommand>(log));
            var all = order(command, request.Id is null ? null : entity, [.. speakers.Made, .. telling.Companions]) with { Given = telling.Given };
            var reply = await shell.DoAsync(all, assumeNew: true, ct);
            telling.Stored = reply.Answer == Answer.Done;
            if (reply.Answer == Answer.Replayed) return new Posted(reply, null, await retellings.OfAsync(reply.Receipt!, ct));
            if (reply.Answer != Answer.Outrun || attempt >= (telling.Of is null ? 1 : MostOutrun))
                return new Posted(reply, null, reply.Answer is Answer.Done or Answer.Dry ? telling.Of : null);
        }
    }

    static References Refers(StatementRequest request)
    {
        var exist = new References().Add("story", "story", request.Story).Add("meeting", "meeting", request.Meeting).Add("actor", "platform", request.Platform)
            .Add("actor", "about.actors", request.About?.Actors).Add("meeting", "about.meetings", request.About?.Meetings).Add("topic", "about.topics", request.About?.Topics)
            .Add("statement", "inReplyTo", request.InReplyTo).Add("statement", "sameUtteranceAs", request.SameUtteranceAs);
        for (var i = 0; i < (request.Positions?.Count ?? 0); i++)
        {
            var position = request.Positions![i];
            exist.Add("topic", $"positions[{i}].topic", position.Topic);
            for (var j = 0; j < (position.Conditions?.Count ?? 0); j++)
                exist.AddReference($"positions[{i}].conditions[{j}].about", position.Conditions![j].About, "actor", "meeting", "topic");
        }
        return exist;
    }

    static async ValueTask<StatementContent> ContentAsync(StatementRequest request, Speakers speakers, References exist, CancellationToken ct) => StatementMapping.ToContent(
        request,
        await speakers.ResolveAsync("speakers", request.Speakers, exist, ct),
        await speakers.ResolveAsync("onBehalfOf", request.OnBehalfOf, exist, ct),
        await speakers.ResolveAsync("to", request.To, exist, ct),
        await speakers.ResolveAsync("reportedBy", request.ReportedBy, exist, ct));
}
