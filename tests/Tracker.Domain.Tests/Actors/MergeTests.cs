using Tracker.Domain.Actors;

namespace Tracker.DomainTests.Actors;

public sealed class MergeTests
{
    static readonly ActorCommand Created = new ActorCommand.Create("zelenskyy", Some.Actor("Zelenskyy") with { Parent = "ukraine" }, "desk");

    static Tale<Actor, ActorCommand> Tale => new Tale<Actor, ActorCommand>("actor/zelenskyy").Given(Created);

    [Fact]
    public void Two_actors_are_one_and_both_and_their_stories_learn_of_it()
    {
        var tale = Tale.When(Merge("zelensky", stories: ["talks", "grain"])).Then(new ActorMerged { Into = "zelensky", Reason = "the same man", By = "editor" });
        tale.Touching("Self actor/zelenskyy", "Parent actor/ukraine", "Merged actor/zelensky", "Story story/talks", "Story story/grain");
        Assert.Equal(("zelensky", 2), (tale.State.MergedInto, tale.State.Version));
    }

    [Fact]
    public void Said_twice_is_nothing_and_into_another_is_refused()
    {
        var tale = Tale.Given(Merge("zelensky"));
        tale.When(Merge("zelensky")).ThenNothing();
        tale.When(Merge("zelensky", reason: "")).ThenNothing();
        tale.When(Merge("poroshenko")).ThenRefused("merged");
    }

    [Fact]
    public void A_circle_is_refused_at_any_remove()
    {
        Tale.When(Merge("zelenskyy")).ThenRefused("invalid", "into");
        Tale.When(Merge("zelensky", onward: ["zelenskyy"])).ThenRefused("circle", "into");
        Tale.When(Merge("zelensky", onward: ["ze", "zelenskyy"])).ThenRefused("circle", "into");
        Tale.When(Merge("zelensky", onward: ["ze"])).ThenOne<ActorMerged>();
    }

    [Fact]
    public void A_merge_needs_an_actor_a_reason_and_a_well_formed_other()
    {
        new Tale<Actor, ActorCommand>("actor/nobody").When(Merge("zelensky")).ThenRefused("not-found");
        Tale.When(Merge("zelensky", reason: " ")).ThenRefused("reason-needed", "reason");
        Tale.When(Merge("actor/zelensky")).ThenRefused("invalid", "into");
    }

    [Fact]
    public void What_was_merged_away_is_changed_no_more_and_its_id_stays_taken()
    {
        var tale = Tale.Given(Merge("zelensky"));
        tale.When(new ActorCommand.Put("zelenskyy", Some.Actor("Volodymyr"), null)).ThenRefused("merged");
        tale.When(Created).ThenRefused("id-taken", "id");
    }

    [Fact]
    public void The_other_knows_whom_it_absorbed()
    {
        var log = new SmallLog();
        foreach (var id in new[] { "zelensky", "zelenskyy", "ze" }) log.Do<Actor, ActorCommand>("actor/" + id, new ActorCommand.Create(id, Some.Actor(id), null));
        log.Do<Actor, ActorCommand>("actor/ze", Merge("zelenskyy"));
        log.Do<Actor, ActorCommand>("actor/zelenskyy", Merge("zelensky"));
        Assert.Equal(["zelenskyy"], Load("zelensky").Absorbed);
        Assert.Equal(["ze"], Load("zelenskyy").Absorbed);
        Assert.Equal((null, "zelensky", "zelenskyy"), (Load("zelensky").MergedInto, Load("zelenskyy").MergedInto, Load("ze").MergedInto));
        // It is touched by the record, and its own version is as it was.
        Assert.Equal((1, 5L), (Load("zelensky").Version, Load("zelensky").Life.Touched));

        Actor Load(string id) => log.Load<Actor, ActorCommand>("actor/" + id);
    }

    [Fact]
    public void A_child_of_a_merged_actor_absorbs_nobody()
    {
        var log = new SmallLog();
        log.Do<Actor, ActorCommand>("actor/ukraine", new ActorCommand.Create("ukraine", Some.Actor("Ukraine"), null));
        log.Do<Actor, ActorCommand>("actor/zelenskyy", Created);
        log.Do<Actor, ActorCommand>("actor/zelenskyy", Merge("zelensky"));
        Assert.Empty(log.Load<Actor, ActorCommand>("actor/ukraine").Absorbed);
    }

    static ActorCommand.Merge Merge(string into, string[]? onward = null, string[]? stories = null, string reason = "the same man") => new(into, onward ?? [], stories ?? [], reason, "editor");
}
