using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>
/// What happened in a story, record by record, each with how much there had been of it by then: from here a story's life is drawn and walked without
/// reading a record. What a story makes of a record (a reaction) belongs to that record.
/// </summary>
sealed class ChangeRows(Database database)
{
    readonly record struct Counts(long Position, long N, long Statements, long Moves, long Statuses);

    const int Kept = 1_024;
    Bounded<long, Counts> _last = new(Kept);

    public void Add(EntityRow story, Record record)
    {
        var last = Last(story.Id);
        if (last.Position == record.Position) return;
        var move = IsMove(record);
        var now = new Counts(record.Position, last.N + 1, last.Statements + (record.Kind == "statement.added" ? 1 : 0), last.Moves + (move ? 1 : 0), last.Statuses + (IsStatus(record.Kind) ? 1 : 0));
        database["INSERT INTO changes(story, position, at, reaction, move, n, statements, moves, statuses) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"]
            .Bind(story.Id).Bind(record.Position).Bind(record.At.ToUnixTimeMilliseconds()).Bind(record.Cause is null ? 0 : 1).Bind(move ? 1 : 0)
            .Bind(now.N).Bind(now.Statements).Bind(now.Moves).Bind(now.Statuses).Run();
        _last.Set(story.Id, now);
    }

    /// <summary>A move whose words are gone is none: an index that is made after it does not find it either.</summary>
    public void TakeDown(EntityRow story, long position)
    {
        if (database["SELECT move FROM changes WHERE story = ? AND position = ?"].Bind(story.Id).Bind(position).Number() is not 1) return;
        database["UPDATE changes SET move = 0 WHERE story = ? AND position = ?"].Bind(story.Id).Bind(position).Run();
        database["UPDATE changes SET moves = moves - 1 WHERE story = ? AND position >= ?"].Bind(story.Id).Bind(position).Run();
        Forget();
    }

    public void Forget() => _last = new(Kept);

    Counts Last(long story)
    {
        if (_last.TryGet(story, out var known)) return known;
        var row = database["SELECT position, n, statements, moves, statuses FROM changes WHERE story = ? ORDER BY position DESC LIMIT 1"].Bind(story);
        if (!row.Step()) return default;
        var last = new Counts(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4));
        row.Reset();
        return last;
    }

    /// <summary>Another stance or other conditions; other evidence alone is no move.</summary>
    static bool IsMove(Record record) =>
        record.Kind == "position.changed" && record.Event is PositionChanged changed
        && !(changed.From is { } from && changed.To is { } to && from.Stance == to.Stance && from.Conditions.SequenceEqual(to.Conditions));

    static bool IsStatus(string kind) => kind is "meeting.created" or "meeting.status_changed" or "act.added" or "act.state_changed" or "story.status_changed";
}
