using System.Globalization;
using Tracker.Domain.Links;
using Tracker.Domain.Stories;

namespace Tracker.Domain.Conditions;

/// <summary>
/// The links that conditions make rules propose, from the statement that made one to what decided it. When it turns again, what was proposed and no
/// editor has decided about is taken back; what an editor has decided about is not proposed a second time. One link a condition, however many a record
/// decides: a limit would make what is proposed of one depend on what is so of another, whose words may be gone.
/// </summary>
sealed class ConditionLinks(Record record, string story, bool propose)
{
    internal const string Rule = "links.condition";

    readonly List<Reaction> _reactions = [];

    internal IReadOnlyList<Reaction> Reactions => _reactions;

    /// <param name="evidence">References on which it was decided.</param>
    /// <param name="code">Tells the condition from all others that the record decides.</param>
    internal HeldCondition Turned(HeldCondition before, HeldCondition now, IReadOnlyList<string> evidence, string code)
    {
        foreach (var link in before.Links.Where(link => !link.Decided))
            _reactions.Add(ProposalFold.TakenBack(link.Id, link.Content, Rule, record));
        List<HeldLink> links = [.. before.Links.Where(link => link.Decided)];
        if (propose && Content(now, evidence) is { } content && !links.Exists(link => link.Content == content))
        {
            var link = new HeldLink { Id = string.Create(CultureInfo.InvariantCulture, $"p{record.Position}.{code}"), Content = content };
            _reactions.Add(Reaction.Of(
                record.Position, Link.Touching(link.Id, content).With(new StatementLinked { Link = content, State = LinkState.Proposed, Rule = Rule, Cause = record.Position }), creates: true));
            links.Add(link);
        }
        return now with { Links = links };
    }

    LinkContent? Content(HeldCondition condition, IReadOnlyList<string> evidence)
    {
        if (condition.State is not (ConditionState.Met or ConditionState.Failed) || condition.Evidence.FirstOrDefault(Is("statement")) is not { } from) return null;
        var to = evidence.FirstOrDefault(Is("act")) ?? evidence.FirstOrDefault(Is("statement")) ?? condition.ResolvedBy;
        return to is null || to == from
            ? null
            : new LinkContent { Story = story, From = from, To = to, Kind = condition.State == ConditionState.Met ? LinkKind.ConditionMet : LinkKind.ConditionFailed };

        static Func<string, bool> Is(string kind) => reference => reference.StartsWith(kind + "/", StringComparison.Ordinal);
    }
}
