using Tracker.Domain.Actors;

namespace Tracker.DomainTests.Actors;

public sealed class ActorTests
{
    static readonly ActorCommand Created = new ActorCommand.Create("fidan", Some.Actor(), "desk");

    static Tale<Actor, ActorCommand> Tale => new("actor/fidan");

    [Fact]
    public void An_actor_is_created_and_touches_its_parent() => Tale
        .When(new ActorCommand.Create("fidan", Some.Actor() with { Parent = "turkey" }, "desk"))
        .Then(new ActorCreated { Actor = Some.Actor() with { Parent = "turkey" }, By = "desk" })
        .Touching("Self actor/fidan", "Parent actor/turkey");

    [Fact]
    public void An_id_is_never_taken_twice() => Tale.Given(Created).When(Created).ThenRefused("id-taken", "id");

    [Fact]
    public void Put_of_equal_content_is_nothing() => Tale.Given(Created).When(new ActorCommand.Put("fidan", Some.Actor(), "another")).ThenNothing();

    [Fact]
    public void Put_revises() => Tale
        .Given(Created).When(new ActorCommand.Put("fidan", Some.Actor() with { Reviewed = false }, "desk"))
        .Then(new ActorRevised { Actor = Some.Actor() with { Reviewed = false }, By = "desk" });

    [Fact]
    public void Put_creates_what_is_not_there() => Tale.When(new ActorCommand.Put("fidan", Some.Actor(), null)).Then(new ActorCreated { Actor = Some.Actor() });

    public static TheoryData<ActorProfile, string> Wrong => new()
    {
        { Some.Actor("") , "name" },
        { Some.Actor() with { Parent = "fidan" }, "parent" },
        { Some.Actor() with { Parent = "not an id" }, "parent" },
        { Some.Actor() with { OtherNames = [new OtherName { Name = "Fidan" }, new OtherName()] }, "otherNames[1].name" },
        { Some.Actor() with { OtherNames = [new OtherName { Name = "Fidan", From = "1968-13" }] }, "otherNames[0].from" },
        { Some.Actor() with { Metonyms = ["Ankara", " "] }, "metonyms[1]" },
        { Some.Actor() with { Identifiers = [new Identifier { Scheme = "wikidata" }] }, "identifiers[0].value" },
        { Some.Actor() with { Memberships = [new Membership()] }, "memberships[0].organization" },
        { Some.Actor() with { Memberships = [new Membership { Organization = "turkey", To = "yesterday" }] }, "memberships[0].to" },
        { Some.Actor() with { Memberships = [null!] }, "memberships[0]" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(ActorProfile profile, string field)
    {
        Tale.When(new ActorCommand.Create("fidan", profile, null)).ThenRefused("invalid", field);
        Tale.Given(Created).When(new ActorCommand.Put("fidan", profile, null)).ThenRefused("invalid", field);
    }
}
