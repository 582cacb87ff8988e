using Tracker.Api.Statements;
using Tracker.Domain.Statements;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Simulator.Clockwork;
using Tracker.Simulator.Store;
using Tracker.Specs;

namespace Tracker.Simulator;

/// <summary>What the simulation found in takedowns, each as small as it can be.</summary>
public sealed class TakingDownTests
{
    static readonly Answer[] Well = [Answer.Done, Answer.Unchanged];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Seed 47, when the statement and what there is of it were two readings: the second found nothing left to take, the first knew of no takedown, and
    // what came of that (a takedown of nothing) was an exception.
    [Fact]
    public async Task One_that_another_overtakes_between_any_two_of_its_reads_says_that_it_is_done()
    {
        for (var overtakenAt = 1; overtakenAt <= 12; overtakenAt++)
        {
            await using var log = await OpenAsync();
            await PostAsync(log);
            var reads = 0;
            var slow = new Between(log, async () =>
            {
                if (++reads == overtakenAt) Assert.Contains((await DownAsync(log)).Answer, Well);
            });
            Assert.Contains((await DownAsync(slow)).Answer, Well);
            Assert.True((await log.ReadAsync(0, 1, Ct))[0].Redacted);
            Assert.Equal(2, log.Head);
        }
    }

    [Fact]
    public async Task While_a_story_cannot_write_its_reactions_it_is_told_to_come_again()
    {
        await using var log = await OpenAsync();
        await PostAsync(log);
        var reply = await new TakingDown(log, _ => throw new Grains.Stories.ReactionsPendingException("storage-full"), _ => Task.CompletedTask).RunAsync("s1", "court order", "admin", Ct);
        Assert.Equal((Answer.Refused, "busy"), (reply.Answer, reply.Refusal?.Code));
        Assert.Equal(1, log.Head);
    }

    static Task<Reply> DownAsync(IEventLog log) => new TakingDown(log, _ => Task.CompletedTask, _ => Task.CompletedTask).RunAsync("s1", "court order", "admin", Ct);

    static Task<Reply> PostAsync(IEventLog log) => new EntityShell<Statement, StatementCommand>("statement/s1", log, new OwnStreamReads<Statement, StatementCommand>(log)).DoAsync(
        new() { Command = new StatementCommand.Post("s1", new StatementContent { Story = Newsroom.StoryId, Speakers = ["a1"], Text = "words" }, new HashSet<string>(), "desk") }, assumeNew: true, Ct);

    static async Task<SimulatedLog> OpenAsync() => await SimulatedLog.OpenAsync(new()
    {
        Disk = new SimulatedDisk(new Chance(1), () => Task.CompletedTask), Epoch = "specsepoch1", Clock = new ManualClock(), Chance = new Chance(2),
        Scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler,
    });

    /// <summary>Something comes before each read of a stream.</summary>
    sealed class Between(IEventLog log, Func<Task> before) : LogWrapper(log)
    {
        public override async ValueTask<IReadOnlyList<Record>> ReadStreamAsync(string entity, int afterVersion, int limit, CancellationToken ct)
        {
            await before();
            return await base.ReadStreamAsync(entity, afterVersion, limit, ct);
        }

        public override async ValueTask<IReadOnlyList<Record>> ReadTouchingAsync(string entity, long after, long upTo, int limit, CancellationToken ct)
        {
            await before();
            return await base.ReadTouchingAsync(entity, after, upTo, limit, ct);
        }
    }
}
