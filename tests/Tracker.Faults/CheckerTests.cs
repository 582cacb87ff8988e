using System.Text;
using Tracker.Domain;
using Tracker.Faults.Checking;
using Tracker.Faults.Nemesis;
using Tracker.Log.Feed;
using Record = Tracker.Domain.Record;

namespace Tracker.Faults;

/// <summary>The checker sees each kind of violation in a history made by hand, and none in a clean one.</summary>
public sealed class CheckerTests
{
    readonly History _history = new();
    readonly LogBook _book = new();
    readonly Verdict _verdict = new();
    readonly List<Record> _log = [];

    [Fact]
    public void A_clean_history_passes_whatever_became_of_unknown_outcomes()
    {
        Acknowledge(1);
        _history.Invoke(2, 0);
        _history.Info(2, 0);
        Stored(2);
        _history.Invoke(3, 0);
        _history.Info(3, 0);
        _history.Invoke(4, 0);
        _history.Refused(4, 0);
        _history.Invoke(1, 0);
        _history.Ok(1, 0, 1);
        _history.Invoke(1, 3);
        _history.Conflict(1, 3);
        var notes = Reader();
        foreach (var record in _log) notes.Take(record.Position, WireItem.Of(record).Span);
        notes.At("epochepoch:2"u8);
        Judge();
        Assert.True(_verdict.IsClean, _verdict.ToString());
        Assert.Equal((1, 6, 2, 1), (_history.Acknowledged, _history.Attempts, _history.Unknown, _history.Replayed));
    }

    [Fact]
    public void What_was_acknowledged_and_is_not_there_is_lost()
    {
        Acknowledge(1);
        _log.Clear();
        Finds(verdict => verdict.Lost);
    }

    [Fact]
    public void What_nobody_sent_is_a_phantom()
    {
        Stored(7);
        Finds(verdict => verdict.Phantoms);
    }

    [Fact]
    public void What_everyone_was_told_is_not_stored_is_a_phantom()
    {
        _history.Invoke(1, 0);
        _history.Refused(1, 0);
        Stored(1);
        Finds(verdict => verdict.Phantoms);
    }

    [Fact]
    public void A_statement_at_two_positions_is_doubled()
    {
        Acknowledge(1);
        Stored(1);
        Finds(verdict => verdict.Doubled);
    }

    [Fact]
    public void A_reaction_to_one_cause_twice_is_doubled()
    {
        foreach (var _ in (int[])[1, 2]) Add("cell/x", "position.changed", """{"actor":"a","topic":"t","cause":1}""");
        Finds(verdict => verdict.Doubled);
    }

    [Fact]
    public void Another_content_acknowledged_than_stored_is_a_contradiction()
    {
        Acknowledge(1);
        _history.Invoke(1, 2);
        _history.Ok(1, 2, 1);
        Finds(verdict => verdict.Contradicted);
    }

    [Fact]
    public void The_stored_content_refused_as_a_conflict_is_a_contradiction()
    {
        Acknowledge(1);
        _history.Invoke(1, 0);
        _history.Conflict(1, 0);
        Finds(verdict => verdict.Contradicted);
    }

    [Fact]
    public void A_receipt_with_another_position_is_a_fork()
    {
        _history.Invoke(1, 0);
        _history.Ok(1, 0, 5);
        Stored(1);
        Finds(verdict => verdict.Forks);
    }

    [Fact]
    public void Two_receipts_that_differ_are_a_fork()
    {
        Acknowledge(1, hash: 7);
        _history.Invoke(1, 0);
        _history.Ok(1, 0, 1, 8);
        _log[0] = _log[0] with { Hash = Hash(7) };
        Finds(verdict => verdict.Forks);
    }

    [Fact]
    public void A_receipt_with_another_hash_is_a_fork()
    {
        Acknowledge(1, hash: 7);
        Finds(verdict => verdict.Forks);
    }

    [Fact]
    public void Two_readers_with_two_contents_at_one_position_are_a_fork()
    {
        Reader().Take(1, "one"u8);
        Reader().Take(1, "other"u8);
        Finds(verdict => verdict.Forks);
    }

    [Fact]
    public void A_reader_with_another_content_than_the_log_is_a_fork()
    {
        Acknowledge(1);
        Reader().Take(1, "{}"u8);
        Finds(verdict => verdict.Forks);
    }

    [Fact]
    public void A_reader_that_skips_a_position_has_a_hole()
    {
        var notes = Reader();
        notes.Take(1, "a"u8);
        notes.Take(3, "c"u8);
        Finds(verdict => verdict.Holes);
    }

    [Fact]
    public void A_cursor_ahead_of_what_its_reader_got_is_a_hole()
    {
        var notes = Reader();
        notes.Take(1, "a"u8);
        notes.At("epochepoch:2"u8);
        Finds(verdict => verdict.Holes);
    }

    [Fact]
    public void A_log_that_skips_a_position_has_a_hole()
    {
        Acknowledge(1);
        _log.Add(_log[0] with { Position = 3, Entity = "actor/x", Kind = "actor.revised" });
        Finds(verdict => verdict.Holes);
    }

    [Fact]
    public void A_position_that_comes_again_is_a_regression()
    {
        var notes = Reader();
        notes.Take(1, "a"u8);
        notes.Take(1, "a"u8);
        Finds(verdict => verdict.Regressions);
    }

    [Fact]
    public void A_log_whose_time_goes_back_is_a_regression()
    {
        Acknowledge(1);
        Acknowledge(2);
        _log[1] = _log[1] with { At = _log[0].At.AddMilliseconds(-1) };
        Finds(verdict => verdict.Regressions);
    }

    [Fact]
    public void Another_epoch_and_a_reset_are_told()
    {
        var notes = Reader();
        notes.At("epochepoch:0"u8);
        notes.At("otherother:0"u8);
        notes.Reset("ahead");
        Assert.Equal(2, _verdict.Resets.Count);
    }

    [Fact]
    public void All_are_counted_and_the_first_32_are_shown()
    {
        for (var number = 1; number <= 100; number++) Acknowledge(number);
        _log.Clear();
        Judge();
        Assert.Equal((100, 32), (_verdict.Lost.Count, _verdict.Lost.First.Count));
        Assert.Contains("s1, acknowledged at 1", _verdict.Lost.First[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_are_the_same_for_the_same_seed_and_one_in_four_is_quiet()
    {
        var windows = Draw(5);
        Assert.Equal(windows, Draw(5));
        Assert.NotEqual(windows, Draw(6));
        Assert.Equal(10, windows.Count(window => window.Fault == Fault.Quiet));
        Assert.All(windows, window => Assert.InRange(window.Length, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));

        static List<Window> Draw(int seed) => [.. Window.Draw(seed, 40, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))];
    }

    Notes Reader() => new("reader", _book, _verdict);

    /// <summary>Sent, stored at the log's end, and acknowledged there.</summary>
    void Acknowledge(long number, ulong hash = 0)
    {
        _history.Invoke(number, 0);
        Stored(number);
        _history.Ok(number, 0, _log[^1].Position, hash);
    }

    void Stored(long number) => Add($"statement/s{number}", "statement.added", """{"text":"[0] words"}""");

    void Add(string entity, string kind, string body) => _log.Add(new Record
    {
        Position = _log.Count + 1, At = DateTimeOffset.UnixEpoch.AddSeconds(_log.Count), Entity = entity, Version = 1, Kind = kind, Touches = [],
        Body = Encoding.UTF8.GetBytes(body), Hash = Hash(99),
    });

    static byte[] Hash(byte value) => [0, 0, 0, 0, 0, 0, 0, value, .. new byte[24]];

    void Judge()
    {
        var checker = new Checker(_history, _book, _verdict);
        _log.ForEach(checker.Take);
        checker.Finish();
    }

    /// <summary>The violation is found, and nothing else is called one.</summary>
    void Finds(Func<Verdict, Findings> wanted)
    {
        Judge();
        Assert.NotEqual(0, wanted(_verdict).Count);
        Assert.Empty(_verdict.All.Where(findings => findings != wanted(_verdict) && findings.Count > 0).Select(findings => findings.ToString()));
    }
}
