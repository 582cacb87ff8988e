using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public sealed class TouchTailTests : IDisposable
{
    readonly Store _store = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(32_768)]
    public async Task The_life_of_an_entity_is_the_same_whatever_the_index_has_and_after_opening_again(int window)
    {
        var random = new Random(window);
        var lives = Enumerable.Range(0, 12).ToDictionary(i => $"actor/{i}", _ => new List<long>(), StringComparer.Ordinal);
        for (var opened = 0; opened < 4; opened++)
        {
            await using var log = await _store.OpenAsync(options => options with { TouchWindow = window });
            for (var batch = 0; batch < 25; batch++)
            {
                await Task.WhenAll(Enumerable.Range(0, random.Next(1, 6)).Select(async _ =>
                {
                    var touched = lives.Keys.Where(_ => random.Next(3) == 0).ToList();
                    var append = Some.Append(Some.Record("story/ukraine", [.. touched, .. touched.Take(1)]));
                    var position = Assert.IsType<Appended>(await log.AppendAsync(append, Ct)).Receipts[0].Position;
                    lock (lives) touched.ForEach(actor => lives[actor].Add(position));
                }));
                var (actor, life) = lives.ElementAt(random.Next(lives.Count));
                var (after, upTo, limit) = (random.Next((int)log.Head + 1), random.Next((int)log.Head + 2), random.Next(1, 20));
                Assert.Equal(
                    life.Order().Where(position => position > after && position <= upTo).Take(limit),
                    (await log.ReadTouchingAsync(actor, after, upTo, limit, Ct)).Select(record => record.Position));
            }
            foreach (var (actor, life) in lives)
                Assert.Equal(life.Order(), (await log.ReadTouchingAsync(actor, 0, long.MaxValue, int.MaxValue, Ct)).Select(record => record.Position));
        }
        Assert.Null((await _store.VerifyAsync()).First);
        var indexed = _store.Ask("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'touched'");
        Assert.Equal(window < 1000, indexed > 0);
    }

    [Fact]
    public async Task Rows_above_the_watermark_count_for_nothing()
    {
        await using (var log = await _store.OpenAsync())
        {
            for (var i = 0; i < 10; i++) await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
        }
        _store.Edit("UPDATE meta SET value = '4' WHERE name = 'touched'");   // as after a death between two slices
        Assert.Null((await _store.VerifyAsync()).First);
        await using var again = await _store.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Enumerable.Range(1, 10 + i).Select(p => (long)p), (await again.ReadTouchingAsync("story/ukraine", 0, 100, 100, Ct)).Select(record => record.Position));
            await again.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
        }
    }
}
