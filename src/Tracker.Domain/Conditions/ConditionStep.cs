using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;

namespace Tracker.Domain.Conditions;

/// <summary>One record on its way through <see cref="ConditionFold"/>: what it says first, then what that decides.</summary>
sealed class ConditionStep(ConditionFold before, Record record, Matrix matrix, string story, IReadOnlyList<string> parties, bool propose)
{
    readonly List<Reaction> _reactions = [];
    readonly ConditionLinks _links = new(record, story, propose);
    readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    // References whose conditions are told whatever they were before.
    readonly HashSet<string> _again = new(StringComparer.Ordinal);
    readonly HashSet<string> _opened = new(StringComparer.Ordinal);
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

    /// <summary>Two actors are one: what is recorded of one's coming decides what waits for the other's, and what one holds is what both hold to whom something was said.</summary>
    public void Merged()
    {
        AskOf(Ref.IdOf(record.Entity));
        foreach (var topic in After.Waiting.Keys.Where(about => about.StartsWith("topic/", StringComparison.Ordinal))) Ask(topic);
    }

    /// <summary>A cell's conditions as they are now.</summary>
    public void Position(PositionChanged move)
    {
        Position(move.Actor, move.Topic, move.Cell is null ? null : matrix.At(story, move.Actor, move.Topic)?.Newest[0]);
        AskOf(Ref.Topic(move.Topic), move.Actor);
    }

    /// <summary>Cells that show the same as before: where their conditions are decided may be another.</summary>
    public void Corrected(IReadOnlyList<PositionChanged> moves)
    {
        foreach (var cell in Matrix.CellsOf(record, matrix.Merges).Select(CellKey.Of).Where(cell => !moves.Any(move => move.Actor == cell.Actor && move.Topic == cell.Topic)))
        {
            if (matrix.At(story, cell.Actor, cell.Topic) is { } known) Position(cell.Actor, cell.Topic, known.Newest[0]);
        }
    }

    void Position(string actor, string topic, Evidence? newest)
    {
        if (newest is not null && newest.Position == record.Position) _saidKey = newest.SaidKey;
        Make(Holder.Position(actor, topic), newest?.Conditions ?? [], newest is null ? [] : [Ref.Statement(newest.Statement)], newest?.Scope, newest?.SaidKey ?? record.At);
    }

    /// <summary>
    /// After a takedown a cell's conditions begin anew: what the log has open of them lapses, by the records' headers alone, and what the cell makes now is
    /// opened again; an editor's word about the old ones stays where it is. What others make depend on the topic is told anew. Who had read the words and
    /// who had not then know the same, also when more words go later.
    /// </summary>
    public void Forget(PositionChanged move, Takedown takedown, IReadOnlyDictionary<string, IReadOnlyList<Record>> lives)
    {
        _again.Add(Ref.Topic(move.Topic));
        // The cell of an actor that was merged away: its life is read with the other's.
        if (matrix.Merges.Canonical(move.Actor) != move.Actor) return;
        var streams = Matrix.Lives(Ref.Cell(story, move.Actor, move.Topic), matrix.Merges).SelectMany(cell => lives.GetValueOrDefault(cell) ?? [])
            .Where(one => one.Position <= record.Position && one.Entity.StartsWith("condition/", StringComparison.Ordinal))
            .DistinctBy(one => one.Position).OrderBy(one => one.Position).GroupBy(one => one.Entity);
        foreach (var stream in streams)
        {
            // What an editor says has no cause.
            if (stream.Last().Kind == "condition.opened" && stream.All(one => one.Cause is not null)) React(ConditionFold.Lapsed(Ref.IdOf(stream.Key), stream.Last().Touches, takedown));
        }
        var holder = Holder.Position(move.Actor, move.Topic);
        After = After with { Waiting = Wait(holder, After.Held.GetValueOrDefault(holder) ?? [], []), Held = After.Held.Remove(holder) };
    }

    /// <summary>What is decided now, in the order of whose conditions they are: conditions first, then links.</summary>
    public IReadOnlyList<Reaction> Decide()
    {
        foreach (var holder in _asked)
        {
            if (!After.Held.TryGetValue(holder, out var conditions)) continue;
            var of = Holder.Parse(holder);
            for (var i = 0; i < conditions.Count; i++)
            {
                if (Decided(of, conditions[i], holder, i) is not { } decided) continue;
                conditions = conditions.SetItem(i, decided);
                After = After with { Held = After.Held.SetItem(holder, conditions) };
            }
        }
        return [.. _reactions, .. _links.Reactions];
    }

    /// <summary>The condition as it is now decided; null = nothing new.</summary>
    HeldCondition? Decided(ConditionOf of, HeldCondition condition, string holder, int index)
    {
        var again = condition.About is { } about && _again.Contains(about) && !_opened.Contains(condition.Id);
        if (condition.Settled) return again ? condition with { ResolvedBy = null, Links = [] } : null;
        var finding = Finding.Of(condition, of, After, matrix, story, parties);
        var state = finding?.State ?? (Over(of) ? ConditionState.Lapsed : ConditionState.Open);
        // The same as before, but what it rested on was changed or taken back.
        var moot = condition.ResolvedBy == record.Entity && finding?.ResolvedBy != condition.ResolvedBy;
        if (state == condition.State && !moot && !again) return null;
        var evidence = EvidenceOf(finding);
        if (state == ConditionState.Open) Open(of, condition, text: null);
        else Resolve(of, condition, state, finding, evidence);
        var now = condition with { State = state, ResolvedBy = finding?.ResolvedBy };
        return again ? now with { Links = [] } : _links.Turned(condition, now, evidence, string.Create(CultureInfo.InvariantCulture, $"{Holder.Code(holder)}.{index + 1}"));
    }

    void Says(DateTimeOffset? until, IReadOnlyList<string> evidence) => (_saidKey, _evidence) = (Said.Key(until, record.At), evidence);

    bool Over(ConditionOf of) => of.Meeting is { } meeting && After.Meetings.GetValueOrDefault(meeting) is { Over: true };

    void Became(string meeting, MeetingStatus status)
    {
        var facts = (After.Meetings.GetValueOrDefault(meeting) ?? new MeetingFacts()) with { Status = status };
        After = After with { Meetings = After.Meetings.SetItem(meeting, facts) };
        Ask(Ref.Meeting(meeting));
        foreach (var actor in facts.Attendance.Keys) _asked.Add(Holder.Participation(meeting, actor));
    }

    void Attends(string meeting, Participation one)
    {
        var facts = After.Meetings.GetValueOrDefault(meeting) ?? new MeetingFacts();
        var attended = new Attended { Attendance = one.Attendance, Position = record.Position };
        After = After with { Meetings = After.Meetings.SetItem(meeting, facts with { Attendance = facts.Attendance.SetItem(one.Actor, attended) }) };
        Make(Holder.Participation(meeting, one.Actor), one.Conditions, one.Evidence, scope: null, _saidKey);
        AskOf(one.Actor);
    }

    /// <summary>The conditions that a holder makes now: new ones open, those no longer made lapse.</summary>
    void Make(string holder, IReadOnlyList<ConditionText> made, IReadOnlyList<string> evidence, ConditionScope? scope, DateTimeOffset saidKey)
    {
        var had = After.Held.GetValueOrDefault(holder) ?? [];
        if (had.Count == 0 && made.Count == 0) return;
        var of = Holder.Parse(holder);
        List<(string Digest, ConditionText Condition)> making = [.. made.Select(condition => (HeldCondition.DigestOf(condition.Text), condition))];
        foreach (var gone in had.Where(condition => !making.Exists(one => condition.Is(one.Digest, one.Condition.About))))
        {
            if (gone is { State: ConditionState.Open, Settled: false }) Resolve(of, gone, ConditionState.Lapsed, finding: null, _evidence);
        }
        var now = ImmutableList.CreateBuilder<HeldCondition>();
        var opened = 0;
        foreach (var (digest, condition) in making)
        {
            if (now.Any(one => one.Is(digest, condition.About))) continue;
            if (had.Find(one => one.Is(digest, condition.About)) is not { } held)
            {
                held = new HeldCondition
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"p{record.Position}.{Holder.Code(holder)}.{++opened}"), Digest = digest, About = condition.About, Evidence = evidence,
                };
                _opened.Add(held.Id);
                Open(of, held, condition.Text, saidKey);
            }
            now.Add(held with { Evidence = evidence, Meetings = scope?.Meetings ?? [], To = scope?.To ?? [] });
        }
        After = After with { Held = now.Count == 0 ? After.Held.Remove(holder) : After.Held.SetItem(holder, now.ToImmutable()), Waiting = Wait(holder, had, now) };
        _asked.Add(holder);
    }

    ImmutableDictionary<string, ImmutableList<string>> Wait(string holder, IEnumerable<HeldCondition> had, IEnumerable<HeldCondition> now)
    {
        var waiting = After.Waiting;
        var (left, waits) = (Abouts(had), Abouts(now));
        foreach (var about in left.Except(waits, StringComparer.Ordinal))
        {
            if (!waiting.TryGetValue(about, out var holders)) continue;
            holders = holders.Remove(holder);
            waiting = holders.Count == 0 ? waiting.Remove(about) : waiting.SetItem(about, holders);
        }
        foreach (var about in waits)
        {
            var holders = waiting.GetValueOrDefault(about) ?? [];
            if (!holders.Contains(holder)) waiting = waiting.SetItem(about, holders.Add(holder));
        }
        return waiting;

        static HashSet<string> Abouts(IEnumerable<HeldCondition> conditions) => conditions.Select(condition => condition.About).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    void Ask(string about)
    {
        if (After.Waiting.TryGetValue(about, out var holders)) _asked.UnionWith(holders);
    }

    /// <summary>Only those whom the actor's position can decide: it was said to the actor, or it is a party.</summary>
    void AskOf(string topic, string actor)
    {
        if (!After.Waiting.TryGetValue(topic, out var holders)) return;
        var canonical = matrix.Merges.Canonical(actor);
        if (IsAmong(parties)) _asked.UnionWith(holders);
        else _asked.UnionWith(holders.Where(holder => After.Held[holder].Exists(condition => condition.About == topic && IsAmong(condition.To))));

        bool IsAmong(IReadOnlyList<string> actors)
        {
            foreach (var one in actors)
            {
                if (matrix.Merges.Canonical(one) == canonical) return true;
            }
            return false;
        }
    }

    void AskOf(string actor)
    {
        foreach (var alias in matrix.Merges.Aliases(matrix.Merges.Canonical(actor))) Ask(Ref.Actor(alias));
    }

    /// <summary>A position's finding rests on the statement that it names; a meeting's on what its own record gave as evidence.</summary>
    IReadOnlyList<string> EvidenceOf(Finding? finding) =>
        finding?.ResolvedBy.StartsWith("statement/", StringComparison.Ordinal) == true ? [finding.Value.ResolvedBy] : _evidence;

    /// <param name="text">The words of a new condition; null = it is open again, and its words stay where they are.</param>
    void Open(ConditionOf of, HeldCondition condition, string? text, DateTimeOffset? saidKey = null) =>
        React(Touching(of, condition).Add(condition.Evidence, reference => reference, TouchRole.Evidence).With(new ConditionOpened
        {
            Story = story, Of = of, Text = text ?? "", About = condition.About, Evidence = condition.Evidence, SaidKey = saidKey ?? _saidKey, Cause = record.Position,
        }), creates: text is not null, words: text is null ? [] : [.. condition.Evidence.Where(reference => reference.StartsWith("statement/", StringComparison.Ordinal)).Select(Ref.IdOf)]);

    void Resolve(ConditionOf of, HeldCondition condition, ConditionState state, Finding? finding, IReadOnlyList<string> evidence) =>
        React(Touching(of, condition).Add(evidence, reference => reference, TouchRole.Evidence).With(new ConditionResolved
        {
            State = state, Rule = finding?.Rule ?? "condition.lapsed", ResolvedBy = finding?.ResolvedBy ?? record.Entity, Made = condition.Evidence, Evidence = evidence, SaidKey = _saidKey,
            Cause = record.Position,
        }));

    void React(Fact fact, bool creates = false, params IReadOnlyList<string> words) => _reactions.Add(Reaction.Of(record.Position, fact, creates, words));

    Touches Touching(ConditionOf of, HeldCondition condition) => new Touches(Ref.Condition(condition.Id))
        .Add(story, Ref.Story, TouchRole.Story)
        .Add(of.Actor, Ref.Actor, TouchRole.Condition)
        .Add(of.Topic, Ref.Topic, TouchRole.Condition)
        .Add(of.Meeting, Ref.Meeting, TouchRole.Condition)
        .Add(condition.About, TouchRole.Condition)
        .Add(of.Topic is { } topic ? Ref.Cell(story, of.Actor, topic) : null, TouchRole.Cell);
}
