using Tracker.Domain.Positions;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>A story's matrix as it was known at a position: rows and columns by who moved last, found without looking at the cells.</summary>
sealed class KnownMatrix : MatrixView
{
    readonly Snapshot _from;
    readonly long _story;
    readonly long _position;

    public KnownMatrix(Snapshot from, long story, long position) : base(from)
    {
        (_from, _story, _position) = (from, story, position);
        foreach (var (entity, side) in Axis(from, story))
        {
            var row = from.Database["SELECT position, cells FROM turns WHERE story = ? AND entity = ? AND position <= ? ORDER BY position DESC LIMIT 1"].Bind(story).Bind(entity).Bind(position);
            if (!row.Step()) continue;
            var (moved, cells) = (row.Int64(0), row.Int32(1));
            row.Reset();
            if (cells > 0) Add(entity, side, moved, 0, side == TurnRows.Actors ? cells : 0);
        }
    }

    protected override byte[]? Cell(long actor, long topic) => At(_from, _story, actor, topic, _position);

    /// <summary>The stored cell at a position; null = no position known then.</summary>
    public static byte[]? At(Snapshot from, long story, long actor, long topic, long position)
    {
        var row = from.Database["SELECT c.known_to, b.body FROM cells c JOIN bodies b ON b.id = c.body WHERE c.story = ? AND c.actor = ? AND c.topic = ? AND c.known_from <= ? ORDER BY c.known_from DESC LIMIT 1"]
            .Bind(story).Bind(actor).Bind(topic).Bind(position);
        if (!row.Step()) return null;
        var cell = row.Int64(0) > position ? row.Bytes(1).ToArray() : null;
        row.Reset();
        return cell;
    }
}
