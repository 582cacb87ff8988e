using System.Text;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>States of grains beside the log: versions, and no way back for words that were taken down.</summary>
public sealed class SnapshotsTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static byte[] State(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public async Task A_state_is_kept_by_version_for_every_process()
    {
        await using var database = await Database.OfAsync(shared);
        await using var one = await database.OpenAsync();
        await using var two = await database.OpenAsync();
        Assert.Null(await one.Snapshots!.ReadAsync("story/\0", "life", Ct));
        Assert.Equal(1, await one.Snapshots!.WriteAsync("story/a", "life", 0, 5, State("first"), Ct));
        // Another activation was first.
        Assert.Null(await two.Snapshots!.WriteAsync("story/a", "life", 0, 6, State("late"), Ct));
        var kept = await two.Snapshots!.ReadAsync("story/a", "life", Ct);
        Assert.Equal((1, "first"), (kept!.Value.Version, Encoding.UTF8.GetString(kept.Value.Body.Span)));
        Assert.Equal(2, await two.Snapshots!.WriteAsync("story/a", "life", 1, 6, State("second"), Ct));
        Assert.Null(await one.Snapshots!.WriteAsync("story/a", "life", 1, 7, State("stale"), Ct));
        Assert.Null(await one.Snapshots!.ReadAsync("story/a", "other", Ct));
        await one.Snapshots!.ClearAsync("story/a", "life", Ct);
        Assert.Null(await two.Snapshots!.ReadAsync("story/a", "life", Ct));
    }

    [Fact]
    public async Task A_takedown_empties_them_and_a_state_from_before_it_is_not_taken()
    {
        await using var database = await Database.OfAsync(shared);
        await using var log = await database.OpenAsync();
        await log.AppendAsync(Some.Append(Some.Record("statement/a")), Ct);
        Assert.Equal(1, await log.Snapshots!.WriteAsync("story/a", "life", 0, 1, State("words"), Ct));
        await log.RedactAsync([1], Some.Redaction(1), Ct);
        Assert.Null(await log.Snapshots!.ReadAsync("story/a", "life", Ct));
        Assert.Null(await log.Snapshots!.WriteAsync("story/a", "life", 1, 1, State("words"), Ct));
        Assert.Equal(2, await log.Snapshots!.WriteAsync("story/a", "life", 1, 2, State("no words"), Ct));
    }

    [Fact]
    public async Task A_log_of_an_older_format_is_brought_up_to_date_and_keeps_what_it_has()
    {
        await using var database = await Database.OfAsync(shared);
        Anchor anchor;
        await using (var old = await database.OpenAsync(options => options with { Migrate = 1 }))
        {
            await old.AppendAsync(Some.Append(Some.Record("statement/a")), Ct);
            anchor = old.Anchor;
            Assert.Equal(1, await database.AskAsync("SELECT max(number) FROM migrations"));
            // Beside the older program, which goes on.
            await using var newer = await database.OpenAsync();
            Assert.Equal(1, await newer.Snapshots!.WriteAsync("story/a", "life", 0, 1, State("first"), Ct));
            Assert.IsType<Appended>(await old.AppendAsync(Some.Append(Some.Record("statement/b")), Ct));
            Assert.IsType<Appended>(await newer.AppendAsync(Some.Append(Some.Record("statement/c")), Ct));
        }
        Assert.Equal(2, await database.AskAsync("SELECT max(number) FROM migrations"));
        Assert.Null((await database.VerifyAsync(anchor)).First);
        await using var again = await database.OpenAsync();
        Assert.Equal((3, anchor.Cursor.Epoch), (again.Head, again.Epoch));
    }
}
