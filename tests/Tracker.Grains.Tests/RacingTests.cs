using System.Text;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Grains.Stories;

namespace Tracker.GrainsTests;

/// <summary>Somebody else writes to a stream between the moment when reactions are computed and the moment when they are appended.</summary>
public sealed class RacingTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_editor_decides_about_a_condition_first_and_the_rule_writes_once_and_changes_nothing()
    {
        await using var temp = await TempLog.OpenAsync();
        var condition = await GuestAsync(temp.Log);
        await Desk.AttendsAsync(temp.Log, "m", "putin", Attendance.Absent);
        var (activation, tries) = Between(temp.Log, () => Desk.ResolveAsync(temp.Log, condition, ConditionState.Met));
        await activation.WriteAsync();
        Assert.Equal(2, tries());
        var stream = await temp.Log.ReadStreamAsync(condition, 0, 100, Ct);
        Assert.Equal(["condition.opened", "condition.resolved", "condition.resolved"], stream.Select(record => record.Kind));
        Assert.Equal((null, stream[^1].Position - 2), (stream[1].Cause, stream[2].Cause));
        var state = stream.Aggregate(Condition.Initial, Condition.Evolve);
        Assert.Equal((ConditionState.Met, "editor"), (state.State, state.Resolution!.By));
        await Reacting.IsWholeAsync(temp.Log, "s");
    }

    [Fact]
    public async Task A_rule_decides_first_and_the_editor_decides_after_it()
    {
        await using var temp = await TempLog.OpenAsync();
        var condition = await GuestAsync(temp.Log);
        await Desk.AttendsAsync(temp.Log, "m", "putin", Attendance.Absent);
        var slow = new LogProxy(temp.Log);
        var tries = 0;
        slow.OnAppend = async (_, append) =>
        {
            if (tries++ == 0) await new Reacting(temp.Log, "s").WriteAsync();
            return await append();
        };
        await Desk.ResolveAsync(slow, condition, ConditionState.Met);
        Assert.Equal(2, tries);
        var state = (await temp.Log.ReadStreamAsync(condition, 0, 100, Ct)).Aggregate(Condition.Initial, Condition.Evolve);
        Assert.Equal((3, ConditionState.Met, true), (state.Version, state.State, state.Settled));
    }

    [Fact]
    public async Task An_editor_confirms_a_link_first_and_the_rule_that_takes_it_back_writes_once_and_changes_nothing()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        await Desk.PostAsync(temp.Log, "s1", 1, "russia", "s", "truce supports");
        await Desk.PostAsync(temp.Log, "s2", 2, "russia", "s", "truce rejects");
        await new Reacting(temp.Log, "s").WriteAsync();
        var link = (await Desk.AllAsync(temp.Log)).Single(record => record.Kind == "statement.linked").Entity;
        await Desk.RetractAsync(temp.Log, "s2");
        var (activation, tries) = Between(temp.Log, () => Desk.ConfirmAsync(temp.Log, link));
        await activation.WriteAsync();
        Assert.Equal(2, tries());
        var stream = await temp.Log.ReadStreamAsync(link, 0, 100, Ct);
        Assert.Equal(["statement.linked", "link.confirmed"], stream.Take(2).Select(record => record.Kind));
        Assert.InRange(stream.Count, 2, 3);
        Assert.Equal(LinkState.Confirmed, stream.Aggregate(Link.Initial, Link.Evolve).State);
        await Reacting.IsWholeAsync(temp.Log, "s");
    }

    [Fact]
    public async Task Words_that_are_taken_down_first_are_not_written()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        await Desk.PostAsync(temp.Log, "s1", 2, "russia", "s", "truce conditional CANARY");
        await Desk.PostAsync(temp.Log, "s2", 1, "russia", "s", "truce supports");
        var (activation, tries) = Between(temp.Log, () => Desk.TakeDownAsync(temp.Log, "s1"));
        await activation.WriteAsync();
        Assert.Equal(2, tries());
        var caused = await Desk.CausedAsync(temp.Log);
        Assert.DoesNotContain("CANARY", string.Concat(caused.Select(record => Encoding.UTF8.GetString(record.Body.Span))), StringComparison.Ordinal);
        Assert.Equal(["position.changed"], caused.Select(record => record.Kind));
        await Reacting.IsWholeAsync(temp.Log, "s");
    }

    [Fact]
    public async Task A_stream_that_somebody_else_has_begun_is_said_to_be_in_the_way_and_not_tried_for_ever()
    {
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        await Desk.PostAsync(temp.Log, "s1", 1, "russia", "s", "truce supports");
        await Desk.PostAsync(temp.Log, "s2", 2, "russia", "s", "truce rejects");
        await temp.Log.AppendAsync(new Append { Records = [new NewRecord("link/p3.1", "statement.linked", [new Touch("link/p3.1", TouchRole.Self)], "{}"u8.ToArray())] }, Ct);
        var failed = await Assert.ThrowsAsync<ReactionsPendingException>(new Reacting(temp.Log, "s").WriteAsync);
        Assert.Contains("link/p3.1", failed.Message, StringComparison.Ordinal);
        Assert.Empty(await Desk.CausedAsync(temp.Log));
    }

    [Fact]
    public async Task Every_stream_and_every_statement_whose_words_are_repeated_has_its_condition()
    {
        await using var temp = await TempLog.OpenAsync();
        var guest = await GuestAsync(temp.Log);
        await Desk.PostAsync(temp.Log, "s1", 1, "russia", "s", "truce conditional they withdraw@topic/withdrawal");
        await Desk.PostAsync(temp.Log, "s2", 2, "ukraine", "s", "withdrawal rejects", "truce supports");
        await Desk.OrderAsync(temp.Log, "s1", new Domain.Statements.StatementCommand.Verify(Domain.Statements.Verification.Verified, null, null));
        await Desk.AttendsAsync(temp.Log, "m", "putin", Attendance.Absent);
        var appends = new List<Append>();
        var seen = new LogProxy(temp.Log) { OnAppend = (append, write) => { appends.Add(append); return write(); } };
        await new Reacting(seen, "s").WriteAsync();
        var append = Assert.Single(appends);
        Assert.Equal(new Expectation("story/s", 1), append.Expected[0]);
        Assert.Equal(append.Records.Select(record => record.Entity).Append("statement/s1").Distinct().Order(), append.Expected.Select(one => one.Entity).Order());
        Assert.All(append.Expected.Where(one => one.Entity.StartsWith("link/", StringComparison.Ordinal)), one => Assert.Equal(0, one.Version));
        Assert.Contains(new Expectation(guest, 1), append.Expected);
        Assert.Contains(new Expectation("statement/s1", 2), append.Expected);
    }

    [Fact]
    public async Task A_long_stream_is_expected_at_the_version_that_was_followed()
    {
        await using var temp = await TempLog.OpenAsync();
        var guest = await GuestAsync(temp.Log);
        for (var i = 0; i < 130; i++)
        {
            await Desk.AttendsAsync(temp.Log, "m", "putin", i % 2 == 0 ? Attendance.Absent : Attendance.Invited);
            await new Reacting(temp.Log, "s").WriteAsync();
        }
        await Desk.AttendsAsync(temp.Log, "m", "putin", Attendance.Present);
        var appends = new List<Append>();
        var seen = new LogProxy(temp.Log) { OnAppend = (append, write) => { appends.Add(append); return write(); } };
        await new Reacting(seen, "s").WriteAsync();
        Assert.Contains(new Expectation(guest, 131), Assert.Single(appends).Expected);
        await Reacting.IsWholeAsync(temp.Log, "s");
    }

    /// <summary>The reference of a guest's condition, in a story that has reacted.</summary>
    static async Task<string> GuestAsync(IEventLog log)
    {
        await Desk.StoryAsync(log, "s");
        await Desk.MeetAsync(log, "m", "s");
        await Desk.AttendsAsync(log, "m", "trump", Attendance.Conditional, "Putin comes@actor/putin");
        await new Reacting(log, "s").WriteAsync();
        return (await Desk.AllAsync(log)).Single(record => record.Kind == "condition.opened").Entity;
    }

    /// <summary>An activation that somebody else comes before, once, after it has computed its first append.</summary>
    static (Reacting Activation, Func<int> Tries) Between(IEventLog log, Func<Task> first)
    {
        var tries = 0;
        var proxy = new LogProxy(log);
        proxy.OnAppend = async (_, append) =>
        {
            if (tries++ == 0) await first();
            return await append();
        };
        return (new Reacting(proxy, "s"), () => tries);
    }
}
