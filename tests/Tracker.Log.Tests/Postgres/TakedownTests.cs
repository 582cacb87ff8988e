using System.Globalization;
using System.Text;
using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>Words that were taken down leave no byte in the files of the tables. (The write-ahead log has them until it is recycled: deploy/OPERATIONS.md.)</summary>
public sealed class TakedownTests : IAsyncLifetime
{
    PostgresServer _server = null!;
    Database _database = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    // A server of its own: what other tests do must not be in the files that are looked through.
    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _server = await PostgresServer.StartAsync();
        _database = new Database(_server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    static string Canary(long i) => $"canary-{i:x8}-sings";

    /// <summary>The canaries that stand in any file of a table or an index, as it is on the disk.</summary>
    async Task<HashSet<long>> FoundAsync()
    {
        await _database.AskAsync("CHECKPOINT");
        var found = new HashSet<long>();
        foreach (var file in Directory.EnumerateFiles(_server.Data + "/base", "*", SearchOption.AllDirectories))
        {
            var bytes = (await File.ReadAllBytesAsync(file, Ct)).AsSpan();
            for (var at = bytes.IndexOf("canary-"u8); at >= 0; at = bytes.IndexOf("canary-"u8))
            {
                bytes = bytes[(at + 7)..];
                if (bytes.Length >= 8 && long.TryParse(Encoding.ASCII.GetString(bytes[..8]), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var i)) found.Add(i);
            }
        }
        return found;
    }

    [Fact]
    public async Task No_byte_of_the_words_is_left_in_the_files_of_the_tables_when_a_takedown_answers()
    {
        var random = new Random(17);
        await using var log = await _database.OpenAsync();
        var count = 0;
        // Long texts lie out of line, in pieces; short ones share a page; and once-keys may hold a client's words. Noise keeps the database from compressing them.
        while (count < 300)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            {
                var i = Interlocked.Increment(ref count);
                var noise = random.Next(6) == 0 ? Convert.ToBase64String(RandomBytes(random, 9_000)) : "";
                return log.AppendAsync(Some.Append(Some.Saying($"statement/{i}", $"{{\"text\":\"{Canary(i)} {noise} {Canary(i)}\",\"n\":{i}}}", "actor/putin")) with { Once = [Some.Once($"key {Canary(i)}")] }, Ct);
            }));
        }
        var all = await log.ReadAsync(0, 1000, Ct);
        var numbers = all.ToDictionary(record => record.Position, record => System.Text.Json.JsonDocument.Parse(record.Body).RootElement.GetProperty("n").GetInt64());
        // Statistics must not keep samples of words.
        await _database.AskAsync("ANALYZE");
        Assert.Equal(300, (await FoundAsync()).Count);

        var left = numbers.Keys.ToList();
        var gone = new List<long>();
        while (left.Count > 40)
        {
            var positions = left.OrderBy(_ => random.Next()).Take(random.Next(1, 60)).ToList();
            Assert.IsType<Appended>(await log.RedactAsync(positions, Some.Redaction([.. positions]), Ct));
            left.RemoveAll(positions.Contains);
            gone.AddRange(positions);
            await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
            Assert.Empty((await FoundAsync()).Intersect(gone.Select(position => numbers[position])));
        }
        Assert.Equal(left.Select(position => numbers[position]).Order(), (await FoundAsync()).Order());
        Assert.Null((await _database.VerifyAsync(log.Anchor)).First);
    }

    [Fact]
    public async Task A_takedown_answers_only_when_a_session_that_sees_an_old_state_has_let_go_and_others_do_not_wait_for_it()
    {
        var told = new List<string>();
        await using var log = await _database.OpenAsync(options => options with { Trouble = told.Add });
        await log.AppendAsync(Some.Append(Some.Saying("statement/1", $"\"{Canary(1)}\"")), Ct);
        Task<AppendOutcome> takedown;
        await using (var dump = await _database.ConnectAsync())
        {
            await using (var begin = new Npgsql.NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM records", dump)) await begin.ExecuteNonQueryAsync(Ct);
            takedown = log.RedactAsync([1], Some.Redaction(1), Ct);
            for (var i = 0; i < 10; i++)
            {
                Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct));
                await Task.Delay(100, Ct);
            }
            Assert.True((await log.ReadAsync(0, 1, Ct))[0].Redacted);
            Assert.False(takedown.IsCompleted);
        }
        Assert.IsType<Appended>(await takedown.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Empty(await FoundAsync());
        Assert.Single(told, line => line.Contains("still in the database's files", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_left_by_a_process_that_died_after_the_takedowns_commit_are_swept_at_the_next_start()
    {
        await using (var log = await _database.OpenAsync()) await log.AppendAsync(Some.Append(Some.Saying("statement/1", $"\"{Canary(1)}\"")), Ct);
        // As that transaction left it.
        await _database.AskAsync("DELETE FROM bodies WHERE position = 1; INSERT INTO redactions VALUES(1, 2, false)");
        Assert.Single(await FoundAsync());
        await using var again = await _database.OpenAsync();
        for (var turn = 0; turn < 100 && await _database.AskAsync("SELECT count(*) FROM redactions WHERE NOT scrubbed") is not 0L; turn++) await Task.Delay(50, Ct);
        Assert.Empty(await FoundAsync());
    }

    static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
