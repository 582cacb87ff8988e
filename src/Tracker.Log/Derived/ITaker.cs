using Tracker.Domain;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Derived;

/// <summary>Takes records into a derived store. Made anew with the store; used by one thread at a time.</summary>
interface ITaker
{
    /// <summary>
    /// Takes a batch in, in one transaction with the watermark (<see cref="Progress.Mark"/>); a batch that throws is not taken in at all and comes again.
    /// True when words were taken down: then no copy of them may stay in the write-ahead log either.
    /// </summary>
    ValueTask<bool> TakeAsync(IReadOnlyList<Record> records, CancellationToken ct);
}

/// <summary>The watermark.</summary>
static class Progress
{
    public static void Mark(Database database, Record last) =>
        database["UPDATE progress SET position = ?, hash = ?"].Bind(last.Position).Bind(last.Hash.Span).Run();
}
