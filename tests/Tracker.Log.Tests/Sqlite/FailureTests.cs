using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

/// <summary>The store fails at the n-th thing that the writer does, for every n. What was acknowledged is there, what was refused is not, and a doubt stops the log.</summary>
public sealed class FailureTests
{
    const int Full = 13;
    const int Busy = 5;
    const int WriteFailed = 10 | (3 << 8);
    const int FsyncFailed = 10 | (4 << 8);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Fails once, at the n-th moment after it was armed.</summary>
    sealed class Faults(int at, int code)
    {
        int _count;

        public bool Armed { get; set; }
        public Moment? Hit { get; private set; }
        public string? Stopped { get; set; }

        public void Meet(Moment moment)
        {
            if (!Armed || ++_count != at) return;
            Hit = moment;
            throw new StoreError(code, "injected");
        }
    }

    /// <summary>What was answered: the receipts that must be there, and the entities that must not.</summary>
    sealed class Answers
    {
        public List<Receipt> Stored { get; } = [];
        public List<string> Refused { get; } = [];
        public int Unknown { get; set; }
        public bool Taken { get; set; }
    }

    [Theory]
    [InlineData(Full)]
    [InlineData(Busy)]
    [InlineData(WriteFailed)]
    [InlineData(FsyncFailed)]
    public async Task A_failure_at_any_moment_loses_nothing_that_was_acknowledged_and_keeps_nothing_that_was_refused(int code)
    {
        var n = 1;
        for (; ; n++)
        {
            using var store = new Store();
            var faults = new Faults(n, code);
            var answers = await Live(store, faults);
            await Check(store, faults, answers, code, n);
            if (faults.Hit is null) break;
        }
        Assert.InRange(n, 20, 200);
    }

    static async Task<Answers> Live(Store store, Faults faults)
    {
        var answers = new Answers();
        await using var log = await store.OpenAsync(options => options with
        {
            Faults = faults.Meet, FailStop = why => faults.Stopped = why, Durable = false, CheckpointPages = 1,
        });
        await Say(log, answers, Some.New(Some.Record("statement/0", "actor/putin")));
        faults.Armed = true;
        for (var i = 1; i <= 3; i++)
        {
            await Say(log, answers, Some.New(Some.Record($"statement/{i}", "actor/putin"), Some.Record($"act/{i}")) with
            {
                Once = [Some.Once($"statement/{i}")], Names = [new($"act/{i}", [new("name", "Name")])],
            });
        }
        answers.Taken = await Try(answers, () => log.RedactAsync([1], Some.Redaction(1), Ct)) is Appended;
        await Say(log, answers, Some.New(Some.Record("statement/last")));
        await Try(answers, () => log.AppendAsync(Some.Append(Some.Record("act/end")), Ct));
        if (faults.Hit is not null)
        {
            // It resumes by itself, and reads never stopped. Whether it has stopped is asked afterwards: a checkpoint behind the last answer may just be failing.
            var resumed = await Say(log, answers, Some.New(Some.Record("statement/resumed")));
            if (faults.Stopped is null) Assert.IsType<Appended>(resumed);
            Assert.Equal(log.Head, (await log.ReadAsync(0, 100, Ct)).Count);
        }
        faults.Armed = false;
        // The writer tidies up behind an answer: one more round, and it is done with that.
        await Try(answers, () => log.AppendAsync(Some.Append(Some.Record("act/end")), Ct));
        return answers;
    }

    static async Task<AppendOutcome?> Say(SqliteLog log, Answers answers, Append append)
    {
        var outcome = await Try(answers, () => log.AppendAsync(append, Ct));
        if (outcome is Appended appended) answers.Stored.AddRange(appended.Receipts);
        if (outcome is Unavailable) answers.Refused.AddRange(append.Records.Select(record => record.Entity));
        return outcome;
    }

    static async Task<AppendOutcome?> Try(Answers answers, Func<Task<AppendOutcome>> append)
    {
        try
        {
            return await append();
        }
        catch (InvalidOperationException)
        {
            answers.Unknown++;
            return null;
        }
    }

    static async Task Check(Store store, Faults faults, Answers answers, int code, int n)
    {
        var moment = $"code {code}, n = {n}, at {faults.Hit}";
        var doubtful = faults.Hit is Moment.Committed || (faults.Hit is Moment.Commit or Moment.Checkpoint && code is WriteFailed or FsyncFailed);
        Assert.True(doubtful == faults.Stopped is not null, $"{moment}: stopped: {faults.Stopped}");
        Assert.True(doubtful == answers.Unknown > 0, $"{moment}: {answers.Unknown} unknown");
        Assert.True((await store.VerifyAsync()).Sound, moment);
        await using var log = await store.OpenAsync();
        var records = await log.ReadAsync(0, 100, Ct);
        foreach (var receipt in answers.Stored)
            Assert.True(records[(int)receipt.Position - 1] is var record && record.Entity == receipt.Entity && record.Hash.Span.SequenceEqual(receipt.Hash.Span), moment);
        Assert.DoesNotContain(records, record => answers.Refused.Contains(record.Entity, StringComparer.Ordinal));
        if (answers.Taken) Assert.True(records[0].Redacted, moment);
        foreach (var refused in answers.Refused.Where(entity => entity.StartsWith("statement/", StringComparison.Ordinal)))
            Assert.IsType<Appended>(await log.AppendAsync(Some.New(Some.Record(refused)) with { Once = [Some.Once(refused)] }, Ct));
    }

    [Theory]
    [InlineData(Full, "storage-full")]
    [InlineData(Busy, "busy")]
    public async Task A_full_disk_and_a_busy_store_have_codes_of_their_own(int code, string name)
    {
        using var store = new Store();
        var faults = new Faults(1, code);
        var trouble = new List<string>();
        await using var log = await store.OpenAsync(options => options with { Faults = faults.Meet, Trouble = trouble.Add });
        faults.Armed = true;
        Assert.Equal(name, Assert.IsType<Unavailable>(await log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct)).Code);
        Assert.Single(trouble);
        Assert.Equal(1, Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct)).Receipts[0].Position);
    }

    [Fact]
    public async Task A_write_that_cannot_be_taken_back_stops_the_log()
    {
        using var store = new Store();
        var armed = false;
        string? stopped = null;
        await using var log = await store.OpenAsync(options => options with
        {
            FailStop = why => stopped = why,
            Faults = moment =>
            {
                if (armed && moment is (Moment.Write or Moment.Rollback)) throw new StoreError(Full, "injected");
            },
        });
        armed = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct));
        Assert.Contains("could not be taken back", stopped, StringComparison.Ordinal);
        armed = false;
        await Assert.ThrowsAsync<InvalidOperationException>(() => log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct));
        Assert.Empty(await log.ReadAsync(0, 10, Ct));
    }

    [Fact]
    public async Task A_setting_that_could_not_be_written_says_so()
    {
        using var store = new Store();
        var faults = new Faults(1, Full);
        await using var log = await store.OpenAsync(options => options with { Faults = faults.Meet });
        faults.Armed = true;
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => log.Settings.PutAsync("keys", "a", new byte[] { 1 }, Ct));
        Assert.Equal("storage-full", error.Refusal.Code);
        Assert.Null(await log.Settings.GetAsync("keys", "a", Ct));
    }

    [Fact]
    public async Task More_than_may_wait_is_answered_busy_and_the_rest_is_stored()
    {
        using var store = new Store();
        var armed = false;
        using var go = new ManualResetEventSlim();
        using var writing = new SemaphoreSlim(0);
        await using var log = await store.OpenAsync(options => options with
        {
            Waiting = 10,
            Faults = moment =>
            {
                if (!armed || moment != Moment.Commit) return;
                writing.Release();
                go.Wait(Ct);
            },
        });
        armed = true;
        var first = log.AppendAsync(Some.Append(Some.Record("statement/first")), Ct);
        await writing.WaitAsync(Ct);
        var waiting = Enumerable.Range(0, 10).Select(i => log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct)).ToList();
        Assert.Equal("busy", Assert.IsType<Unavailable>(await log.AppendAsync(Some.Append(Some.Record("statement/more")), Ct)).Code);
        go.Set();
        Assert.IsType<Appended>(await first);
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.IsType<Appended>(outcome));
        Assert.Equal(11, log.Head);
    }

    [Fact]
    public async Task A_receipt_comes_after_the_commit_and_with_the_control_before_it()
    {
        foreach (var early in (bool[])[false, true])
        {
            using var store = new Store();
            var armed = false;
            using var go = new ManualResetEventSlim();
            using var committing = new SemaphoreSlim(0);
            await using var log = await store.OpenAsync(options => options with
            {
                BeforeCommit = early ? batch => batch.ToList().ForEach(work => work.Answer()) : null,
                Faults = moment =>
                {
                    if (!armed || moment != Moment.Commit) return;
                    committing.Release();
                    go.Wait(Ct);
                },
            });
            armed = true;
            var append = log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct);
            await committing.WaitAsync(Ct);
            if (early) await append;
            Assert.Equal(early, append.IsCompleted);
            Assert.Equal(0, log.Head);
            go.Set();
            Assert.IsType<Appended>(await append);
        }
    }
}
