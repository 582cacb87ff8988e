using Tracker.Domain.Positions;
using Tracker.Domain.Stories;

namespace Tracker.Simulator.Checks;

/// <summary>
/// The story's fold beside the log: every reaction in it must be the next one that the records before its cause make, whole cause after whole cause, each
/// once. One that was in somebody's hands when a takedown came may still be written after it; the fold takes it back.
/// </summary>
sealed class Reacting(Action<Wrong, string> say)
{
    readonly HashSet<string> _written = new(StringComparer.Ordinal);
    readonly HashSet<string> _unsaid = new(StringComparer.Ordinal);
    readonly Queue<Reaction> _due = new();
    StoryFollowing _state = StoryFollowing.Initial;

    public IReadOnlyList<Reaction> Pending => _state.Pending;

    public IEnumerable<Cell> Cells => _state.Matrix.All;

    /// <param name="lives">The records that touch an entity, up to this one, as they can be read now.</param>
    public void Follow(Record record, Func<string, IEnumerable<Record>> lives)
    {
        if (!record.Names(Newsroom.Story)) return;
        if (record.Cause is { } cause) Expect(record, cause);
        else if (_due.Count > 0) say(Wrong.ReactionMissing, $"Of what {_due.Peek().Cause} caused only a part is in the log: {Told(_due.Peek())} is not.");
        var before = _state.Pending;
        var needed = StoryFollowing.NeedsLives(_state, record).ToDictionary(entity => entity, entity => (IReadOnlyList<Record>)[.. lives(entity)], StringComparer.Ordinal);
        _state = StoryFollowing.Follow(_state, record, needed);
        if (record.Cause is null) _unsaid.UnionWith(before.Except(_state.Pending).Select(Told));
    }

    void Expect(Record record, long cause)
    {
        var told = $"{record.Cause} {record.Kind} of {record.Entity} {System.Text.Encoding.UTF8.GetString(record.Body.Span)}";
        if (_due.Count == 0)
        {
            if (_state.Pending.FirstOrDefault() is { } first && first.Cause < cause && !_unsaid.Contains(told))
                say(Wrong.ReactionMissing, $"Position {record.Position} is a reaction to {cause}; what {first.Cause} caused is not in the log.");
            foreach (var reaction in _state.Pending.Where(reaction => reaction.Cause == cause)) _due.Enqueue(reaction);
        }
        if (_due.TryPeek(out var due) && Told(due) == told && due.Touches.SequenceEqual(record.Touches)) _due.Dequeue();
        else if (_written.Contains(told)) say(Wrong.ReactionTwice, $"Position {record.Position}: {told} is in the log already.");
        else if (!_unsaid.Contains(told)) say(Wrong.ReactionDifferent, $"Position {record.Position} is {told}, and the fold makes {(due is null ? "nothing" : Told(due))}.");
        _written.Add(told);
    }

    static string Told(Reaction reaction) => $"{reaction.Cause} {reaction.Kind} of {reaction.Entity} {System.Text.Encoding.UTF8.GetString(reaction.Body)}";
}
