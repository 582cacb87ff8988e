using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Writing;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Domain.Statements.Likeness;
using Tracker.Grains.Messages;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>What a coming statement is to be stored as. Disposed when it is known what became of it.</summary>
public sealed class Telling(StatementContent content) : IDisposable
{
    internal Action<bool>? Ended { get; init; }

    /// <summary>The statement as it came, or as a duplicate of another one.</summary>
    public StatementContent Content => content;

    /// <summary>Id of the statement that it tells again; null = it is one of its own.</summary>
    public string? Of => content.Duplicate?.Of;

    /// <summary>The other statement's further sources.</summary>
    public IReadOnlyList<Companion> Companions { get; init; } = [];

    /// <summary>The other statement as it was when this was decided.</summary>
    public IReadOnlyList<Expectation> Given { get; init; } = [];

    /// <summary>Whether it is stored; until that is known, it counts as if it were.</summary>
    public bool Stored { get; set; } = true;

    public void Dispose() => Ended?.Invoke(Stored);
}

/// <summary>
/// Holds a coming statement against what its speakers said of late. The same words from another source go to the other statement as a further source; what is
/// likely the same in other words waits for an editor. Either is stored under its own id and counts for nobody (<see cref="Duplicate"/>).
/// </summary>
public sealed class Retellings(IEventLog log, RecentStatements recent, [FromKeyedServices("app")] TimeProvider clock)
{
    const int MostSteps = 8;
    const int Gates = 64;

    // Outlets that post the same at once change one statement's sources: in turn, or all but one would have to look again each time.
    readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new SemaphoreSlim(1, 1))];

    /// <param name="accept">Take it as one of its own without looking.</param>
    public async ValueTask<Telling> HoldAsync(string id, StatementContent content, bool accept, string by, CancellationToken ct)
    {
        if (accept || content.Sources.Count == 0) return new Telling(content);
        var signature = Signature.Of(id, content, clock.GetUtcNow());
        var except = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var (found, entered) = await recent.FindOrEnterAsync(signature, except, ct);
            if (entered is not null) return new Telling(content) { Ended = stored => recent.Done(entered, stored) };
            if (found!.UnderWay is { } underWay) await underWay.WaitAsync(ct);
            else if (await TellingAsync(content, found, by, ct) is { } telling) return telling;
            else except.Add(found.Signature.Id);
        }
    }

    /// <summary>Of which statement a receipt's first record says that it tells it again; for a retry's answer.</summary>
    public async ValueTask<string?> OfAsync(Log.Receipt receipt, CancellationToken ct)
    {
        var first = await log.FirstAsync(receipt.Entity, ct);
        return first?.Touches.FirstOrDefault(touch => touch.Role == TouchRole.Duplicate).Entity is { } of ? Ref.IdOf(of) : null;
    }

    /// <summary>Null when what it resembles is no original that could have a further source: retracted, taken down, or with all of these sources.</summary>
    async ValueTask<Telling?> TellingAsync(StatementContent content, Resembled found, string by, CancellationToken ct)
    {
        var of = found.Signature.Duplicate?.Of ?? found.Signature.Id;
        for (var step = 0; step < MostSteps; step++)
        {
            var gate = _gates[(uint)of.GetHashCode(StringComparison.Ordinal) % Gates];
            await gate.WaitAsync(ct);
            var handedOver = false;
            try
            {
                var original = await log.LoadAsync<Statement, StatementCommand>(Ref.Statement(of), ct);
                if (original.Version == 0 || original.Redacted || original.Status == StatementStatus.Retracted || original.Content.Story != content.Story) return null;
                if (original.Content.Duplicate is { } duplicate)
                {
                    of = duplicate.Of;
                    continue;
                }
                var telling = Told(content, found, original, by, gate);
                handedOver = telling is not null;
                return telling;
            }
            finally
            {
                if (!handedOver) gate.Release();
            }
        }
        return null;
    }

    static Telling? Told(StatementContent content, Resembled found, Statement original, string by, SemaphoreSlim gate)
    {
        var (facts, refusal) = FurtherSources.Of(original, content.Sources, by);
        if (facts.Count == 0 && refusal is null) return null;
        var entity = Ref.Statement(original.Id);
        // What resembles something that is itself only likely told again is no surer than that; and one that can take no more sources is for an editor too.
        var surely = refusal is null && found is { Retelling.Rule: Retelling.SameWords, Signature.Duplicate: null or { State: DuplicateState.Attached } };
        var likely = found.Signature.Duplicate is { State: DuplicateState.Likely } waiting ? waiting : null;
        var told = new Duplicate
        {
            Of = original.Id, State = surely ? DuplicateState.Attached : DuplicateState.Likely,
            Rule = likely?.Rule ?? found.Retelling.Rule, Score = Math.Min(likely?.Score ?? 100, found.Retelling.Score),
        };
        return new Telling(content with { Duplicate = told })
        {
            Companions = surely ? [Companion.Of(entity, original.Version, facts)] : [],
            Given = surely ? [] : [new Expectation(entity, original.Version)],
            Ended = _ => gate.Release(),
        };
    }
}
