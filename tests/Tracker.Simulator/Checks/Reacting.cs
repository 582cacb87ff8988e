using System.Text;
using Tracker.Domain.Positions;
using Tracker.Domain.Stories;

namespace Tracker.Simulator.Checks;

/// <summary>
/// The story's fold beside the log: every reaction in it must be the next one that the records before its cause make, whole cause after whole cause, each
/// once. Only of what a takedown finds unwritten there are several truths: who had read the words makes other reactions to what came before it than who had
/// not, and either may write them; what comes of the takedown and after it is again one.
/// </summary>
sealed class Reacting(Action<Wrong, string> say)
{
    readonly HashSet<string> _written = new(StringComparer.Ordinal);
    readonly HashSet<string> _either = new(StringComparer.Ordinal);
    readonly Queue<Reaction> _due = new();
    StoryFollowing _state = StoryFollowing.Initial;
    long _takenDown;

    public IReadOnlyList<Reaction> Pending => _state.Pending;

    public IEnumerable<Cell> Cells => _state.Matrix.All;

    /// <param name="lives">The records that touch an entity, up to this one, as they can be read now.</param>
    public void Follow(Record record, Func<string, IEnumerable<Record>> lives)
    {
        if (!record.Names(Newsroom.Story)) return;
        if (record.Cause is { } cause) Expect(record, cause);
        else if (_due.Count > 0) say(Wrong.ReactionMissing, $"Of what {_due.Peek().Cause} caused only a part is in the log: {Told(_due.Peek())} is not.");
        var unwritten = _state.Pending;
        _state = After(_state, record, lives);
        if (record.Kind != "record.redacted" || unwritten.Count == 0) return;
        _takenDown = record.Position;
        _either.UnionWith(unwritten.Select(Told));
        var anew = lives(Newsroom.Story).Aggregate(StoryFollowing.Initial, (state, past) => After(state, past, lives));
        _either.UnionWith(anew.Pending.Where(reaction => reaction.Cause < _takenDown).Select(Told));
    }

    static StoryFollowing After(StoryFollowing before, Record record, Func<string, IEnumerable<Record>> lives) => StoryFollowing.Follow(before, record, StoryFollowing.NeedsLives(before, record)
        .ToDictionary(entity => entity, entity => (IReadOnlyList<Record>)[.. lives(entity).TakeWhile(one => one.Position <= record.Position)], StringComparer.Ordinal));

    void Expect(Record record, long cause)
    {
        var told = $"{record.Cause} {record.Kind} of {record.Entity} {Encoding.UTF8.GetString(record.Body.Span)}";
        if (!_written.Add(told)) say(Wrong.ReactionTwice, $"Position {record.Position}: {told} is in the log already.");
        if (cause < _takenDown)
        {
            if (!_either.Contains(told)) say(Wrong.ReactionDifferent, $"Position {record.Position} is {told}, which nobody makes, with the words or without.");
            return;
        }
        if (_due.Count == 0)
        {
            if (_state.Pending.FirstOrDefault() is { } first && first.Cause < cause && first.Cause >= _takenDown)
                say(Wrong.ReactionMissing, $"Position {record.Position} is a reaction to {cause}; what {first.Cause} caused is not in the log.");
            foreach (var reaction in _state.Pending.Where(reaction => reaction.Cause == cause)) _due.Enqueue(reaction);
        }
        if (_due.TryPeek(out var due) && Told(due) == told && due.Touches.SequenceEqual(record.Touches)) _due.Dequeue();
        else say(Wrong.ReactionDifferent, $"Position {record.Position} is {told}, and the fold makes {(due is null ? "nothing" : Told(due))}.");
    }

    static string Told(Reaction reaction) => $"{reaction.Cause} {reaction.Kind} of {reaction.Entity} {Encoding.UTF8.GetString(reaction.Body)}";
}
