using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts.Keys;
using Tracker.Contracts.Problems;
using Tracker.Contracts.Statements;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Grains.Messages;
using Tracker.Log;

namespace Tracker.Api.Statements;

/// <summary>
/// Turns the names in one request into actor ids, through the log's table of names; may make unreviewed actors for those that nobody carries. The names of
/// a merged actor are those of the one that it turned out to be.
/// </summary>
public sealed class Speakers(IEventLog log, Known known, NewId ids, bool createUnknown, string by)
{
    const int MaxNearest = 5;

    readonly Dictionary<string, Companion> _made = new(StringComparer.Ordinal);

    /// <summary>Actors that come into being with the statement, in order of first naming.</summary>
    public IReadOnlyList<Companion> Made => [.. _made.Values];

    public ProblemDetails? Problem { get; private set; }

    public async ValueTask<IReadOnlyList<string>> ResolveAsync(string field, IReadOnlyList<ActorRef>? references, References exist, CancellationToken ct)
    {
        if (references is null) return [];
        var resolved = new List<string>(references.Count);
        for (var i = 0; i < references.Count && Problem is null; i++)
        {
            if (references[i].Id is { } id)
            {
                exist.Add("actor", $"{field}[{i}]", id);
                resolved.Add(id);
            }
            else if (await ByNameAsync($"{field}[{i}]", references[i].Name!, ct) is { } found) resolved.Add(found);
        }
        return resolved;
    }

    async ValueTask<string?> ByNameAsync(string field, string name, CancellationToken ct)
    {
        var normalized = Names.Normalize(name);
        if (normalized.Length == 0)
        {
            Problem = ProblemAnswer.Describe(new Refusal("invalid", "A name has at least one letter or digit.", field));
            return null;
        }
        var actors = await known.CanonicalAsync((await log.ResolveAsync(normalized, ct)).Where(IsActor));
        if (actors.Count == 1) return Ref.IdOf(actors[0].Entity);
        if (_made.TryGetValue(normalized, out var made)) return Ref.IdOf(made.Entity);
        if (actors.Count == 0 && createUnknown) return Make(normalized, name);
        Problem = actors.Count > 1
            ? ProblemAnswer.Describe(new Refusal("ambiguous-actor", $"The name fits {actors.Count} actors.", field), nearest: Matches(actors))
            : ProblemAnswer.Describe(new Refusal("unknown-actor", "No actor carries this name.", field), nearest: Matches(await known.CanonicalAsync((await log.NearestNamesAsync(normalized, MaxNearest, ct)).Where(IsActor))));
        return null;
    }

    string Make(string normalized, string name)
    {
        var id = ids.Next();
        var profile = new ActorProfile { Kind = ActorKind.Person, Name = name, Reviewed = false };
        var fact = Actor.Decide(Actor.Initial, new ActorCommand.Create(id, profile, by)).Facts[0];
        _made[normalized] = new Companion(
            Ref.Actor(id), [new DraftRecord(Ref.Actor(id), Events.KindOf(fact.Event), fact.Touches, Events.Write(fact.Event))], [new NameSet(Ref.Actor(id), Names.Of(profile))]);
        return id;
    }

    static bool IsActor(NameHit hit) => hit.Entity.StartsWith("actor/", StringComparison.Ordinal);

    static IReadOnlyList<NameMatch> Matches(IEnumerable<NameHit> hits) => [.. hits.Select(hit => new NameMatch { Entity = hit.Entity, Name = hit.Name })];
}
