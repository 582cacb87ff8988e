using System.Text;
using System.Text.Json;
using Tracker.Domain.Positions;
using Tracker.Simulator.Checks;

namespace Tracker.Simulator.Actors;

/// <summary>What a reader has seen: every record that passes its filter, once and in order, from where it began. Holds each thing that it is given against the log.</summary>
sealed class Sight(World world, string name, Filter filter, bool fromStart)
{
    readonly SortedDictionary<string, string> _board = new(StringComparer.Ordinal);
    Cursor? _cursor;
    bool _fromStart = fromStart;

    public string? Cursor => _cursor?.ToString();

    /// <summary>It has seen everything from the first record on, so its board is whole.</summary>
    public bool Whole => _fromStart && filter.Kinds.Count == 0 && (filter.Touches.Count == 0 || filter.Touches.Contains(Newsroom.Story, StringComparer.Ordinal));

    public bool AtHead => _cursor is { } cursor && cursor.Epoch == world.Observer.Epoch && cursor.Position >= world.Observer.Head;

    /// <summary>What it asks for.</summary>
    public string? Resume(int further) => _cursor is { } cursor ? (cursor with { Position = cursor.Position + further }).ToString() : _fromStart ? "start" : null;

    public bool Item(JsonElement item, string id)
    {
        if (!At(id, out var at)) return false;
        var observer = world.ObserverOf(at.Epoch);
        if (_cursor is null) return Say(Wrong.Hole, $"is given {id} before it is told where it is");
        var after = _cursor.Value.Position;
        if (at.Position <= after) return Say(Wrong.Regression, $"has {after} and is given {at.Position}");
        if (at.Position > observer.Head) return Say(Wrong.Phantom, $"is given {at.Position}, which is not there");
        if (observer.Matching(filter, after, at.Position - 1).FirstOrDefault() is { } missed) return Say(Wrong.Hole, $"has {after} and is given {at.Position}; {missed.Position} is left out");
        var record = observer.At(at.Position);
        if (!filter.Passes(record)) return Say(Wrong.Phantom, $"is given {at.Position}, which its filter does not let through");
        var (text, told) = (item.GetRawText(), Encoding.UTF8.GetString(WireItem.Of(record).Span));
        if (text != told && !(observer.Redacted(at.Position) && item.GetProperty("data").TryGetProperty("redacted", out _))) return Say(Wrong.Fork, $"is given {text} as {at.Position}, which is {told}");
        _cursor = at;
        Fold(record, item.GetProperty("data"));
        return true;
    }

    /// <summary>A heartbeat, or a frame's end: nothing of its is left up to there.</summary>
    public bool Moves(string id)
    {
        if (_cursor is null) return Begin(Parsed(id));
        if (!At(id, out var at)) return false;
        var after = _cursor.Value.Position;
        if (at.Position < after) return Say(Wrong.Regression, $"has {after} and is told that it has {at.Position}");
        if (world.ObserverOf(at.Epoch).Matching(filter, after, at.Position).FirstOrDefault() is { } missed) return Say(Wrong.Hole, $"has {after} and is told that it has {at.Position}; {missed.Position} is left out");
        _cursor = at;
        return true;
    }

    /// <summary>Where it was is no place any more: it forgets what it has and goes on from here, or (false) comes again and wants everything.</summary>
    public bool Reset(string id, bool everything)
    {
        var at = Parsed(id);
        if (_cursor is { } cursor && cursor.Epoch == at.Epoch) Say(Wrong.Reset, $"is told to begin anew at {id}, and nothing was wrong with {cursor}");
        _board.Clear();
        _fromStart = everything;
        _cursor = everything ? null : at;
        return !everything;
    }

    /// <summary>A page is loaded anew: it knows nothing and wants everything.</summary>
    public void Reload()
    {
        _board.Clear();
        (_cursor, _fromStart) = (null, true);
    }

    bool Begin(Cursor at)
    {
        if (_fromStart && at.Position != 0) return Say(Wrong.Hole, $"wants everything and is put at {at.Position}");
        _cursor = at;
        return true;
    }

    bool At(string id, out Cursor at)
    {
        at = Parsed(id);
        return !(_cursor is { } cursor && cursor.Epoch != at.Epoch) || Say(Wrong.Fork, $"has {_cursor} and is given {id} without a word");
    }

    /// <summary>The board as a dashboard folds it: cells change by position.changed and by nothing else.</summary>
    void Fold(Record record, JsonElement data)
    {
        if (record.Kind != "position.changed") return;
        var key = $"{record.Touches.First(touch => touch.Entity.StartsWith("actor/", StringComparison.Ordinal)).Entity} {record.Touches.First(touch => touch.Entity.StartsWith("topic/", StringComparison.Ordinal)).Entity}";
        // Its words were taken down: a dashboard reads the cell again. Here it is not looked at until it changes.
        if (data.TryGetProperty("redacted", out _)) _board[key] = "?";
        else if (data.TryGetProperty("cell", out var cell)) _board[key] = cell.GetRawText();
        else _board.Remove(key);
    }

    /// <summary>Its board is the fold of the log.</summary>
    public void Compare(IEnumerable<Cell> cells)
    {
        if (!Whole) return;
        var folded = cells.ToDictionary(cell => $"actor/{cell.Actor} topic/{cell.Topic}", cell => JsonSerializer.Serialize(cell, Events.Json), StringComparer.Ordinal);
        foreach (var key in _board.Keys.Union(folded.Keys, StringComparer.Ordinal))
        {
            var (shown, made) = (_board.GetValueOrDefault(key), folded.GetValueOrDefault(key));
            if (shown != "?" && shown != made) Say(Wrong.Board, $"shows {shown ?? "nothing"} for {key}, and the log makes {made ?? "nothing"}");
        }
    }

    bool Say(Wrong kind, string what)
    {
        world.Wrong(kind, $"{name} {what}.");
        return false;
    }

    static Cursor Parsed(string id) => Log.Cursor.TryParse(id, out var cursor) ? cursor : throw new FormatException($"'{id}' is no cursor.");
}
