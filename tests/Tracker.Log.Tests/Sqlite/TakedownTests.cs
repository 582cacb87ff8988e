using System.Globalization;
using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public sealed class TakedownTests : IDisposable
{
    readonly Store _store = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    static string Canary(long i) => $"canary-{i:x8}-sings";

    /// <summary>The canaries that stand in any file of the directory.</summary>
    HashSet<long> Found()
    {
        var found = new HashSet<long>();
        foreach (var file in Directory.EnumerateFiles(_store.Path).Where(file => !file.EndsWith("tracker.lock", StringComparison.Ordinal)))
        {
            var bytes = ReadShared(file).AsSpan();
            for (var at = bytes.IndexOf("canary-"u8); at >= 0; at = bytes.IndexOf("canary-"u8))
            {
                bytes = bytes[(at + 7)..];
                if (bytes.Length >= 8 && long.TryParse(bytes[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var i)) found.Add(i);
            }
        }
        return found;
    }

    static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    [Fact]
    public async Task No_byte_of_the_words_is_left_in_any_file_when_a_takedown_answers()
    {
        var random = new Random(17);
        await using var log = await _store.OpenAsync();
        var count = 0;
        // Long texts have pages of their own (overflow), short ones share a page, and once-keys may hold a client's words.
        while (count < 400)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            {
                var i = Interlocked.Increment(ref count);
                var words = string.Join(' ', Enumerable.Repeat(Canary(i), random.Next(8) == 0 ? 700 : random.Next(1, 12)));
                return log.AppendAsync(Some.Append(Some.Saying($"statement/{i}", $"{{\"text\":\"{words}\",\"n\":{i}}}", "actor/putin")) with { Once = [Some.Once($"key {Canary(i)}")] }, Ct);
            }));
        }
        var all = await log.ReadAsync(0, 1000, Ct);
        var numbers = all.ToDictionary(record => record.Position, record => System.Text.Json.JsonDocument.Parse(record.Body).RootElement.GetProperty("n").GetInt64());
        Assert.Equal(400, Found().Count);

        var left = numbers.Keys.ToList();
        var gone = new List<long>();
        while (left.Count > 40)
        {
            var positions = left.OrderBy(_ => random.Next()).Take(random.Next(1, 25)).ToList();
            Assert.IsType<Appended>(await log.RedactAsync(positions, Some.Redaction([.. positions]), Ct));
            left.RemoveAll(positions.Contains);
            gone.AddRange(positions);
            await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct);
            Assert.Empty(Found().Intersect(gone.Select(position => numbers[position])));
        }
        Assert.Equal(left.Select(position => numbers[position]).Order(), Found().Order());
        Assert.Null((await _store.VerifyAsync(log.Anchor)).First);
    }

    [Fact]
    public async Task A_takedown_answers_only_when_a_reader_that_holds_an_old_view_has_let_go_and_others_do_not_wait_for_it()
    {
        await using var log = await _store.OpenAsync();
        await log.AppendAsync(Some.Append(Some.Saying("statement/1", $"\"{Canary(1)}\"")), Ct);
        Task<AppendOutcome> takedown;
        using (var reader = Database.Open(_store.File, write: false, TimeSpan.FromSeconds(1)))
        {
            reader.Execute("BEGIN");
            Assert.Equal(1, reader["SELECT count(*) FROM records"].Number());
            takedown = log.RedactAsync([1], Some.Redaction(1), Ct);
            for (var i = 0; i < 3; i++) Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("story/ukraine")), Ct));
            Assert.False(takedown.IsCompleted);
            reader.Execute("COMMIT");
        }
        Assert.IsType<Appended>(await takedown.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Empty(Found());
    }

    [Fact]
    public async Task Words_left_by_a_process_that_died_after_the_takedowns_commit_are_swept_at_the_next_start()
    {
        var log = await _store.OpenAsync(options => options with
        {
            FailStop = _ => { },
            Faults = moment =>
            {
                if (moment == Moment.Checkpoint && File.Exists(Path.Combine(_store.Path, "die"))) throw new StoreError(10 | (4 << 8), "died here");
            },
        });
        await log.AppendAsync(Some.Append(Some.Saying("statement/1", $"\"{Canary(1)}\"")), Ct);
        await File.WriteAllTextAsync(Path.Combine(_store.Path, "die"), "", Ct);
        using var last = Database.Open(_store.File, write: false, TimeSpan.FromSeconds(1));
        Assert.Equal(1, last["SELECT count(*) FROM records"].Number());   // keeps the write-ahead log there, as a death does
        await Assert.ThrowsAsync<InvalidOperationException>(() => log.RedactAsync([1], Some.Redaction(1), Ct));
        await log.DisposeAsync();
        Assert.Single(Found());
        await using var again = await _store.OpenAsync();
        Assert.Empty(Found());
        Assert.True((await again.ReadAsync(0, 1, Ct))[0].Redacted);
    }
}
