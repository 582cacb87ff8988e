using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;

namespace Tracker.Domain.Conditions;

/// <summary>One record on its way through <see cref="ConditionFold"/>: what it says first, then what that decides.</summary>
sealed class ConditionStep(ConditionFold before, Record record, Matrix matrix, string story, IReadOnlyList<string> parties)
{
    readonly List<Fact> _reactions = [];
    readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    int _made;
    // What the record says of itself, where it is a meeting's: evidence and place in said order.
    IReadOnlyList<string> _evidence = [];
    DateTimeOffset _saidKey = record.At;

    public ConditionFold After { get; private set; } = before;

    /// <summary>A meeting's status and people, and the conditions of those who take part.</summary>
    public void Meeting()
    {
        if (record.Kind is not ("meeting.created" or "meeting.status_changed" or "meeting.participation_changed")) return;
        var meeting = Ref.IdOf(record.Entity);
        switch (record.Event)
        {
            case MeetingCreated e:
                Says(e.Status.AtUntil ?? Said.Until(e.Status.At, TimeZoneInfo.Utc), e.Status.Evidence);
                Became(meeting, e.Status.Status);
                foreach (var one in e.Participants) Attends(meeting, one);
                break;
            case MeetingStatusChanged e:
                Says(e.To.AtUntil ?? Said.Until(e.To.At, TimeZoneInfo.Utc), e.To.Evidence);
                Became(meeting, e.To.Status);
                break;
            case MeetingParticipationChanged e:
                Says(e.To.AtUntil ?? Said.Until(e.To.At, TimeZoneInfo.Utc), e.To.Evidence);
                Attends(meeting, e.To);
                break;
        }
    }

    /// <summary>A cell's conditions as they are now.</summary>
    public void Position(PositionChanged move)
    {
        var holder = Holder.Position(move.Actor, move.Topic);
        var newest = matrix.At(story, move.Actor, move.Topic)?.Newest[0];
        if (newest is not null && newest.Position == record.Position) _saidKey = newest.SaidKey;
        Make(holder, move.Cell is null ? [] : newest?.Conditions ?? [], newest is null ? [] : [Ref.Statement(newest.Statement)], newest?.Scope, newest?.SaidKey ?? record.At);
        Ask(Ref.Topic(move.Topic));
    }

    /// <summary>
    /// After a takedown the cell begins anew: what the log still has open of it lapses, by the headers alone, and what it holds now is opened again. Who
    /// had read the words and who had not then know the same.
    /// </summary>
    public void Forget(PositionChanged move, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        var newest = new SortedDictionary<string, Record>(StringComparer.Ordinal);
        foreach (var one in Matrix.Lives(Ref.Cell(story, move.Actor, move.Topic), matrix.Merges).SelectMany(cell => lives.GetValueOrDefault(cell) ?? []))
        {
            if (one.Position > record.Position || !one.Entity.StartsWith("condition/", StringComparison.Ordinal)) continue;
            if (!newest.TryGetValue(one.Entity, out var known) || known.Position < one.Position) newest[one.Entity] = one;
        }
        foreach (var (entity, one) in newest)
        {
            if (one.Kind != "condition.opened") continue;
            _reactions.Add(new Touches(entity).Add(one.Touches).With(new ConditionResolved
            {
                State = ConditionState.Lapsed, Rule = "condition.takedown", ResolvedBy = record.Entity, SaidKey = record.At, Cause = record.Position,
            }));
        }
        var holder = Holder.Position(move.Actor, move.Topic);
        var had = After.Held.GetValueOrDefault(holder) ?? [];
        After = After with { Held = After.Held.Remove(holder), Waiting = Wait(holder, had, []) };
    }

    /// <summary>What is decided now, in the order of whose conditions they are.</summary>
    public List<Fact> Decide()
    {
        foreach (var holder in _asked)
        {
            if (!After.Held.TryGetValue(holder, out var conditions)) continue;
            var of = Holder.Parse(holder);
            for (var i = 0; i < conditions.Count; i++)
            {
                var condition = conditions[i];
                if (condition.Settled || condition.State == ConditionState.Lapsed) continue;
                var finding = Finding.Of(condition, of, After, matrix, story, parties);
                var state = finding?.State ?? (Over(of) ? ConditionState.Lapsed : ConditionState.Open);
                if (state == condition.State) continue;
                conditions = conditions.SetItem(i, condition with { State = state });
                if (state == ConditionState.Open) Open(of, condition, text: null);
                else Resolve(of, condition, state, finding);
            }
            After = After with { Held = After.Held.SetItem(holder, conditions) };
        }
        return _reactions;
    }

    void Says(DateTimeOffset? until, IReadOnlyList<string> evidence) => (_saidKey, _evidence) = (Said.Key(until, record.At), evidence);

    bool Over(ConditionOf of) => of.Meeting is { } meeting && After.Meetings.GetValueOrDefault(meeting) is { Over: true };

    void Became(string meeting, MeetingStatus status)
    {
        var facts = (After.Meetings.GetValueOrDefault(meeting) ?? new MeetingFacts()) with { Status = status };
        After = After with { Meetings = After.Meetings.SetItem(meeting, facts) };
        Ask(Ref.Meeting(meeting));
        if (!facts.Over) return;
        foreach (var actor in facts.Attendance.Keys) _asked.Add(Holder.Participation(meeting, actor));
    }

    void Attends(string meeting, Participation one)
    {
        var facts = After.Meetings.GetValueOrDefault(meeting) ?? new MeetingFacts();
        After = After with { Meetings = After.Meetings.SetItem(meeting, facts with { Attendance = facts.Attendance.SetItem(one.Actor, one.Attendance) }) };
        Make(Holder.Participation(meeting, one.Actor), one.Conditions, one.Evidence, scope: null, _saidKey);
        foreach (var alias in matrix.Merges.Aliases(matrix.Merges.Canonical(one.Actor))) Ask(Ref.Actor(alias));
    }

    /// <summary>The conditions that a holder makes now: new ones open, those no longer made lapse.</summary>
    void Make(string holder, IReadOnlyList<ConditionText> made, IReadOnlyList<string> evidence, ConditionScope? scope, DateTimeOffset saidKey)
    {
        var had = After.Held.GetValueOrDefault(holder) ?? [];
        if (had.Count == 0 && made.Count == 0) return;
        var of = Holder.Parse(holder);
        foreach (var gone in had.Where(condition => !made.Any(condition.Is)))
        {
            if (gone.State == ConditionState.Open) Resolve(of, gone, ConditionState.Lapsed, finding: null);
        }
        var now = ImmutableList.CreateBuilder<HeldCondition>();
        foreach (var condition in made)
        {
            if (now.Any(one => one.Is(condition))) continue;
            if (had.Find(one => one.Is(condition)) is { } known)
            {
                now.Add(known with { Evidence = evidence, Meetings = scope?.Meetings ?? [], To = scope?.To ?? [] });
                continue;
            }
            var opened = new HeldCondition
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"p{record.Position}.{++_made}"), Digest = HeldCondition.DigestOf(condition.Text), About = condition.About,
                Evidence = evidence, Meetings = scope?.Meetings ?? [], To = scope?.To ?? [],
            };
            now.Add(opened);
            Open(of, opened, condition.Text, saidKey);
        }
        After = After with
        {
            Held = now.Count == 0 ? After.Held.Remove(holder) : After.Held.SetItem(holder, now.ToImmutable()),
            Waiting = Wait(holder, had, now),
        };
        _asked.Add(holder);
    }

    ImmutableDictionary<string, ImmutableList<string>> Wait(string holder, IEnumerable<HeldCondition> had, IEnumerable<HeldCondition> now)
    {
        var waiting = After.Waiting;
        foreach (var about in had.Select(condition => condition.About).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (!waiting.TryGetValue(about, out var holders)) continue;
            holders = holders.Remove(holder);
            waiting = holders.Count == 0 ? waiting.Remove(about) : waiting.SetItem(about, holders);
        }
        foreach (var about in now.Select(condition => condition.About).OfType<string>().Distinct(StringComparer.Ordinal))
            waiting = waiting.SetItem(about, (waiting.GetValueOrDefault(about) ?? []).Add(holder));
        return waiting;
    }

    void Ask(string about)
    {
        if (After.Waiting.TryGetValue(about, out var holders)) _asked.UnionWith(holders);
    }

    /// <param name="text">The words of a new condition; null = it is open again, and its words stay where they are.</param>
    void Open(ConditionOf of, HeldCondition condition, string? text, DateTimeOffset? saidKey = null) =>
        _reactions.Add(Touching(of, condition).Add(condition.Evidence, reference => reference, TouchRole.Evidence).With(new ConditionOpened
        {
            Story = story, Of = of, Text = text ?? "", About = condition.About, Evidence = condition.Evidence, SaidKey = saidKey ?? _saidKey, Cause = record.Position,
        }));

    void Resolve(ConditionOf of, HeldCondition condition, ConditionState state, Finding? finding)
    {
        // A position's finding rests on the statement that it names; a meeting's on what its own record gave as evidence.
        var evidence = finding?.ResolvedBy.StartsWith("statement/", StringComparison.Ordinal) == true ? [finding.Value.ResolvedBy] : _evidence;
        _reactions.Add(Touching(of, condition).Add(evidence, reference => reference, TouchRole.Evidence).With(new ConditionResolved
        {
            State = state, Rule = finding?.Rule ?? "condition.lapsed", ResolvedBy = finding?.ResolvedBy ?? record.Entity, Made = condition.Evidence, Evidence = evidence, SaidKey = _saidKey,
            Cause = record.Position,
        }));
    }

    Touches Touching(ConditionOf of, HeldCondition condition) => new Touches(Ref.Condition(condition.Id))
        .Add(story, Ref.Story, TouchRole.Story)
        .Add(of.Actor, Ref.Actor, TouchRole.Condition)
        .Add(of.Topic, Ref.Topic, TouchRole.Condition)
        .Add(of.Meeting, Ref.Meeting, TouchRole.Condition)
        .Add(condition.About, TouchRole.Condition)
        .Add(of.Topic is { } topic ? Ref.Cell(story, of.Actor, topic) : null, TouchRole.Cell);
}
