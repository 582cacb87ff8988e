using Tracker.Api.Json;
using Tracker.Api.Keys;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts.Problems;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>What became of one line.</summary>
/// <param name="DuplicateOf">Id of the statement that it tells again, or null.</param>
internal readonly record struct LineAnswer(long Line, int Status, Reply? Reply, ProblemDetails? Problem, string? DuplicateOf = null);

/// <summary>Starts lines, and holds those back that refer to a line still under way.</summary>
internal sealed class BatchLines(Posting posting, Departure departure, Principal principal, bool create, bool accept, Precondition precondition)
{
    readonly Dictionary<string, Task> _underWay = new(StringComparer.Ordinal);

    public async ValueTask<Task<LineAnswer>> StartAsync(long line, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (departure.Begun) return Task.FromResult(new LineAnswer(line, 503, null, ProblemAnswer.Describe(Departure.Refusal)));
        if (bytes.IsEmpty) return Task.FromResult(new LineAnswer(line, 413, null, ProblemAnswer.Describe(new Refusal("too-large", "The line is over 1 MiB."))));
        var read = RequestBody.Parse<StatementRequest>(bytes.Span, "create statement");
        if (read.Refusal is { } refusal) return Task.FromResult(new LineAnswer(line, 400, null, ProblemAnswer.Describe(refusal)));
        var request = read.Value!;
        foreach (var other in new[] { request.Id, request.InReplyTo, request.SameUtteranceAs })
        {
            if (other is not null && _underWay.TryGetValue(other, out var first)) await first;
        }
        var posted = PostAsync(line, request, read.Fingerprint, ct);
        if (request.Id is not null)
        {
            if (_underWay.Count > 4_096)
            {
                foreach (var (id, _) in _underWay.Where(pair => pair.Value.IsCompleted).ToList()) _underWay.Remove(id);
            }
            _underWay[request.Id] = posted;
        }
        return posted;
    }

    async Task<LineAnswer> PostAsync(long line, StatementRequest request, byte[] fingerprint, CancellationToken ct)
    {
        Posted posted;
        try
        {
            posted = await posting.PostAsync(request, principal.Name, create, accept, Order, ct);
        }
        catch (Exception failed) when (OutOfReach.Refusal(failed) is { } refusal)
        {
            // One line's answer, as it would be of one post; the lines after it may find everything well again.
            return new LineAnswer(line, 503, null, ProblemAnswer.Describe(refusal));
        }
        var problem = posted.Problem ?? (posted.Reply!.Answer switch
        {
            Answer.Refused => ProblemAnswer.Describe(posted.Reply.Refusal!),
            Answer.Outrun => ProblemAnswer.Describe(Desk.Outrun),
            _ => null,
        });
        return new LineAnswer(line, problem?.Status ?? (posted.Reply!.Answer == Answer.Done ? 201 : 200), posted.Reply, problem, posted.DuplicateOf);

        Order<StatementCommand> Order(StatementCommand command, string? idKey, IReadOnlyList<Companion> companions) => new()
        {
            Command = command, Once = precondition.Once(principal.Id, idKey, fingerprint), DryRun = precondition.DryRun, Companions = companions,
        };
    }
}
