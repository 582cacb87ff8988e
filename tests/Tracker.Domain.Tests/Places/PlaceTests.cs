using Tracker.Domain.Places;

namespace Tracker.DomainTests.Places;

public sealed class PlaceTests
{
    static readonly PlaceCommand Created = new PlaceCommand.Create("istanbul", Some.Place(), "desk");

    static Tale<Place, PlaceCommand> Tale => new("place/istanbul");

    [Fact]
    public void A_place_is_created() => Tale.When(Created).Then(new PlaceCreated { Place = Some.Place(), By = "desk" }).Touching("Self place/istanbul");

    [Fact]
    public void An_id_is_never_taken_twice() => Tale.Given(Created).When(Created).ThenRefused("id-taken", "id");

    [Fact]
    public void Put_of_equal_content_is_nothing() => Tale.Given(Created).When(new PlaceCommand.Put("istanbul", Some.Place(), "another")).ThenNothing();

    [Fact]
    public void Put_revises() => Tale
        .Given(Created).When(new PlaceCommand.Put("istanbul", Some.Place() with { Lat = 0 }, "desk"))
        .Then(new PlaceRevised { Place = Some.Place() with { Lat = 0 }, By = "desk" });

    public static TheoryData<PlaceProfile, string> Wrong => new()
    {
        { Some.Place(""), "name" },
        { Some.Place() with { Country = "tr" }, "country" },
        { Some.Place() with { Country = "TUR" }, "country" },
        { Some.Place() with { Lat = 90.1 }, "lat" },
        { Some.Place() with { Lat = double.NaN }, "lat" },
        { Some.Place() with { Lon = -180.5 }, "lon" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(PlaceProfile profile, string field) =>
        Tale.When(new PlaceCommand.Create("istanbul", profile, null)).ThenRefused("invalid", field);
}
