using System.Globalization;
using Tracker.Pairs;

namespace Tracker.DomainTests.Statements.Likeness;

/// <summary>The tune split of tests/bench/pairs keeps what was measured, less a little. The held-out third is read by no test.</summary>
public sealed class MeasuredTests
{
    [Fact]
    public void Tuned_pairs_are_told_apart_as_measured()
    {
        // The project's own sentences alone: the same pairs wherever this runs.
        var lines = Pair.Make(Folder(AppContext.BaseDirectory), shared: "/nowhere", _ => { });
        Assert.SkipWhen(lines is null, "node, or the script of the pairs, is not here.");
        var pairs = Pair.Read(lines!, "tune");
        var duplicates = Counts.Of(pairs.Where(pair => pair.IsDuplicate && !Report.Apart.Contains(pair.Class)).Select(pair => pair.Compare()));
        var distinct = Counts.Of(pairs.Where(pair => !pair.IsDuplicate).Select(pair => pair.Compare()));
        var (caught, attached) = (Quality.Caught(duplicates, distinct), Quality.Attached(duplicates, distinct));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"caught {caught}, attached {attached}, wrongly attached {distinct.Attached}"));
        Assert.True(caught is { Precision: > 0.92, Recall: > 0.69 }, caught.ToString());
        Assert.True(attached.Recall > 0.17, attached.ToString());
        Assert.Equal(0, distinct.Attached);
        Assert.InRange(new Desk(pairs).OtherStatements.Caught, 0, 10);
    }

    static string Folder(string from) =>
        File.Exists(Path.Combine(from, "Tracker.sln")) ? Path.Combine(from, "tests/bench/pairs") : Folder(Path.GetDirectoryName(from) ?? throw new DirectoryNotFoundException("Tests run inside the checkout."));
}
