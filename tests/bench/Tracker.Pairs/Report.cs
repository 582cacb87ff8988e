using System.Globalization;
using System.Text;

namespace Tracker.Pairs;

/// <summary>The measurement as Markdown.</summary>
static class Report
{
    /// <summary>Shown apart and left out of the sums: across languages there are no words to compare, and an office is another speaker.</summary>
    public static readonly string[] Apart = ["translated", "office_attribution"];

    public static string Of(IReadOnlyList<Pair> pairs, string split)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{pairs.Count} pairs, split {split}.").AppendLine();
        Sums(text, pairs);
        Classes(text, pairs);
        Realistic(text, pairs);
        return text.ToString();
    }

    static void Sums(StringBuilder text, IReadOnlyList<Pair> pairs)
    {
        text.AppendLine("| without " + string.Join(" and ", Apart) + " | caught: precision | recall | F1 | attached: precision | recall | wrongly attached |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        Sum(text, "as posted", pairs);
        Sum(text, "as posted, negation_or_number no fault (an editor should see it)", [.. pairs.Where(pair => pair.Class != "negation_or_number")]);
        Sum(text, "control: addresses of sources removed", [.. pairs.Select(Sources.WithoutAddresses)]);
        Sum(text, "control: two outlets in every pair", [.. pairs.Select(Sources.OfTwoOutlets)]);
        text.AppendLine();
    }

    static void Sum(StringBuilder text, string name, IReadOnlyList<Pair> pairs)
    {
        var duplicates = Counts.Of(pairs.Where(pair => pair.IsDuplicate && !Apart.Contains(pair.Class)).Select(pair => pair.Compare()));
        var distinct = Counts.Of(pairs.Where(pair => !pair.IsDuplicate).Select(pair => pair.Compare()));
        var (caught, attached) = (Quality.Caught(duplicates, distinct), Quality.Attached(duplicates, distinct));
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {caught.Precision:P1} | {caught.Recall:P1} | {caught.F1:F3} | {attached.Precision:P1} | {attached.Recall:P1} | {distinct.Attached} of {distinct.All} |");
    }

    static void Classes(StringBuilder text, IReadOnlyList<Pair> pairs)
    {
        text.AppendLine("| class | label | pairs | caught | of these attached | caught, two outlets |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var group in pairs.GroupBy(pair => (pair.IsDuplicate, pair.Class)).OrderBy(group => (!group.Key.IsDuplicate, Apart.Contains(group.Key.Class), group.Key.Class)))
        {
            var (found, apart) = (Counts.Of(group.Select(pair => pair.Compare())), Counts.Of(group.Select(pair => Sources.OfTwoOutlets(pair).Compare())));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Class} | {(group.Key.IsDuplicate ? Apart.Contains(group.Key.Class) ? "duplicate, apart" : "duplicate" : "distinct")} | {found.All} | {found.Caught} ({found.Share:P0}) | {found.Attached} | {apart.Caught} ({apart.Share:P0}) |");
        }
        text.AppendLine();
    }

    static void Realistic(StringBuilder text, IReadOnlyList<Pair> pairs)
    {
        var desk = new Desk(pairs);
        text.AppendLine(CultureInfo.InvariantCulture, $"Wrongly caught of other statements of one speaker whose dates fit, each from an outlet of its own: {desk.OtherStatements.Caught} of {desk.OtherStatements.All}; of any two: {desk.AnyStatements.Caught} of {desk.AnyStatements.All}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"A post is held against {Desk.Others} statements of its speaker; \"near\": so many of them say something else about the same, as near_miss does ({desk.FalseOfNear:P1} of those are caught wrongly).").AppendLine();
        text.AppendLine("| of all posts are retellings | estimated precision of what is caught, " + Desk.Near + " near | none near |").AppendLine("| --- | --- | --- |");
        foreach (var share in new[] { 0.5, 0.2, 0.1, 0.05 })
            text.AppendLine(CultureInfo.InvariantCulture, $"| {share:P0} | {desk.Precision(share, Desk.Near):P0} | {desk.Precision(share, 0):P0} |");
    }
}
