using Tracker.Log.Search;
using Moment = Tracker.Log.Index.Moment;

namespace Tracker.Log.Tests.Searches;

public sealed class OracleTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Every_question_on_both_clocks_is_answered_as_the_plain_way_answers_it(int seed)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await SearchDesk.OpenAsync(partitionRows: 9);
        var random = new RandomDesk(desk, seed);
        var (asked, found, past, facets) = (0, 0, 0, 0);
        while (random.Steps < 240)
        {
            await random.StepAsync();
            if (random.Steps % 6 != 0) continue;
            await desk.CaughtUpAsync();
            var oracle = new Oracle(await desk.Log.ReadAsync(0, 100_000, ct));
            for (var i = 0; i < 25; i++)
            {
                var query = random.Ask();
                var expected = oracle.Find(query);
                var answer = await desk.Search.FindAsync(query, ct);
                var ids = answer.Hits.Select(hit => (hit.Statement, hit.Position));
                if (query.Order == SearchOrder.Best) ids = ids.OrderByDescending(hit => hit.Position);
                Assert.Equal(expected.Select(state => (state.Id, state.Position)), ids);
                Assert.False(answer.More);
                if (answer.Ranked is { } ranked) Assert.Equal(new Considered(expected.Count, true), ranked);
                if (query.Facets) facets += AssertFacets(expected, answer.Facets!);
                else Assert.Null(answer.Facets);
                (asked, found, past) = (asked + 1, found + (expected.Count > 0 ? 1 : 0), past + (query.At is Moment.Known && expected.Count > 0 ? 1 : 0));
            }
        }
        Assert.True(found > asked / 4 && past > 20 && facets > 500, $"{asked} questions, {found} with an answer, {past} about the past, {facets} counts: too few to tell anything.");
    }

    [Theory, InlineData(5), InlineData(6)]
    public async Task Pages_are_the_whole_without_gap_or_repeat(int seed)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await SearchDesk.OpenAsync(partitionRows: 9);
        var random = new RandomDesk(desk, seed);
        while (random.Steps < 150) await random.StepAsync();
        await desk.CaughtUpAsync();
        var several = 0;
        for (var i = 0; i < 150; i++)
        {
            var query = random.Ask();
            // Without a word to rank by, best is newest and paged so.
            if (query.Terms.All(term => term.Excluded)) query = query with { Order = SearchOrder.Newest };
            var whole = (await desk.Search.FindAsync(query, ct)).Hits;
            var (paged, more) = (new List<SearchHit>(), true);
            while (more && paged.Count <= whole.Count)
            {
                var page = await desk.Search.FindAsync(query with { Limit = 3, Before = paged.Count > 0 && query.Order == SearchOrder.Newest ? paged[^1].Position : null, Offset = paged.Count }, ct);
                more = page.More;
                Assert.True(page.Hits.Count == 3 || !more);
                paged.AddRange(page.Hits);
            }
            Assert.Equal(whole, paged);
            if (whole.Count > 3) several++;
        }
        Assert.True(several > 20);
    }

    static int AssertFacets(List<Domain.Statements.Statement> expected, FacetCounts counts)
    {
        Assert.Equal(new Considered(expected.Count, true), counts.Of);
        var values = 0;
        foreach (var (facet, plain) in Oracle.Counts(expected))
        {
            Assert.Equal(plain.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new FacetValue(pair.Key, pair.Value)), counts.Values[facet]);
            values += plain.Count;
        }
        var days = Oracle.Days(expected);
        Assert.Equal(expected.Count, counts.Dates.Sum(date => date.Count));
        if (counts.Dates.Count > 0 && counts.Dates[0].Value.Length == 10) Assert.Equal(days.OrderByDescending(pair => pair.Key, StringComparer.Ordinal).Select(pair => new FacetValue(pair.Key, pair.Value)), counts.Dates);
        Assert.All(counts.Dates, date => Assert.Equal(days.Where(day => day.Key.StartsWith(date.Value, StringComparison.Ordinal)).Sum(day => day.Value), date.Count));
        return values;
    }
}
