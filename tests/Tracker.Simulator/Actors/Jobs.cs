using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tracker.Domain.Actors;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Actors;

/// <summary>Draws what is to be done next: posts, and everything that makes a story react again.</summary>
sealed class Jobs(Chance chance, World world)
{
    int _jobs, _statements;

    /// <summary>Everything that was ever to be done.</summary>
    public List<Job> All { get; } = [];

    public Job Next()
    {
        var number = ++_jobs;
        var job = chance.Below(100) switch
        {
            < 56 => Post(number),
            < 70 => Correct(number),
            < 77 => Retract(number),
            < 83 => TakeDown(number),
            < 89 => Attend(number),
            < 93 => Become(number),
            < 99 => Edit(number),
            _ => Merge(number),
        };
        All.Add(job);
        return job;
    }

    Job Post(int number)
    {
        var id = $"s{++_statements}";
        var forms = Enumerable.Range(0, chance.Percent(8) ? 2 : 1).Select(n => Say($"j{number}{(char)('a' + n)}", id, $"words-of-{id}-{(char)('a' + n)}.")).ToList();
        return new Job($"post {id}", Ref.Statement(id), forms);
    }

    Form Say(string tag, string id, string words)
    {
        var content = Newsroom.Statement(chance, words, _statements - 1);
        var command = new StatementCommand.Post(id, content, new HashSet<string> { "a4" }, tag);
        return new Form(tag, words, server => server.Order<Statement, StatementCommand>(Ref.Statement(id), new() { Command = command, Once = [Once(Ref.Statement(id), tag)] }, assumeNew: true));
    }

    Job Correct(int number)
    {
        var changes = chance.Below(4) switch
        {
            0 => $$"""{"speakers":["{{chance.Of(Newsroom.Actors)}}"]}""",
            1 => $$"""{"saidAt":"2025-05-{{chance.Between(9, 13):00}}"}""",
            2 => """{"historical":true}""",
            _ => $$"""{"positions":{{JsonSerializer.Serialize(Newsroom.Positions(chance, "as corrected"), Events.Json)}}}""",
        };
        return OfStatement(number, "correct", tag => new StatementCommand.Correct(
            JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(changes)!, null, new HashSet<string> { "a4" }, "misheard", CorrectionKind.Correction, tag));
    }

    Job Retract(int number) => OfStatement(number, "retract", tag => new StatementCommand.Retract("never said", tag));

    Job OfStatement(int number, string what, Func<string, StatementCommand> command)
    {
        var (id, tag) = (AnyStatement(), $"j{number}");
        return new Job($"{what} {id}", Ref.Statement(id), [new Form(tag, null, server => server.Order<Statement, StatementCommand>(Ref.Statement(id), Ordered(tag, command(tag)), assumeNew: false))]);
    }

    Job TakeDown(int number)
    {
        // Often while its words are still under way.
        var (id, tag) = (chance.Percent(50) ? $"s{Math.Max(1, _statements)}" : AnyStatement(), $"j{number}");
        return new Job($"take down {id}", Ref.Statement(id), [new Form(tag, null, server => server.TakeDown(id, tag)) { InSteps = true }]);
    }

    Job Attend(int number)
    {
        var (id, attendance) = (chance.Of(Newsroom.Meetings), chance.Of([Attendance.Invited, Attendance.Conditional, Attendance.Present, Attendance.Absent]));
        var one = new Participation { Actor = chance.Of(Newsroom.Actors), Attendance = attendance, Conditions = attendance is Attendance.Conditional or Attendance.Invited ? Newsroom.Conditions(chance, "as announced") : [] };
        return OfMeeting(number, $"{one.Actor} {attendance} at", id, tag => new MeetingCommand.ChangeParticipation(one, tag));
    }

    Job Become(int number)
    {
        var status = chance.Of([MeetingStatus.Proposed, MeetingStatus.UnderWay, MeetingStatus.Concluded, MeetingStatus.Declined]);
        return OfMeeting(number, $"{status}", chance.Of(Newsroom.Meetings), tag => new MeetingCommand.ChangeStatus(new StatusEntry { Status = status, Forced = true, Reason = "as reported" }, tag));
    }

    Job OfMeeting(int number, string what, string id, Func<string, MeetingCommand> command)
    {
        var tag = $"j{number}";
        return new Job($"{what} {id}", Ref.Meeting(id), [new Form(tag, null, server => server.Meeting(id, Ordered(tag, command(tag))))]);
    }

    /// <summary>An editor decides about a link or a condition that a rule made.</summary>
    Job Edit(int number)
    {
        var made = world.Observer.Records.Where(record => record.Kind is "statement.linked" or "condition.opened").Select(record => record.Entity).Distinct().ToList();
        if (made.Count == 0) return Post(number);
        var (entity, tag, yes) = (chance.Of(made), $"j{number}", chance.Percent(50));
        return new Job($"{(yes ? "yes" : "no")} to {entity}", entity, [new Form(tag, null, server => Ref.KindOf(entity) == "link"
            ? server.Order<Link, LinkCommand>(entity, Ordered<LinkCommand>(tag, yes ? new LinkCommand.Confirm(null, tag) : new LinkCommand.Dismiss("it is not so", tag)), assumeNew: false)
            : server.Order<Condition, ConditionCommand>(entity, Ordered<ConditionCommand>(tag, new ConditionCommand.Resolve(yes ? ConditionState.Met : ConditionState.Failed, "so says the editor", [], tag)), assumeNew: false))]);
    }

    Job Merge(int number)
    {
        var (tag, from, into) = ($"j{number}", chance.Percent(50) ? "a3" : "a4", chance.Percent(50) ? "a1" : "a2");
        return new Job($"{from} is {into}", Ref.Actor(from), [new Form(tag, null, server => server.Order<Actor, ActorCommand>(
            Ref.Actor(from), Ordered<ActorCommand>(tag, new ActorCommand.Merge(into, [], [Newsroom.StoryId], "the same man", tag)), assumeNew: false))]);
    }

    string AnyStatement() => $"s{chance.Between(1, Math.Max(1, _statements))}";

    static Order<TCommand> Ordered<TCommand>(string tag, TCommand command) => new() { Command = command, Once = [Once($"order {tag}", tag)] };

    static OnceKey Once(string key, string request) => new(key, SHA256.HashData(Encoding.UTF8.GetBytes(request)), "id-taken");
}
