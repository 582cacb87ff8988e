using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public sealed class VerifyTests : IDisposable
{
    readonly Store _store = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    /// <summary>Positions 1 to 12: the story and statements in turn, each caused by its predecessor; 3 is taken down by 11.</summary>
    async Task<Anchor> Write(Store store)
    {
        await using var log = await store.OpenAsync();
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
        var anchor = await Write(_store);
        var found = await _store.VerifyAsync(anchor);
        Assert.Null(found.First);
        Assert.Equal((anchor.Cursor, Convert.ToHexString(anchor.Hash.Span)), (found.Head, Convert.ToHexString(found.Hash.Span)));
        Assert.Equal(12, found.Head.Position);
    }

    [Fact]
    public async Task An_empty_log_is_sound()
    {
        await (await _store.OpenAsync()).DisposeAsync();
        Assert.True((await _store.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task A_log_can_be_verified_while_it_is_written()
    {
        await using var log = await _store.OpenAsync();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++) await log.AppendAsync(Some.Append(Some.Record($"statement/{i}", "actor/putin")), Ct);
        }, Ct);
        do
        {
            Assert.Null((await _store.VerifyAsync()).First);
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.Equal(300, (await _store.VerifyAsync(log.Anchor)).Head.Position);
    }

    [Theory]
    [InlineData("UPDATE records SET body = CAST('{\"text\":\"other\"}' AS BLOB) WHERE position = 5", 5, "words")]
    [InlineData("UPDATE records SET salt = zeroblob(16) WHERE position = 5", 5, "words")]
    [InlineData("UPDATE records SET digest = zeroblob(32) WHERE position = 5", 5, "words")]
    [InlineData("UPDATE records SET digest = (SELECT digest FROM records WHERE position = 6), salt = (SELECT salt FROM records WHERE position = 6), body = (SELECT body FROM records WHERE position = 6) WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET hash = zeroblob(32) WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET at = at - 1 WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET kind = 'statement.retracted' WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET version = 2 WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET cause = 3 WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET cause = NULL WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET entity = (SELECT id FROM entities WHERE ref = 'actor/7') WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET entity = 999 WHERE position = 5", 5, "read")]
    [InlineData("UPDATE records SET touches = (SELECT touches FROM records WHERE position = 6) WHERE position = 5", 5, "hash")]
    [InlineData("UPDATE records SET touches = x'ff' WHERE position = 5", 5, "read")]
    [InlineData("UPDATE records SET touches = x'01f0' WHERE position = 5", 5, "read")]
    [InlineData("DELETE FROM records WHERE position = 5", 5, "no record at 5")]
    [InlineData("DELETE FROM records WHERE position = 1", 1, "no record at 1")]
    [InlineData("UPDATE records SET position = 99 WHERE position = 12; ", 12, "no record at 12")]
    [InlineData("UPDATE records SET position = 99 WHERE position = 5; UPDATE records SET position = 5 WHERE position = 7; UPDATE records SET position = 7 WHERE position = 99", 5, "hash")]
    [InlineData("UPDATE records SET redacted = 1, salt = zeroblob(16), body = zeroblob(length(body)) WHERE position = 5", 5, "no record.redacted")]
    [InlineData("UPDATE records SET redacted = 1, salt = zeroblob(16), body = zeroblob(length(body)) WHERE position = 5; INSERT INTO redactions VALUES(5, 11)", 5, "no record.redacted")]
    [InlineData("UPDATE records SET redacted = 1 WHERE position = 5", 5, "still there")]
    [InlineData("DELETE FROM redactions", 3, "no record.redacted")]
    [InlineData("UPDATE redactions SET by = 12", 3, "no record.redacted")]
    [InlineData("DELETE FROM touches WHERE position = 5 AND entity = (SELECT id FROM entities WHERE ref = 'actor/putin')", 5, "lacks actor/putin")]
    [InlineData("INSERT INTO touches SELECT id, 5 FROM entities WHERE ref = 'actor/7'", 5, "the record has not")]
    [InlineData("INSERT INTO touches VALUES(999, 5)", 5, "the record has not")]
    [InlineData("UPDATE meta SET value = '12' WHERE name = 'touched'", 12, "lacks story/ukraine")]
    [InlineData("UPDATE entities SET ref = 'actor/medvedev' WHERE ref = 'actor/putin'", 1, "hash")]
    [InlineData("UPDATE entities SET version = 2 WHERE ref = 'statement/5'", 5, "version")]
    [InlineData("UPDATE entities SET version = 5 WHERE ref = 'story/ukraine'", 12, "version")]
    [InlineData("UPDATE entities SET version = 1 WHERE ref = 'actor/putin'", 0, "version")]
    [InlineData("UPDATE entities SET cause = 4 WHERE ref = 'story/ukraine'", 12, "cause")]
    [InlineData("UPDATE roles SET name = 'x' WHERE name = 'self'; UPDATE roles SET name = 'self' WHERE name = 'to'; UPDATE roles SET name = 'to' WHERE name = 'x'", 1, "hash")]
    public async Task The_first_alteration_is_found(string edit, long position, string what)
    {
        await Write(_store);
        _store.Edit(edit);
        var found = await _store.VerifyAsync();
        Assert.NotNull(found.First);
        Assert.Equal(position, found.First.Position);
        Assert.Contains(what, found.First.What, StringComparison.Ordinal);
    }

    const string CutTail = """
        DELETE FROM records WHERE position > 9; DELETE FROM touches WHERE position > 9;
        UPDATE records SET redacted = 0 WHERE position = 3;
        UPDATE entities SET version = coalesce((SELECT max(version) FROM records WHERE entity = entities.id), 0),
          cause = coalesce((SELECT cause FROM records WHERE entity = entities.id ORDER BY version DESC LIMIT 1), 0)
        """;

    [Fact]
    public async Task A_cut_tail_is_found_by_an_anchor_and_only_by_it()
    {
        Anchor anchor, early;
        await using (var log = await _store.OpenAsync())
        {
            for (var i = 1; i <= 9; i++) await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
            early = log.Anchor;
            for (var i = 1; i <= 3; i++) await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
            anchor = log.Anchor;
        }
        _store.Edit(CutTail);
        Assert.Contains("whole up to 11, but the log ends at 9", (await _store.VerifyAsync()).First?.What, StringComparison.Ordinal);
        _store.Edit("UPDATE meta SET value = '9' WHERE name = 'touched'");
        Assert.Null((await _store.VerifyAsync()).First);
        Assert.Null((await _store.VerifyAsync(early)).First);
        var found = await _store.VerifyAsync(anchor);
        Assert.Equal(10, found.First?.Position);
        Assert.Contains("cut", found.First?.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_that_was_computed_anew_is_found_by_an_anchor()
    {
        var anchor = await Write(_store);
        using var forged = new Store();
        await Write(forged);
        Assert.Contains("another log", (await forged.VerifyAsync(anchor)).First?.What, StringComparison.Ordinal);
        forged.Edit($"UPDATE meta SET value = '{anchor.Cursor.Epoch}' WHERE name = 'epoch'");
        Assert.Null((await forged.VerifyAsync()).First);
        var found = await forged.VerifyAsync(anchor);
        Assert.Equal(12, found.First?.Position);
        Assert.Contains("another hash", found.First?.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_edits_of_the_file_outside_its_log_are_found()
    {
        var seed = 20250516;
        var random = new Random(seed);
        await Write(_store);
        var original = await File.ReadAllBytesAsync(_store.File, Ct);
        string[] columns = ["at", "entity", "version", "kind", "touches", "cause", "salt", "digest", "hash", "body", "position"];
        for (var i = 0; i < 60; i++)
        {
            await File.WriteAllBytesAsync(_store.File, original, Ct);
            var column = columns[random.Next(columns.Length)];
            var (at, other) = (random.Next(1, 13), random.Next(1, 13));
            _store.Edit(random.Next(4) switch
            {
                0 => $"DELETE FROM records WHERE position = {Math.Min(at, 11)}",
                1 => $"UPDATE records SET position = {at + 100} WHERE position = {Math.Min(at, 11)}",
                2 when column is "kind" => $"UPDATE records SET kind = kind || '.' WHERE position = {at}",
                2 when column is "at" or "entity" or "version" or "cause" or "position" => $"UPDATE records SET {column} = coalesce({column}, 0) + {100 + other} WHERE position = {at}",
                2 => $"UPDATE records SET {column} = CAST(substr({column}, 1, length({column}) / 2) || x'07' || substr({column}, length({column}) / 2 + 2) AS BLOB) WHERE position = {at} AND redacted = 0",
                _ => $"UPDATE records SET digest = (SELECT digest FROM records WHERE position = {other}) WHERE position = {at} AND {at} <> {other}",
            });
            if ((await _store.VerifyAsync()).Sound) Assert.True(SameRecords(original), $"seed {seed}, turn {i}: an edit was not found");
        }
    }

    /// <summary>Some random edits write what was there before.</summary>
    bool SameRecords(byte[] original)
    {
        var copy = _store.File + ".original";
        File.WriteAllBytes(copy, original);
        using var database = Database.Open(_store.File, write: true, TimeSpan.FromSeconds(1));
        database["ATTACH ? AS o"].Bind(copy).Run();
        var differ = database["SELECT count(*) FROM (SELECT * FROM main.records EXCEPT SELECT * FROM o.records)"].Number();
        return differ == 0;
    }

    [Fact]
    public async Task A_file_that_was_cut_is_damaged_or_altered()
    {
        await Write(_store);
        var length = new FileInfo(_store.File).Length;
        for (var pages = 1; pages < length / 4096; pages++)
        {
            var original = await File.ReadAllBytesAsync(_store.File, Ct);
            await using (var file = new FileStream(_store.File, FileMode.Open)) file.SetLength(pages * 4096);
            try
            {
                Assert.False((await _store.VerifyAsync()).Sound, $"cut to {pages} pages");
            }
            catch (LogOpenException refused)
            {
                Assert.Equal("damaged", refused.Code);
            }
            await File.WriteAllBytesAsync(_store.File, original, Ct);
        }
    }

    [Fact]
    public async Task Where_there_is_no_log_there_is_nothing_to_verify()
    {
        Assert.Equal("not-a-log", (await Assert.ThrowsAsync<LogOpenException>(() => _store.VerifyAsync())).Code);
        await File.WriteAllTextAsync(_store.File, "not a database at all, but a text that is long enough to be read as a header of one, is it not?", Ct);
        Assert.Equal("not-a-log", (await Assert.ThrowsAsync<LogOpenException>(() => _store.VerifyAsync())).Code);
    }
}
