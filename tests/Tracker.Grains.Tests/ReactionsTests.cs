using Tracker.Domain.Positions;
using Tracker.Domain.Statements;

namespace Tracker.GrainsTests;

public sealed class ReactionsTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    readonly IEventLog _log = silos.Temp.Log;

    [Fact]
    public async Task Positions_change_once_for_each_cause_whole_and_fall_back_when_a_statement_is_retracted()
    {
        await Desk.StoryAsync(_log, "r");
        var first = await Desk.PostAsync(_log, "r1", 10, "trump", "r", "truce supports", "swap opposes");
        Assert.Equal(2, (await Of("r", 2)).Count);
        var second = await Desk.PostAsync(_log, "r2", 12, "trump", "r", "truce rejects");
        await Of("r", 3);
        var retracted = await Desk.RetractAsync(_log, "r2");
        await Of("r", 4);
        var gone = await Desk.RetractAsync(_log, "r1");
        var all = await Of("r", 6);

        Assert.Equal(
            [("swap", null, Stance.Opposes, first.Position), ("truce", null, Stance.Supports, first.Position), ("truce", Stance.Supports, Stance.Rejects, second.Position),
             ("truce", Stance.Rejects, Stance.Supports, retracted.Position), ("swap", Stance.Opposes, null, gone.Position), ("truce", Stance.Supports, (Stance?)null, gone.Position)],
            all.Select(one => (one.Event.Topic, one.Event.From?.Stance, one.Event.To?.Stance, one.Event.Cause)));
        Assert.All(all, one => Assert.Equal(one.Event.Cause, one.Record.Cause));
        Assert.Equal(all[0].Record.Position + 1, all[1].Record.Position);
        await Reacting.IsWholeAsync(_log, "r");
    }

    [Fact]
    public async Task Many_statements_at_once_are_reacted_to_exactly_once()
    {
        await Desk.StoryAsync(_log, "many");
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), TestContext.Current.CancellationToken, async (i, _) =>
            await Desk.PostAsync(_log, $"many-{i}", 1 + (i % 28), $"actor-{i % 5}", "many", $"topic-{i % 3} {(i % 2 == 0 ? "supports" : "opposes")}", "common demands"));
        await Of("many", 400);
        await Reacting.IsWholeAsync(_log, "many");
    }

    Task<List<(Record Record, PositionChanged Event)>> Of(string story, int count) => Desk.ReactionsAsync(_log, story, count);
}
