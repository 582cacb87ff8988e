using Tracker.Domain.Stories;

namespace Tracker.DomainTests.Stories;

public sealed class StoryTests
{
    static readonly StoryCommand Created = new StoryCommand.Create("talks", Some.Story(), StoryStatus.Active, "desk");

    static Tale<Story, StoryCommand> Tale => new("story/talks");

    [Fact]
    public void A_story_is_created_and_touches_its_parties() => Tale
        .When(Created)
        .Then(new StoryCreated { Story = Some.Story(), Status = StoryStatus.Active, By = "desk" })
        .Touching("Self story/talks", "Party actor/ukraine", "Party actor/russia", "Party actor/turkey");

    [Fact]
    public void An_id_is_never_taken_twice() => Tale.Given(Created).When(Created).ThenRefused("id-taken", "id");

    [Fact]
    public void Put_creates_what_is_not_there_as_active() => Tale
        .When(new StoryCommand.Put("talks", Some.Story(), null, "desk"))
        .Then(new StoryCreated { Story = Some.Story(), Status = StoryStatus.Active, By = "desk" });

    [Fact]
    public void Put_of_equal_content_is_nothing() => Tale
        .Given(Created).When(new StoryCommand.Put("talks", Some.Story() with { Note = null, Parties = ["ukraine", "russia"] }, null, "another")).ThenNothing();

    [Fact]
    public void Put_revises_and_touches_also_the_party_that_left() => Tale
        .Given(Created).When(new StoryCommand.Put("talks", Some.Story() with { Parties = ["ukraine"] }, null, "desk"))
        .Then(new StoryRevised { Story = Some.Story() with { Parties = ["ukraine"] }, By = "desk" })
        .Touching("Self story/talks", "Party actor/ukraine", "Party actor/russia", "Party actor/turkey");

    [Fact]
    public void Put_with_another_status_changes_the_status_alone() => Tale
        .Given(Created).When(new StoryCommand.Put("talks", Some.Story(), StoryStatus.Closed, "desk"))
        .Then(new StoryStatusChanged { From = StoryStatus.Active, To = StoryStatus.Closed, By = "desk" });

    [Fact]
    public void Put_can_revise_and_change_the_status_at_once()
    {
        var tale = Tale.Given(Created).When(new StoryCommand.Put("talks", Some.Story("Peace talks"), StoryStatus.Paused, "desk"));
        Assert.Equal(2, tale.Facts.Count);
        Assert.Equal(("Peace talks", StoryStatus.Paused, 3), (tale.State.Profile.Title, tale.State.Status, tale.State.Version));
        Assert.Equal(Some.Noon.AddSeconds(1), tale.State.RecordedAt);
    }

    [Fact]
    public void A_story_needs_a_title() => Tale.When(new StoryCommand.Create("talks", Some.Story(" "), StoryStatus.Active, null)).ThenRefused("invalid", "title");

    [Fact]
    public void Parties_are_ids_and_each_is_named_once()
    {
        Tale.When(new StoryCommand.Create("talks", Some.Story() with { Parties = ["ukraine", "Russia"] }, StoryStatus.Active, null)).ThenRefused("invalid", "parties[1]");
        Tale.When(new StoryCommand.Create("talks", Some.Story() with { Parties = ["ukraine", "ukraine"] }, StoryStatus.Active, null)).ThenRefused("invalid", "parties");
        Tale.When(new StoryCommand.Create("talks", Some.Story() with { ThirdParties = [null!] }, StoryStatus.Active, null)).ThenRefused("invalid", "thirdParties[0]");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Talks")]
    [InlineData("a/b")]
    [InlineData("-talks")]
    [InlineData("tälks")]
    public void An_id_has_its_form(string id) => Tale.When(new StoryCommand.Create(id, Some.Story(), StoryStatus.Active, null)).ThenRefused("invalid", "id");

    [Fact]
    public void A_zone_must_be_known() => Tale.When(new StoryCommand.Create("talks", Some.Story() with { Tz = "Europe/Nowhere" }, StoryStatus.Active, null)).ThenRefused("invalid", "tz");
}
