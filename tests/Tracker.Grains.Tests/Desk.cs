using System.Security.Cryptography;
using System.Text;
using Orleans.Concurrency;
using Tracker.Domain.Actors;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;

namespace Tracker.GrainsTests;

/// <summary>Orders as the API gives them.</summary>
static class Desk
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Reply> Order<TCommand>(this IEntityGrain<TCommand> grain, TCommand command, int? ifVersion = null, string? once = null) =>
        (await grain.Do(new Order<TCommand> { Command = command, IfVersion = ifVersion, Once = once is null ? [] : [Once(once)] }.AsImmutable())).Value;

    public static OnceKey Once(string key) => new(key, SHA256.HashData(Encoding.UTF8.GetBytes(key)), "id-taken");

    public static async Task<Receipt> DoneAsync(this Task<Reply> order)
    {
        var reply = await order;
        Assert.Equal((Answer.Done, null), (reply.Answer, reply.Refusal));
        return reply.Receipt!;
    }

    public static ActorCommand.Put Actor(string id, string name) => new(id, new ActorProfile { Name = name }, "desk");

    public static TopicCommand.Put Topic(string id, string title) => new(id, new TopicProfile { Story = "talks", Title = title }, "desk");

    public static StoryCommand.Put Story(string id, string title = "Talks") => new(id, new StoryProfile { Title = title }, null, "desk");

    public static Task<Receipt> StoryAsync(IEventLog log, string id) =>
        new EntityShell<Story, StoryCommand>(Ref.Story(id), log, new OwnStreamReads<Story, StoryCommand>(log)).DoAsync(new() { Command = Story(id) }, true, Ct).DoneAsync();

    /// <summary>As the API posts: straight to the log.</summary>
    /// <param name="positions"><c>topic stance</c>.</param>
    public static Task<Receipt> PostAsync(IEventLog log, string id, int day, string speaker, string story, params string[] positions) => OrderAsync(log, id, new StatementCommand.Post(id, new StatementContent
    {
        Story = story, Speakers = [speaker], Text = "So we say.", SaidAt = $"2025-05-{day:00}", SaidUntil = new DateTimeOffset(2025, 5, day, 23, 59, 59, 999, TimeSpan.Zero),
        Positions = [.. positions.Select(Position)],
    }, new HashSet<string>(), "desk"));

    public static Task<Receipt> RetractAsync(IEventLog log, string id) => OrderAsync(log, id, new StatementCommand.Retract("misheard", "desk"));

    public static Task<Receipt> OrderAsync(IEventLog log, string id, StatementCommand command) =>
        new EntityShell<Statement, StatementCommand>(Ref.Statement(id), log, new OwnStreamReads<Statement, StatementCommand>(log))
            .DoAsync(new() { Command = command }, assumeNew: command is StatementCommand.Post, Ct).DoneAsync();

    static PositionTaken Position(string text)
    {
        var words = text.Split(' ', 3);
        return new PositionTaken { Topic = words[0], Stance = Enum.Parse<Stance>(words[1], ignoreCase: true), Conditions = words.Length < 3 ? [] : [Condition(words[2])] };
    }

    /// <param name="text">The words, and behind an at-sign what they are about.</param>
    static ConditionText Condition(string text) => text.Split('@') is [var words, var about] ? new ConditionText { Text = words, About = about } : new ConditionText { Text = text };

    public static Task<Receipt> MeetAsync(IEventLog log, string id, string story) =>
        OrderAsync<Meeting, MeetingCommand>(log, Ref.Meeting(id), new MeetingCommand.Create(id, new MeetingProfile { Story = story, Name = id }, new StatusEntry { Status = MeetingStatus.Proposed }, [], "desk"));

    public static Task<Receipt> BecomesAsync(IEventLog log, string meeting, MeetingStatus status) => OrderAsync<Meeting, MeetingCommand>(
        log, Ref.Meeting(meeting), new MeetingCommand.ChangeStatus(new StatusEntry { Status = status, Forced = true, Reason = "as reported" }, "desk"));

    public static Task<Receipt> AttendsAsync(IEventLog log, string meeting, string actor, Attendance attendance, params string[] conditions) => OrderAsync<Meeting, MeetingCommand>(
        log, Ref.Meeting(meeting), new MeetingCommand.ChangeParticipation(new Participation { Actor = actor, Attendance = attendance, Conditions = [.. conditions.Select(Condition)] }, "desk"));

    public static Task<Receipt> ActorAsync(IEventLog log, string id) => OrderAsync<Actor, ActorCommand>(log, Ref.Actor(id), Actor(id, id));

    public static Task<Receipt> MergeAsync(IEventLog log, string id, string into, string story) =>
        OrderAsync<Actor, ActorCommand>(log, Ref.Actor(id), new ActorCommand.Merge(into, [], [story], "the same man", "editor"));

    /// <param name="condition">A reference.</param>
    public static Task<Receipt> ResolveAsync(IEventLog log, string condition, ConditionState state) =>
        OrderAsync<Condition, ConditionCommand>(log, condition, new ConditionCommand.Resolve(state, "so says the editor", [], "editor"));

    /// <param name="link">A reference.</param>
    public static Task<Receipt> ConfirmAsync(IEventLog log, string link) => OrderAsync<Link, LinkCommand>(log, link, new LinkCommand.Confirm(null, "editor"));

    public static async Task TakeDownAsync(IEventLog log, string id)
    {
        var stream = await log.ReadStreamAsync(Ref.Statement(id), 0, 100, Ct);
        List<long> bodies = [.. stream.Select(record => record.Position)];
        var decision = Statement.Decide(stream.Aggregate(Statement.Initial, Statement.Evolve), new StatementCommand.Redact(bodies, "court order", "admin"));
        Assert.IsType<Appended>(await log.RedactAsync(bodies, new Append { Records = [NewRecord.Of(Ref.Statement(id), decision.Facts[0])] }, Ct));
    }

    /// <summary>As the API orders what has no grain: loaded from its stream, decided, appended on its version.</summary>
    static Task<Receipt> OrderAsync<TEntity, TCommand>(IEventLog log, string entity, TCommand command) where TEntity : IEntity<TEntity, TCommand> =>
        new EntityShell<TEntity, TCommand>(entity, log, new OwnStreamReads<TEntity, TCommand>(log)).DoAsync(new() { Command = command }, assumeNew: false, Ct).DoneAsync();

    public static async Task<List<Record>> AllAsync(IEventLog log)
    {
        var all = new List<Record>();
        while (await log.ReadAsync(all.Count, 1000, Ct) is { Count: > 0 } page) all.AddRange(page);
        return all;
    }

    public static async Task<List<(Record Record, PositionChanged Event)>> ReactionsAsync(IEventLog log) =>
        [.. (await AllAsync(log)).Where(record => record.Kind == "position.changed").Select(record => (record, (PositionChanged)record.Event!))];

    /// <summary>All that has a cause.</summary>
    public static async Task<List<Record>> CausedAsync(IEventLog log) => [.. (await AllAsync(log)).Where(record => record.Cause is not null)];

    /// <summary>Waits, a minute at most, for a record.</summary>
    public static async Task<Record> UntilAsync(IEventLog log, Predicate<Record> which)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var head = log.Head;
            if ((await AllAsync(log)).Find(which) is { } found) return found;
            Assert.True(await log.WaitAsync(head, limit.Token), "It did not come.");
        }
    }

    /// <summary>Waits, a minute at most, until so many of the story's reactions are in the log.</summary>
    public static async Task<List<(Record Record, PositionChanged Event)>> ReactionsAsync(IEventLog log, string story, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var head = log.Head;
            var reactions = (await ReactionsAsync(log)).Where(one => one.Record.Entity == Ref.Story(story)).ToList();
            if (reactions.Count >= count) return reactions;
            Assert.True(await log.WaitAsync(head, limit.Token), $"Only {reactions.Count} reactions of {count}.");
        }
    }
}
