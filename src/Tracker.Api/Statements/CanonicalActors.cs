using Tracker.Domain;
using Tracker.Domain.Statements;

namespace Tracker.Api.Statements;

/// <summary>
/// New records name the actor that a merged one turned out to be. Only for references that are known to exist: an actor is asked, and a grain must not be
/// made for every id that somebody makes up.
/// </summary>
/// <param name="made">Ids of actors that come into being with the record: they are merged with nobody.</param>
internal sealed class CanonicalActors(Known known, IReadOnlyList<string>? made = null)
{
    public async ValueTask<string> OfAsync(string actor) => made?.Contains(actor, StringComparer.Ordinal) == true ? actor : await known.CanonicalAsync(actor);

    /// <summary>Two that turned out to be one are there once; one that was given twice stays so, for the domain to refuse.</summary>
    public async ValueTask<IReadOnlyList<string>> OfAsync(IReadOnlyList<string> actors)
    {
        List<string>? canonical = null;
        for (var i = 0; i < actors.Count; i++)
        {
            var actor = await OfAsync(actors[i]);
            if (canonical is null && actor == actors[i]) continue;
            canonical ??= [.. actors.Take(i)];
            canonical.Add(actor);
        }
        // Nearly always: nobody is merged.
        if (canonical is null) return actors;
        return actors.Distinct(StringComparer.Ordinal).Count() == actors.Count ? [.. canonical.Distinct(StringComparer.Ordinal)] : canonical;
    }

    public async ValueTask<IReadOnlyList<ConditionText>> OfAsync(IReadOnlyList<ConditionText> conditions)
    {
        var canonical = new List<ConditionText>(conditions.Count);
        foreach (var condition in conditions)
        {
            var actor = condition.About is { } about && Ref.KindOf(about) == "actor" ? Ref.IdOf(about) : null;
            canonical.Add(actor is null ? condition : condition with { About = Ref.Actor(await OfAsync(actor)) });
        }
        return canonical;
    }

    public async ValueTask<StatementContent> OfAsync(StatementContent statement)
    {
        var positions = statement.Positions;
        if (positions.Any(position => position.Conditions.Count > 0))
        {
            var canonical = new List<PositionTaken>(positions.Count);
            foreach (var position in positions) canonical.Add(position with { Conditions = await OfAsync(position.Conditions) });
            positions = canonical;
        }
        return statement with
        {
            Speakers = await OfAsync(statement.Speakers),
            OnBehalfOf = await OfAsync(statement.OnBehalfOf),
            To = await OfAsync(statement.To),
            ReportedBy = await OfAsync(statement.ReportedBy),
            Platform = statement.Platform is { } platform ? await OfAsync(platform) : null,
            About = statement.About is { } about ? about with { Actors = await OfAsync(about.Actors) } : null,
            Positions = positions,
        };
    }
}
