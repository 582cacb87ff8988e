using Tracker.Specs;
using Record = Tracker.Domain.Record;

namespace Tracker.Log.Tests.Sqlite;

public sealed class CommittedTests : IDisposable
{
    readonly Store _store = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Committed_batches_are_the_log_in_order_and_come_before_the_receipt()
    {
        var told = new List<Record>();
        await using var log = await _store.OpenAsync();
        log.Committed = records =>
        {
            Assert.Equal(log.Head, records[^1].Position);
            lock (told) told.AddRange(records);
        };
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var receipt = Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record($"statement/{i}", "actor/putin") with { Cause = i + 1 }), Ct)).Receipts[0];
            lock (told) Assert.Equal(receipt.Position, told[(int)receipt.Position - 1].Position);
        }, Ct)));
        var read = await log.ReadAsync(0, 1000, Ct);
        Assert.Equal(read.Select(Print), told.Select(Print));
    }

    static string Print(Record record) =>
        $"{record.Position} {record.At:O} {record.Entity} {record.Version} {record.Kind} {string.Join(' ', record.Touches)} {record.Cause} {Convert.ToHexString(record.Hash.Span)} {record.Text()}";
}
