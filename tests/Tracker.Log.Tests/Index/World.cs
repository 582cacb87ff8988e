using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Acts;
using Tracker.Domain.Claims;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;
using Tracker.Log.Sqlite;
using Record = Tracker.Domain.Record;
using Statement = Tracker.Domain.Statements.Statement;

namespace Tracker.Log.Tests.Indexes;

/// <summary>A small desk that posts through the domain's decisions, its stories' reactions included, in an order drawn from a seed.</summary>
sealed class World(SqliteLog log, int seed)
{
    const int StoryCount = 2, ActorCount = 7, TopicCount = 5, MeetingCount = 4;

    readonly Random _dice = new(seed);
    readonly Dictionary<string, StoryFollowing> _following = new(StringComparer.Ordinal);
    long _reactedTo;
    int _statements;

    public static string Story(int n) => "s" + n;

    public List<string> Statements { get; } = [];

    public List<string> Acts { get; } = [];

    public List<string> Claims { get; } = [];

    /// <summary>Stories, some actors, topics and meetings: enough to speak about.</summary>
    public async Task BeginAsync()
    {
        for (var s = 0; s < StoryCount; s++)
            await Do(Domain.Stories.Story.Initial, new StoryCommand.Create(Story(s), new StoryProfile { Title = "Talks " + s, Parties = ["a0"] }, StoryStatus.Active, "desk"));
        for (var a = 0; a < 4; a++) await CreateActor(a);
        for (var t = 0; t < 3; t++) await CreateTopic(t);
        await CreateMeeting(0);
    }

    public async Task StepAsync()
    {
        var step = _dice.Next(26) switch
        {
            0 => CreateActor(_dice.Next(ActorCount)),
            1 => CreateTopic(_dice.Next(TopicCount)),
            2 => CreateMeeting(_dice.Next(MeetingCount)),
            3 => Revise(),
            4 => ChangeMeeting(),
            5 => Correct(),
            6 => Retract(),
            7 => Verify(),
            8 => AddSource(),
            9 => PutPlace(),
            10 => Act(),
            11 => Claim(),
            12 => Decide(),
            13 => Link(),
            14 => TellAgain(),
            15 => _dice.Next(6) == 0 ? Merge() : Post(),
            _ => Post(),
        };
        await step;
    }

    /// <summary>Posts a statement that takes a position, so that there is a cell.</summary>
    public Task Post(string? text = null, string? condition = null)
    {
        var id = "st-" + _statements++;
        Statements.Add(id);
        var story = _dice.Next(StoryCount);
        var speakers = Some(ActorCount, 2, "a");
        var content = new StatementContent
        {
            Story = Story(story), Speakers = speakers, Text = text ?? Text(), Lang = "uk", Kind = (StatementKind)_dice.Next(24),
            OnBehalfOf = _dice.Next(4) == 0 ? Some(ActorCount, 1, "a") : [], To = _dice.Next(3) == 0 ? Some(ActorCount, 1, "a") : [],
            SaidAt = _dice.Next(3) switch { 0 => null, 1 => "2025-05-1" + _dice.Next(10), _ => "2025-05" }, Historical = _dice.Next(8) == 0,
            About = _dice.Next(4) == 0 ? new About { Actors = Some(ActorCount, 1, "a"), Meetings = ["m" + _dice.Next(MeetingCount)] } : null,
            Positions = condition is null && _dice.Next(3) == 0 ? [] : [.. Some(TopicCount, 2, "t" + story + "-").Select(topic => Taken(topic, condition))],
            Sources = _dice.Next(2) == 0 ? [new Source { Name = "Агенція", Url = "https://example.org/" + id }] : [],
            InReplyTo = _dice.Next(6) == 0 && Statements.Count > 1 ? Statements[_dice.Next(Statements.Count - 1)] : null, Confidence = _dice.Next(4) == 0 ? 80 : null,
        };
        return Do(Statement.Initial, new StatementCommand.Post(id, content, new HashSet<string>(StringComparer.Ordinal) { "a3" }, "desk"));
    }

    /// <summary>A meeting takes place, with some people present; one of them leaves.</summary>
    public async Task Meet(int n)
    {
        await Do(await State<Meeting, MeetingCommand>(Ref.Meeting("m" + n)), new MeetingCommand.ChangeStatus(new StatusEntry { Status = MeetingStatus.UnderWay, Forced = true, Reason = "as reported", At = "2025-05-13" }, "editor"));
        foreach (var (actor, attendance) in new[] { ("a0", Attendance.Present), ("a1", Attendance.Present), ("a2", Attendance.Left), ("a4", Attendance.Absent) })
            await Do(await State<Meeting, MeetingCommand>(Ref.Meeting("m" + n)), new MeetingCommand.ChangeParticipation(new Participation { Actor = actor, Attendance = attendance, At = n == 0 ? "2025-05-13" : null }, "desk"));
    }

    /// <summary>A new act, or another state of one.</summary>
    async Task Act()
    {
        if (Acts.Count > 0 && _dice.Next(2) == 0)
        {
            var known = await State<Act, ActCommand>(Ref.Act(Pick(Acts)));
            await Do(known, new ActCommand.ChangeState(new ActStateEntry { State = (ActState)_dice.Next(11), At = _dice.Next(2) == 0 ? "2025-05-1" + _dice.Next(10) : null }, "desk"));
            return;
        }
        var id = "act-" + Acts.Count;
        Acts.Add(id);
        var (story, actors) = (_dice.Next(StoryCount), Some(ActorCount, 2, "a"));
        await Do<Act, ActCommand>(Domain.Acts.Act.Initial, new ActCommand.Create(id, new ActProfile
        {
            Story = Story(story), Kind = (ActKind)_dice.Next(5), Actors = actors, Text = Text(), At = _dice.Next(2) == 0 ? "2025-05" : null, Targets = Some(ActorCount, 1, "a"),
            Positions = [.. actors.Take(1).Select(actor => new PositionByConduct { Actor = actor, Topic = $"t{story}-{_dice.Next(TopicCount)}", Stance = (Stance)_dice.Next(8) })],
        }, new ActStateEntry(), "desk"));
    }

    async Task Claim()
    {
        var id = "claim-" + Claims.Count;
        Claims.Add(id);
        var n = _dice.Next(2);
        await Do<Claim, ClaimCommand>(Domain.Claims.Claim.Initial, new ClaimCommand.Add(id, new ClaimProfile { About = "meeting/m" + n, Story = Story(n), Field = "end", Value = Json("2022-0" + (1 + _dice.Next(3))) }, "desk"));
    }

    /// <summary>An editor's word: on a claim, a condition or a link.</summary>
    async Task Decide()
    {
        var which = _dice.Next(3);
        if (which == 0 && Claims.Count > 0)
        {
            var claim = await State<Claim, ClaimCommand>(Ref.Claim(Pick(Claims)));
            var fact = FactClaims.Of(await log.ReadTouchingAsync(Ref.Fact(claim.Profile.About, claim.Profile.Field), 0, log.Head, 1000, default));
            await Do(claim, new ClaimCommand.Prefer(fact, null, "so it is", "editor"));
        }
        else if (which == 1 && await Any("condition") is { } condition)
            await Do(await State<Condition, ConditionCommand>(condition), new ConditionCommand.Resolve((ConditionState)_dice.Next(4), "so it is", [], "editor"));
        else if (await Any("link") is { } link)
        {
            await Do<Link, LinkCommand>(await State<Link, LinkCommand>(link), _dice.Next(2) == 0 ? new LinkCommand.Confirm(null, "editor") : new LinkCommand.Dismiss("no", "editor"));
        }
    }

    async Task Link()
    {
        if (Statements.Count < 2) return;
        var (from, to) = (Pick(Statements), Pick(Statements));
        var story = (await log.ReadStreamAsync(Ref.Statement(from), 0, 1, default))[0].Touches.First(touch => touch.Role == TouchRole.Story).Entity;
        var link = new LinkContent { Story = Ref.IdOf(story), From = Ref.Statement(from), To = Ref.Statement(to), Kind = (LinkKind)_dice.Next(16) };
        await Do<Link, LinkCommand>(Domain.Links.Link.Initial, new LinkCommand.Make("e" + log.Head, link, new HashSet<string>(), "editor"));
    }

    /// <summary>A statement is held for told again, or is one of its own after all.</summary>
    async Task TellAgain()
    {
        if (Statements.Count < 2) return;
        var state = await State<Statement, StatementCommand>(Ref.Statement(Pick(Statements)));
        var value = state.Content.Duplicate is null ? Json(new Duplicate { Of = Statements[0], Rule = "editor" }) : Json<string?>(null);
        await Do(state, new StatementCommand.Correct(new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["duplicate"] = value }, null, new HashSet<string>(StringComparer.Ordinal), "told again", CorrectionKind.Correction, "editor"));
    }

    async Task Merge()
    {
        var (one, other) = ("a" + _dice.Next(ActorCount), "a" + _dice.Next(ActorCount));
        List<string> onward = [];
        for (var next = other; (await State<Actor, ActorCommand>(Ref.Actor(next))).MergedInto is { } into; next = into) onward.Add(into);
        if ((await State<Actor, ActorCommand>(Ref.Actor(one))).Version > 0 && (await State<Actor, ActorCommand>(Ref.Actor(other))).Version > 0)
            await Do(await State<Actor, ActorCommand>(Ref.Actor(one)), new ActorCommand.Merge(other, onward, [Story(0), Story(1)], "the same", "editor"));
    }

    async Task<string?> Any(string kind)
    {
        var found = (await log.ReadAsync(0, 100_000, default)).Select(record => record.Entity).Where(entity => entity.StartsWith(kind + "/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        return found.Count == 0 ? null : Pick(found);
    }

    public async Task Redact(string id)
    {
        var stream = await log.ReadStreamAsync(Ref.Statement(id), 0, 1000, default);
        var cells = stream.SelectMany(r => r.Touches).Where(t => t.Role == TouchRole.Cell).Select(t => t.Entity).ToHashSet(StringComparer.Ordinal);
        var story = stream[0].Touches.First(t => t.Role == TouchRole.Story).Entity;
        var reactions = (await log.ReadStreamAsync(story, 0, 100_000, default)).Where(r => r.Event is Tracker.Domain.Positions.PositionChanged e
            && cells.Contains(Ref.Cell(Ref.IdOf(story), e.Actor, e.Topic)));
        var conditions = (await log.ReadTouchingAsync(Ref.Statement(id), 0, log.Head, 100_000, default)).Where(r => r.Kind == "condition.opened" && !r.Redacted);
        long[] positions = [.. stream.Select(r => r.Position).Concat(reactions.Select(r => r.Position)).Concat(conditions.Select(r => r.Position)).Distinct()];
        var state = stream.Aggregate(Statement.Initial, Statement.Evolve);
        var fact = Statement.Decide(state, new StatementCommand.Redact(positions, "court order", "desk")).Facts.Single();
        Assert.IsType<Appended>(await log.RedactAsync(positions, new Append { Records = [NewRecord.Of(Ref.Statement(id), fact)] }, default));
        await ReactAsync();
    }

    async Task Correct()
    {
        if (Statements.Count == 0) return;
        var id = Pick(Statements);
        var state = await State<Statement, StatementCommand>(Ref.Statement(id));
        var changes = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["text"] = Json(Text()) };
        if (_dice.Next(2) == 0) changes["speakers"] = Json(Some(ActorCount, 1, "a"));
        if (_dice.Next(2) == 0 && state.Content.Positions.Count > 0) changes["positions"] = Json(new[] { Taken(state.Content.Positions[0].Topic, null) });
        if (_dice.Next(3) == 0) changes["saidAt"] = Json("2025-04-0" + (1 + _dice.Next(9)));
        await Do(state, new StatementCommand.Correct(changes, null, new HashSet<string>(StringComparer.Ordinal), "misheard", CorrectionKind.Correction, "editor"));
    }

    async Task Retract()
    {
        if (Statements.Count > 0 && _dice.Next(2) == 0)
            await Do(await State<Statement, StatementCommand>(Ref.Statement(Pick(Statements))), new StatementCommand.Retract("never said", "editor"));
    }

    async Task Verify()
    {
        if (Statements.Count > 0)
            await Do(await State<Statement, StatementCommand>(Ref.Statement(Pick(Statements))),
                new StatementCommand.Verify((Tracker.Domain.Statements.Verification)_dice.Next(6), _dice.Next(2) == 0 ? "seen on video" : null, "editor"));
    }

    async Task AddSource()
    {
        if (Statements.Count > 0)
            await Do(await State<Statement, StatementCommand>(Ref.Statement(Pick(Statements))), new StatementCommand.AddSource(new Source { Name = "Wire " + _dice.Next(9) }, "desk"));
    }

    Task PutPlace() => Put<Place, PlaceCommand>(Ref.Place("p" + _dice.Next(2)), id => new PlaceCommand.Put(id, new PlaceProfile { Name = "İstanbul", Lat = 41.0082, Lon = -28.9784e-8 * _dice.Next(9) }, "desk"));

    Task CreateActor(int n) => Put<Actor, ActorCommand>(Ref.Actor("a" + n), id =>
        new ActorCommand.Put(id, new ActorProfile { Kind = (ActorKind)_dice.Next(5), Name = "Actor «" + n + "»", Side = n == 3 ? ActorSide.Source : null, Unnamed = _dice.Next(4) == 0 }, "desk"));

    Task CreateTopic(int n) => Put<Topic, TopicCommand>(Ref.Topic($"t{n % StoryCount}-{n}"), id =>
        new TopicCommand.Put(id, new TopicProfile { Story = Story(n % StoryCount), Title = "Topic " + _dice.Next(100), Proposition = Text(), Opposes = n > 1 ? $"t{n % StoryCount}-{n - 2}" : null }, "desk"));

    Task CreateMeeting(int n) => Put<Meeting, MeetingCommand>(Ref.Meeting("m" + n), id => new MeetingCommand.Put(id,
        new MeetingProfile { Story = Story(n % StoryCount), Name = "Round " + _dice.Next(100), Start = "2025-05-16" }, new StatusEntry { Status = MeetingStatus.Proposed },
        [new Participation { Actor = "a" + _dice.Next(ActorCount), Attendance = Attendance.Conditional, Conditions = [new ConditionText { Text = "if others do", About = "actor/a" + _dice.Next(ActorCount) }] }], "desk"));

    async Task Revise()
    {
        var id = Story(_dice.Next(StoryCount));
        await Do(await State<Story, StoryCommand>(Ref.Story(id)),
            new StoryCommand.Put(id, new StoryProfile { Title = "Talks " + _dice.Next(100), Parties = Some(ActorCount, 2, "a") }, (StoryStatus)_dice.Next(2), "desk"));
    }

    async Task ChangeMeeting()
    {
        var state = await State<Meeting, MeetingCommand>(Ref.Meeting("m" + _dice.Next(MeetingCount)));
        if (state.Version == 0) return;
        await Do(state, new MeetingCommand.ChangeStatus(new StatusEntry { Status = (MeetingStatus)_dice.Next(12), Outcome = _dice.Next(3) == 0 ? MeetingOutcome.Agreement : null, Forced = true, Reason = "as reported", At = _dice.Next(2) == 0 ? "2025-05-1" + _dice.Next(10) : null }, "editor"));
        state = await State<Meeting, MeetingCommand>(Ref.Meeting(state.Id));
        await Do(state, new MeetingCommand.ChangeParticipation(new Participation { Actor = "a" + _dice.Next(ActorCount), Attendance = (Attendance)_dice.Next(8), At = _dice.Next(2) == 0 ? "2025-05-1" + _dice.Next(10) : null }, "desk"));
    }

    async Task Put<TState, TCommand>(string entity, Func<string, TCommand> command) where TState : IEntity<TState, TCommand> =>
        await Do(await State<TState, TCommand>(entity), command(Ref.IdOf(entity)));

    async Task<TState> State<TState, TCommand>(string entity) where TState : IEntity<TState, TCommand> =>
        (await log.ReadStreamAsync(entity, 0, 100_000, default)).Aggregate(TState.Initial, TState.Evolve);

    async Task Do<TState, TCommand>(TState state, TCommand command) where TState : IEntity<TState, TCommand>
    {
        foreach (var fact in TState.Decide(state, command).Facts)
            Assert.IsType<Appended>(await log.AppendAsync(new Append { Records = [NewRecord.Of(fact.Touches[0].Entity, fact)] }, default));
        await ReactAsync();
    }

    /// <summary>What the story grains do, one after the other.</summary>
    async Task ReactAsync()
    {
        foreach (var record in await log.ReadAsync(_reactedTo, 100_000, default))
        {
            _reactedTo = record.Position;
            foreach (var story in record.Touches.Select(t => t.Entity).Where(e => e.StartsWith("story/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal))
            {
                var before = _following.GetValueOrDefault(story, StoryFollowing.Initial);
                var lives = new Dictionary<string, IReadOnlyList<Record>>(StringComparer.Ordinal);
                foreach (var cell in StoryFollowing.NeedsLives(before, record)) lives[cell] = await log.ReadTouchingAsync(cell, 0, record.Position, 100_000, default);
                var after = StoryFollowing.Follow(before, record, lives);
                _following[story] = after;
                if (after.Pending.Count > before.Pending.Count) await AppendReactions(story, after);
            }
        }
        if (log.Head > _reactedTo) await ReactAsync();
    }

    async Task AppendReactions(string story, StoryFollowing after) =>
        Assert.IsType<Appended>(await log.AppendAsync(new Append { Records = [.. after.Pending.Select(r => new NewRecord(r.Entity, r.Kind, r.Touches, r.Body, r.Cause))] }, default));

    PositionTaken Taken(string topic, string? condition) => new()
    {
        Topic = topic, Stance = (Stance)_dice.Next(8),
        Conditions = condition is not null ? [new ConditionText { Text = condition }] : _dice.Next(4) == 0 ? [new ConditionText { Text = "якщо \"так\"", About = "actor/a1" }] : [],
    };

    string Text() => "Слова \"№" + _dice.Next(1000) + "\" \u001f \u2028 😀 <b>" + new string('x', _dice.Next(200));

    List<string> Some(int of, int most, string prefix) =>
        [.. Enumerable.Range(0, 1 + _dice.Next(most)).Select(_ => prefix + _dice.Next(of)).Distinct(StringComparer.Ordinal)];

    T Pick<T>(List<T> from) => from[_dice.Next(from.Count)];

    static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, Events.Json);
}
