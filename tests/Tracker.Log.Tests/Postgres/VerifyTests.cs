using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

public sealed class VerifyTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Positions 1 to 12: the story and statements in turn, each caused by its predecessor; 3 is taken down by 11.</summary>
    static async Task<Anchor> Write(Database database)
    {
        await using var log = await database.OpenAsync();
        for (var i = 1; i <= 10; i++)
        {
            var entity = i % 2 == 0 ? "story/ukraine" : $"statement/{i}";
            await log.AppendAsync(Some.Append(Some.Saying(entity, $"{{\"text\":\"words {i}\"}}", "actor/putin", $"actor/{i}") with { Cause = i > 1 ? i - 1 : null }), Ct);
        }
        await log.RedactAsync([3], Some.Redaction(3), Ct);
        await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
        return log.Anchor;
    }

    [Fact]
    public async Task What_was_written_is_sound_up_to_its_anchor()
    {
        await using var database = await Database.OfAsync(shared);
        var anchor = await Write(database);
        var found = await database.VerifyAsync(anchor);
        Assert.Null(found.First);
        Assert.Equal((anchor.Cursor, Convert.ToHexString(anchor.Hash.Span)), (found.Head, Convert.ToHexString(found.Hash.Span)));
        Assert.Equal(12, found.Head.Position);
    }

    [Fact]
    public async Task An_empty_log_is_sound()
    {
        await using var database = await Database.OfAsync(shared);
        await (await database.OpenAsync()).DisposeAsync();
        Assert.True((await database.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task A_log_can_be_verified_while_it_is_written()
    {
        await using var database = await Database.OfAsync(shared);
        await using var log = await database.OpenAsync();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++) await log.AppendAsync(Some.Append(Some.Record($"statement/{i}", "actor/putin")), Ct);
        }, Ct);
        do
        {
            Assert.Null((await database.VerifyAsync()).First);
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.Equal(200, (await database.VerifyAsync(log.Anchor)).Head.Position);
    }

    [Theory]
    [InlineData("UPDATE bodies SET body = '{\"text\":\"other\"}' WHERE position = 5", 5, "words")]
    [InlineData("UPDATE bodies SET salt = digest FROM records r WHERE r.position = bodies.position AND r.position = 5", 5, "words")]
    [InlineData("UPDATE records SET digest = hash WHERE position = 5", 5, "words")]
    [InlineData("UPDATE records SET digest = (SELECT digest FROM records WHERE position = 6) WHERE position = 5; UPDATE bodies b SET salt = o.salt, body = o.body FROM bodies o WHERE b.position = 5 AND o.position = 6", 5, "hash")]
    [InlineData("UPDATE records SET hash = digest WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET at = at - 1 WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET kind = 'statement.retracted' WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET version = 2 WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET cause = 3 WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET cause = NULL WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET entity = (SELECT id FROM entities WHERE ref = 'actor/7') WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET entity = 999 WHERE position = 5", 5, "read")]
    [InlineData("UPDATE records SET touches = (SELECT touches FROM records WHERE position = 6) WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET touches = '\\xff' WHERE position = 5", 5, "read")]
    [InlineData("UPDATE records SET touches = '\\x01f0' WHERE position = 5", 5, "read")]
    [InlineData("DELETE FROM records WHERE position = 5", 5, "no record at 5")]
    [InlineData("DELETE FROM records WHERE position = 1", 1, "no record at 1")]
    [InlineData("DELETE FROM records WHERE position = 12", 12, "cannot be found")]
    [InlineData("UPDATE records SET position = 99 WHERE position = 5; UPDATE records SET position = 5 WHERE position = 7; UPDATE records SET position = 7 WHERE position = 99", 5, "words")]
    [InlineData("DELETE FROM bodies WHERE position = 5", 5, "no record.redacted")]
    [InlineData("DELETE FROM bodies WHERE position = 5; INSERT INTO redactions VALUES(5, 11, true)", 5, "no record.redacted")]
    [InlineData("INSERT INTO redactions VALUES(5, 11, true)", 5, "still there")]
    [InlineData("DELETE FROM redactions", 3, "no record.redacted")]
    [InlineData("UPDATE redactions SET by = 12", 3, "no record.redacted")]
    [InlineData("DELETE FROM touches WHERE position = 5 AND entity = (SELECT id FROM entities WHERE ref = 'actor/putin')", 5, "lacks actor/putin")]
    [InlineData("INSERT INTO touches SELECT id, 5 FROM entities WHERE ref = 'actor/7'", 12, "more than the records")]
    [InlineData("UPDATE entities SET ref = 'actor/medvedev' WHERE ref = 'actor/putin'", 1, "hash")]
    [InlineData("UPDATE entities SET version = 2 WHERE ref = 'statement/5'", 5, "version")]
    [InlineData("UPDATE entities SET version = 5 WHERE ref = 'story/ukraine'", 12, "version")]
    [InlineData("UPDATE entities SET version = 1 WHERE ref = 'actor/putin'", 0, "version")]
    [InlineData("UPDATE entities SET cause = 4 WHERE ref = 'story/ukraine'", 12, "cause")]
    [InlineData("UPDATE roles SET name = 'x' WHERE name = 'self'; UPDATE roles SET name = 'self' WHERE name = 'to'; UPDATE roles SET name = 'to' WHERE name = 'x'", 1, "hash")]
    [InlineData("UPDATE head SET hash = (SELECT hash FROM records WHERE position = 11)", 12, "head")]
    public async Task The_first_alteration_is_found(string edit, long position, string what)
    {
        await using var database = await Database.OfAsync(shared);
        await Write(database);
        await database.AskAsync(edit);
        var found = await database.VerifyAsync();
        Assert.NotNull(found.First);
        Assert.Equal(position, found.First.Position);
        Assert.Contains(what, found.First.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_tail_and_a_chain_that_was_computed_anew_are_found_by_an_anchor_and_only_by_it()
    {
        await using var database = await Database.OfAsync(shared);
        await using var forged = await Database.OfAsync(shared);
        var anchor = await Write(database);
        await Write(forged);
        Assert.Contains("another log", (await forged.VerifyAsync(anchor)).First?.What, StringComparison.Ordinal);
        await forged.AskAsync($"UPDATE head SET epoch = '{anchor.Cursor.Epoch}'");
        Assert.Null((await forged.VerifyAsync()).First);
        Assert.Contains("another hash", (await forged.VerifyAsync(anchor)).First?.What, StringComparison.Ordinal);

        await database.AskAsync("""
            DELETE FROM records WHERE position > 11; DELETE FROM bodies WHERE position > 11; DELETE FROM touches WHERE position > 11;
            UPDATE entities e SET version = (SELECT max(version) FROM records WHERE entity = e.id) WHERE ref = 'story/ukraine';
            UPDATE head SET position = 11, hash = (SELECT hash FROM records WHERE position = 11)
            """);
        Assert.Null((await database.VerifyAsync()).First);
        Assert.Contains("cut", (await database.VerifyAsync(anchor)).First?.What, StringComparison.Ordinal);
    }
}
