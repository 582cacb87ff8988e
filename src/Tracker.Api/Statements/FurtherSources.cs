using Tracker.Domain;
using Tracker.Domain.Statements;

namespace Tracker.Api.Statements;

/// <summary>What a statement makes of several further sources at once.</summary>
internal static class FurtherSources
{
    /// <summary>Facts for those that it does not have yet, and the refusal of the first that it cannot take.</summary>
    public static (IReadOnlyList<Fact> Facts, Refusal? Refusal) Of(Statement statement, IReadOnlyList<Source> sources, string? by)
    {
        var facts = new List<Fact>();
        foreach (var source in sources)
        {
            var decision = Statement.Decide(statement, new StatementCommand.AddSource(source, by));
            if (decision.Refusal is { } refusal) return (facts, refusal);
            if (decision.Facts.Count == 0) continue;
            facts.AddRange(decision.Facts);
            // What is decided next knows of it: the same source twice is one.
            statement = statement with { Content = statement.Content with { Sources = [.. statement.Content.Sources, source] } };
        }
        return (facts, null);
    }
}
