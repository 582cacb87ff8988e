using Tracker.Domain;
using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

/// <summary>A store that an older program wrote is read by every later one. When the format must change: raise <see cref="Schema.Version"/>, upgrade at opening, keep this file.</summary>
public sealed class FrozenStoreTests : IDisposable
{
    readonly Store _store = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Frozen => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Frozen", "log-v1.sql"));

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_store_of_format_1_is_sound_and_reads_as_it_was_written()
    {
        _store.Edit(Frozen);
        Assert.True(Anchor.TryParse("04rp093sao2gb0ni:6:2e27d096089830c309949c2cbe3bb32d843916320b1d3853ab654d67f3f18be5", out var anchor));
        Assert.Null((await _store.VerifyAsync(anchor)).First);
        await using var log = await _store.OpenAsync();
        Assert.Equal(anchor.ToString(), log.Anchor.ToString());
        var records = await log.ReadAsync(0, 100, Ct);
        Assert.Equal(
        [
            "1 2025-05-16T10:00:00 actor/zelensky v1 actor.created  {\"name\":\"Зеленський\"}",
            "2 2025-05-16T10:00:01 statement/a v1 statement.added  {\"text\":\"first words\"}",
            "3 2025-05-16T10:00:02 story/ukraine v1 position.changed 2 {\"stance\":\"demands\"}",
            "4 2025-05-16T10:00:02 story/ukraine v2 position.changed 2 {\"stance\":\"rejects\"}",
            "5 2025-05-16T10:00:03 statement/b v1 statement.added  ",
            "6 2025-05-16T10:00:04 record/r1 v1 record.redacted  {\"positions\":[5],\"reason\":\"court order\"}",
        ],
        records.Select(r => $"{r.Position} {r.At:s} {r.Entity} v{r.Version} {r.Kind} {r.Cause} {r.Text()}"));
        Touch[] roles = [new("statement/a", TouchRole.Self), .. Enum.GetValues<TouchRole>().Take(23).Select((role, i) => new Touch($"actor/a{i}", role))];
        Assert.Equal(roles, records[1].Touches);
    }

    [Fact]
    public async Task What_lies_beside_the_records_of_format_1_is_still_known()
    {
        _store.Edit(Frozen);
        await using var log = await _store.OpenAsync();
        var retry = Some.New(Some.Record("statement/a")) with { Once = [Some.Once("statement/a"), Some.Once("header: k")] };
        Assert.Equal(2, Assert.IsType<Replayed>(await log.AppendAsync(retry, Ct)).First.Position);
        Assert.Equal([2L], (await log.ReadTouchingAsync("actor/a22", 0, 100, 10, Ct)).Select(record => record.Position));
        Assert.Equal([new("actor/zelensky", "Зеленський")], await log.ResolveAsync("зеленський", Ct));
        Assert.Equal(2, await log.LastCauseAsync("story/ukraine", Ct));
        Assert.Equal("value"u8.ToArray(), (await log.Settings.GetAsync("keys", "k1", Ct))?.ToArray());
    }

    [Fact]
    public async Task A_new_store_has_the_tables_of_the_frozen_one()
    {
        await (await _store.OpenAsync()).DisposeAsync();
        using var frozen = new Store();
        frozen.Edit(Frozen);
        Assert.Equal(Tables(frozen), Tables(_store));
    }

    static List<string> Tables(Store store)
    {
        using var database = Database.Open(store.File, write: true, TimeSpan.FromSeconds(1));
        var rows = database["SELECT name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"];
        var tables = new List<string>();
        while (rows.Step()) tables.Add(rows.Text(0));
        return tables;
    }
}
