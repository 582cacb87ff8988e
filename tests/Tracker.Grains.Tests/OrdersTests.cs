using Orleans.Concurrency;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;
using Tracker.Grains.Actors;
using Tracker.Grains.Meetings;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Grains.Topics;

namespace Tracker.GrainsTests;

public sealed class OrdersTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    readonly Cluster _cluster = silos.Cluster;
    readonly IEventLog _log = silos.Temp.Log;

    [Fact]
    public Task An_actor_is_created_revised_said_twice_and_its_id_taken() => Lives(
        _cluster.Grain<IActorGrain>("lavrov"), Desk.Actor("lavrov", "Lavrov"), Desk.Actor("lavrov", "Sergey Lavrov"), new ActorCommand.Create("lavrov", new ActorProfile { Name = "Other" }, null));

    [Fact]
    public Task A_topic_is_created_revised_said_twice_and_its_id_taken() => Lives(
        _cluster.Grain<ITopicGrain>("truce"), Desk.Topic("truce", "Truce"), Desk.Topic("truce", "A truce"), new TopicCommand.Create("truce", new TopicProfile { Story = "talks", Title = "Other" }, null));

    [Fact]
    public Task A_story_is_created_revised_said_twice_and_its_id_taken() => Lives(
        _cluster.Grain<IStoryGrain>("talks"), Desk.Story("talks"), Desk.Story("talks", "The talks"), new StoryCommand.Create("talks", new StoryProfile { Title = "Other" }, StoryStatus.Active, null));

    [Fact]
    public Task A_meeting_is_created_revised_said_twice_and_its_id_taken() => Lives(
        _cluster.Grain<IMeetingGrain>("istanbul"), Meeting("istanbul", "Istanbul"), Meeting("istanbul", "Talks in Istanbul"),
        new MeetingCommand.Create("istanbul", new MeetingProfile { Story = "talks", Name = "Other" }, new StatusEntry(), [], null));

    static async Task Lives<TCommand>(IEntityGrain<TCommand> grain, TCommand create, TCommand revise, TCommand again)
    {
        var created = await grain.Order(create);
        Assert.Equal((Answer.Done, true, 1), (created.Answer, created.Created, created.Receipt!.Version));
        var revised = await grain.Order(revise);
        Assert.Equal((Answer.Done, false, 2), (revised.Answer, revised.Created, revised.Receipt!.Version));
        var said = await grain.Order(revise);
        Assert.Equal((Answer.Unchanged, revised.Receipt.Position), (said.Answer, said.Receipt!.Position));
        Assert.Equal("id-taken", (await grain.Order(again)).Refusal!.Code);
    }

    [Fact]
    public async Task A_meeting_without_participants_crosses_silos_and_refuses_a_step_that_its_lifecycle_lacks_naming_those_it_has()
    {
        var grain = _cluster.Grain<IMeetingGrain>("alaska");
        var profile = new MeetingProfile { Story = "talks", Name = "Alaska" };
        await grain.Order(new MeetingCommand.Create("alaska", profile, new StatusEntry { Status = MeetingStatus.Proposed }, [], null)).DoneAsync();
        var reply = await grain.Order(new MeetingCommand.ChangeStatus(new StatusEntry { Status = MeetingStatus.Concluded }, null));
        Assert.Equal("meeting-transition", reply.Refusal!.Code);
        Assert.Contains("invited", reply.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_for_another_version_is_stale_and_tells_the_version()
    {
        var grain = _cluster.Grain<IActorGrain>("stale");
        await grain.Order(Desk.Actor("stale", "One")).DoneAsync();
        await grain.Order(Desk.Actor("stale", "Two"), ifVersion: 1).DoneAsync();
        var late = await grain.Order(Desk.Actor("stale", "Three"), ifVersion: 1);
        Assert.Equal((Answer.Stale, 2), (late.Answer, late.Version));
        Assert.Equal(Answer.Stale, (await _cluster.Grain<IActorGrain>("nobody").Order(Desk.Actor("nobody", "N"), ifVersion: 1)).Answer);
    }

    [Fact]
    public async Task A_retry_gets_the_first_receipt_when_the_state_has_moved_on_and_after_deactivation_and_on_the_other_silo()
    {
        var grain = _cluster.Grain<IActorGrain>("retry");
        var first = await grain.Order(Desk.Actor("retry", "One"), once: "key").DoneAsync();
        await Again();
        await grain.Order(Desk.Actor("retry", "Two")).DoneAsync();
        await Again();
        await _cluster.DeactivateAsync(grain);
        await Again();
        await _cluster.MoveAsync(grain);
        await Again();

        async Task Again()
        {
            foreach (var version in new int?[] { null, 0 })
            {
                var reply = await grain.Order(Desk.Actor("retry", "One"), version, "key");
                Assert.Equal((Answer.Replayed, first.Position, first.Version), (reply.Answer, reply.Receipt!.Position, reply.Receipt.Version));
            }
        }
    }

    [Fact]
    public async Task A_dry_order_stores_nothing_and_a_key_of_another_request_is_refused()
    {
        var grain = _cluster.Grain<IActorGrain>("dry");
        var dry = await grain.Do(new Order<ActorCommand> { Command = Desk.Actor("dry", "Dry"), DryRun = true }.AsImmutable());
        Assert.Equal((Answer.Dry, "actor.created"), (dry.Value.Answer, Assert.Single(dry.Value.Draft).Kind));
        Assert.True((await grain.Order(Desk.Actor("dry", "Dry"), once: "dry-key")).Created);
        var other = new OnceKey("dry-key", new byte[32], "key-reused");
        var taken = await grain.Do(new Order<ActorCommand> { Command = Desk.Actor("dry", "Else"), Once = [other] }.AsImmutable());
        Assert.Equal("key-reused", taken.Value.Refusal!.Code);
    }

    [Fact]
    public async Task A_life_follows_what_others_append_without_being_told()
    {
        var actor = _cluster.Grain<IActorGrain>("followed");
        await actor.Order(Desk.Actor("followed", "Followed")).DoneAsync();
        await Desk.StoryAsync(_log, "followed-story");
        for (var i = 1; i <= 12; i++)
        {
            var posted = await Desk.PostAsync(_log, $"followed-{i}", i, "followed", "followed-story");
            var life = (await actor.Life()).Value;
            Assert.Equal((i, posted.Position, $"followed-{i}"), (life.Statements[TouchRole.Speaker], life.Touched, life.Latest[0].Id));
            Assert.Equal(Math.Min(i, Life.LatestCount), life.Latest.Count);
        }
        Assert.Equal(12, (await _cluster.Grain<IStoryGrain>("followed-story").Life()).Value.Statements[TouchRole.Story]);
    }

    [Fact]
    public async Task A_side_and_a_zone_cross_silos()
    {
        var grain = _cluster.Grain<IActorGrain>("agency");
        Assert.Null((await grain.Facing()).Value.Side);
        await grain.Order(new ActorCommand.Put("agency", new ActorProfile { Name = "Agency", Side = ActorSide.Source }, null)).DoneAsync();
        Assert.Equal(ActorSide.Source, (await grain.Facing()).Value.Side);
        var story = _cluster.Grain<IStoryGrain>("zoned");
        await story.Order(new StoryCommand.Put("zoned", new StoryProfile { Title = "Zoned", Tz = "Europe/Istanbul" }, null, null)).DoneAsync();
        Assert.Equal("Europe/Istanbul", await story.Zone());
    }

    static MeetingCommand.Put Meeting(string id, string name) => new(id, new MeetingProfile { Story = "talks", Name = name }, null, null, "desk");
}
