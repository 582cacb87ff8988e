using System.Diagnostics;
using Tracker.Log;
using Tracker.Log.Search;
using Tracker.Log.Sqlite;

namespace Tracker.Search.Bench;

/// <summary>A clock that goes on as statements are posted.</summary>
sealed class CorpusClock : TimeProvider
{
    public int Posted { get; set; }

    public override DateTimeOffset GetUtcNow() => Corpus.Begin.AddDays(Posted / (double)Corpus.ADay);
}

/// <summary>Fills a log with the corpus, three in a hundred corrected and five given another source, and lets the search follow.</summary>
sealed class Filling(SqliteLog log, CorpusClock clock, string directory)
{
    const int AtOnce = 1_000, Live = 20, LiveRounds = 250;

    readonly Dictionary<int, Receipt> _toCorrect = [];
    int _posted;

    /// <summary>Posts until there are so many statements.</summary>
    public async Task ToAsync(int statements)
    {
        while (_posted < statements) await PostAsync(Math.Min(AtOnce, statements - _posted));
    }

    /// <summary>Lets the search catch up from wherever it is; records a second, and CPU a record.</summary>
    public async Task<(double PerSecond, double Microseconds)> CatchUpAsync()
    {
        await using var search = await SqliteSearch.OpenAsync(new SqliteSearchOptions { Directory = directory, Trouble = Console.Error.WriteLine }, log, default);
        var (from, watch, cpu) = (search.Position, Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await CaughtUpAsync(search);
        var records = Math.Max(1, log.Head - from);
        return (records / watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / records);
    }

    /// <summary>CPU that following costs a statement when twenty come at a time: with the search minus without.</summary>
    public async Task<double> LiveAsync()
    {
        var alone = await LiveAsync(null);
        await using var search = await SqliteSearch.OpenAsync(new SqliteSearchOptions { Directory = directory, Rest = TimeSpan.Zero }, log, default);
        await CaughtUpAsync(search);
        return await LiveAsync(search) - alone;
    }

    async Task<double> LiveAsync(SqliteSearch? search)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var round = 0; round < LiveRounds; round++)
        {
            await PostAsync(Live);
            if (search is not null) await CaughtUpAsync(search);
        }
        return (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / (LiveRounds * Live);
    }

    async Task CaughtUpAsync(SqliteSearch search)
    {
        var caughtUp = search.WaitAsync(log.Head, default).AsTask();
        if (await Task.WhenAny(caughtUp, search.Completion) != caughtUp) await search.Completion;
    }

    async Task PostAsync(int count)
    {
        var first = _posted;
        var records = new List<NewRecord>(count + (count / 10));
        for (; _posted < first + count; _posted++)
        {
            records.Add(Corpus.Posted(_posted));
            // Something that was posted some thousand statements ago.
            var earlier = _posted - 3_000 - (_posted % 7 * 5_000);
            if (_posted % 20 == 7 && earlier > 0) records.Add(Corpus.Sourced(earlier));
            if (_toCorrect.Remove(earlier, out var added)) records.Add(Corpus.Corrected(earlier, added.Position, added.At));
        }
        clock.Posted = _posted;
        var receipts = ((Appended)await log.AppendAsync(new Append { Records = records }, default)).Receipts;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Kind == "statement.added" && int.Parse(records[i].Entity.AsSpan(13), System.Globalization.CultureInfo.InvariantCulture) is var n && n % 33 == 5) _toCorrect[n] = receipts[i];
        }
    }
}
