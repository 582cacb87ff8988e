using Tracker.Domain.Topics;

namespace Tracker.DomainTests.Topics;

public sealed class TopicTests
{
    static readonly TopicCommand Created = new TopicCommand.Create("ceasefire-30d", Some.Topic() with { Parent = "ceasefire" }, "desk");

    static Tale<Topic, TopicCommand> Tale => new("topic/ceasefire-30d");

    [Fact]
    public void A_topic_is_created_and_touches_its_story_parent_and_opposite()
    {
        var profile = Some.Topic() with { Parent = "ceasefire", Opposes = "ceasefire-via-talks" };
        Tale.When(new TopicCommand.Create("ceasefire-30d", profile, "desk"))
            .Then(new TopicCreated { Topic = profile, By = "desk" })
            .Touching("Self topic/ceasefire-30d", "Story story/talks", "Parent topic/ceasefire", "Parent topic/ceasefire-via-talks");
    }

    [Fact]
    public void An_id_is_never_taken_twice() => Tale.Given(Created).When(Created).ThenRefused("id-taken", "id");

    [Fact]
    public void Put_of_equal_content_is_nothing() =>
        Tale.Given(Created).When(new TopicCommand.Put("ceasefire-30d", Some.Topic() with { Parent = "ceasefire" }, null)).ThenNothing();

    [Fact]
    public void Put_revises_and_touches_also_the_parent_that_it_had() => Tale
        .Given(Created).When(new TopicCommand.Put("ceasefire-30d", Some.Topic() with { Parent = "peace" }, null))
        .Then(new TopicRevised { Topic = Some.Topic() with { Parent = "peace" } })
        .Touching("Self topic/ceasefire-30d", "Story story/talks", "Parent topic/ceasefire", "Parent topic/peace");

    [Fact]
    public void A_topic_stays_in_its_story() =>
        Tale.Given(Created).When(new TopicCommand.Put("ceasefire-30d", Some.Topic() with { Story = "another" }, null)).ThenRefused("story-fixed", "story");

    public static TheoryData<TopicProfile, string> Wrong => new()
    {
        { Some.Topic("") , "title" },
        { Some.Topic() with { Story = "" }, "story" },
        { Some.Topic() with { Parent = "ceasefire-30d" }, "parent" },
        { Some.Topic() with { Opposes = "ceasefire-30d" }, "opposes" },
        { Some.Topic() with { Formulations = [new Formulation { By = "trump" }] }, "formulations[0].text" },
        { Some.Topic() with { Formulations = [new Formulation { By = "topic/x", Text = "a truce" }] }, "formulations[0].by" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(TopicProfile profile, string field) =>
        Tale.When(new TopicCommand.Create("ceasefire-30d", profile, null)).ThenRefused("invalid", field);
}
