using Tracker.Grains.Messages;
using Tracker.Grains.Stories;

namespace Tracker.GrainsTests;

public sealed class FullDiskTests
{
    [Fact]
    public async Task An_order_to_a_story_that_cannot_write_its_reactions_is_refused_for_now()
    {
        await using var temp = await TempLog.OpenAsync();
        var full = true;
        var log = new LogProxy(temp.Log)
        {
            OnAppend = async (append, write) => full && append.Records.Any(record => record.Cause is not null) ? new Unavailable("storage-full", "The disk is full.") : await write(),
        };
        await Desk.StoryAsync(log, "s");
        await Desk.PostAsync(log, "s1", 1, "trump", "s", "truce supports");
        await using var cluster = await Cluster.StartAsync(log, Parts.Of(temp));
        var story = cluster.Grain<IStoryGrain>("s");
        var reply = await story.Order(Desk.Story("s", "Other talks"));
        Assert.Equal((Answer.Refused, "busy"), (reply.Answer, reply.Refusal?.Code));
        full = false;
        await story.Order(Desk.Story("s", "Other talks")).DoneAsync();
        await Reacting.IsWholeAsync(temp.Log, "s");
    }
}
