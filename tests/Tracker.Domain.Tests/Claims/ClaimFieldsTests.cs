using System.Text.Json;
using Tracker.Domain.Claims;
using Tracker.Domain.Meetings;

namespace Tracker.DomainTests.Claims;

public sealed class ClaimFieldsTests
{
    [Theory]
    [InlineData("story", "title", "summary", "parties", "thirdParties", "lang", "tz", "proposals", "note", "background")]
    [InlineData("actor", "kind", "name", "otherNames", "metonyms", "identifiers", "memberships", "parent", "side", "unnamed", "reviewed", "note", "background")]
    [InlineData("place", "name", "otherNames", "country", "lat", "lon", "note", "background")]
    [InlineData("topic", "kind", "title", "proposition", "parent", "opposes", "formulations", "note", "background")]
    [InlineData("meeting", "name", "kind", "start", "end", "duration", "tz", "place", "host", "organizer", "previous", "parent", "topics", "note", "status", "outcome", "participants.ACTOR", "background")]
    [InlineData("act", "kind", "actors", "text", "at", "targets", "topics", "meetings", "positions", "evidence", "sources", "note", "background")]
    [InlineData(
        "statement", "kind", "speakers", "role", "onBehalfOf", "to", "reportedBy", "attribution", "text", "lang", "translatedFrom", "translator", "quoteForm", "meeting", "medium", "platform", "saidAt", "about",
        "positions", "sources", "inReplyTo", "sameUtteranceAs", "historical", "confidence", "plover", "background")]
    public void The_fields_of_every_kind(string kind, params string[] fields) => Assert.Equal(fields, ClaimFields.Of(kind));

    [Fact]
    public void Every_kind_is_in_that_table() => Assert.Equal(["story", "actor", "place", "topic", "meeting", "act", "statement"], ClaimFields.Kinds);

    [Theory]
    [InlineData("meeting/m", "end", "\"2022-21\"")]
    [InlineData("meeting/m", "start", "\"2025-05-16T13:00\"")]
    [InlineData("meeting/m", "topics", """["a","b"]""")]
    [InlineData("meeting/m", "status", "\"broken_off\"")]
    [InlineData("meeting/m", "outcome", "\"collapsed\"")]
    [InlineData("meeting/m", "participants.putin", "\"absent\"")]
    [InlineData("meeting/m", "background", "\"They had met in 2019.\"")]
    [InlineData("story/s", "background", "\" \"")]
    [InlineData("actor/a", "side", "\"third_party\"")]
    [InlineData("actor/a", "unnamed", "true")]
    [InlineData("actor/a", "memberships", """[{"organization":"nato","post":"head"}]""")]
    [InlineData("place/p", "lat", "41.01")]
    [InlineData("statement/s", "saidAt", "\"../2025-05-16\"")]
    [InlineData("statement/s", "confidence", "50")]
    [InlineData("statement/s", "positions", """[{"topic":"truce","stance":"rejects"}]""")]
    [InlineData("act/a", "at", "\"2025-05~\"")]
    public void What_fits_is_taken(string about, string field, string value) => Assert.Null(Check(about, field, value));

    [Theory]
    // No field of that kind, or one that cannot be another.
    [InlineData("meeting/m", "headline", "\"x\"", "field")]
    [InlineData("meeting/m", "End", "\"2022\"", "field")]
    [InlineData("meeting/m", "", "\"x\"", "field")]
    [InlineData("meeting/m", "story", "\"x\"", "field")]
    [InlineData("statement/s", "holders", """["x"]""", "field")]
    [InlineData("statement/s", "saidUntil", "\"2025-05-16T00:00:00Z\"", "field")]
    [InlineData("statement/s", "duplicate", """{"of":"x"}""", "field")]
    [InlineData("act/a", "atUntil", "\"2025-05-16T00:00:00Z\"", "field")]
    [InlineData("actor/a", "status", "\"proposed\"", "field")]
    [InlineData("actor/a", "participants.putin", "\"absent\"", "field")]
    [InlineData("meeting/m", "participants", "[]", "field")]
    [InlineData("meeting/m", "participants.", "\"absent\"", "field")]
    [InlineData("meeting/m", "participants.Vladimir Putin", "\"absent\"", "field")]
    // A value of the wrong type.
    [InlineData("meeting/m", "end", "2022", "value")]
    [InlineData("meeting/m", "end", "\"spring\"", "value")]
    [InlineData("meeting/m", "topics", "\"a\"", "value")]
    [InlineData("meeting/m", "topics", """[{"a":1}]""", "value")]
    [InlineData("meeting/m", "name", "{}", "value")]
    [InlineData("meeting/m", "kind", "\"party\"", "value")]
    [InlineData("meeting/m", "kind", "2", "value")]
    [InlineData("meeting/m", "status", "\"Concluded\"", "value")]
    [InlineData("meeting/m", "status", "7", "value")]
    [InlineData("meeting/m", "outcome", "\"success\"", "value")]
    [InlineData("meeting/m", "participants.putin", "\"away\"", "value")]
    [InlineData("meeting/m", "participants.putin", "true", "value")]
    [InlineData("meeting/m", "background", "\"\"", "value")]
    [InlineData("meeting/m", "background", "5", "value")]
    [InlineData("meeting/m", "background", """["x"]""", "value")]
    [InlineData("actor/a", "memberships", """[{"organization":"nato","rank":1}]""", "value")]
    [InlineData("actor/a", "unnamed", "\"yes\"", "value")]
    [InlineData("place/p", "lat", "\"north\"", "value")]
    [InlineData("statement/s", "saidAt", "\"2025-02-30\"", "value")]
    [InlineData("statement/s", "confidence", "0.5", "value")]
    // A lone surrogate can be no string.
    [InlineData("meeting/m", "background", "\"\\ud800\"", "value")]
    [InlineData("meeting/m", "name", "\"\\ud800\"", "value")]
    [InlineData("meeting/m", "status", "\"\\ud800\"", "value")]
    [InlineData("meeting/m", "end", "\"\\ud800\"", "value")]
    [InlineData("meeting/m", "topics", """["\ud800"]""", "value")]
    [InlineData("statement/s", "plover", """{"\ud800":1}""", "value")]
    public void What_does_not_fit_is_refused_and_named(string about, string field, string value, string named)
    {
        var refusal = Check(about, field, value);
        Assert.Equal(("invalid", named), (refusal?.Code, refusal?.Field));
        Assert.True(refusal!.Detail.Length < 500, "The detail repeats what was sent.");
    }

    [Fact]
    public void A_long_field_is_not_repeated_in_full() => Assert.True(Check("meeting/m", new string('x', 5_000), "1")!.Detail.Length < 500);

    [Fact]
    public void A_field_of_the_profile_is_told_from_others()
    {
        Assert.True(ClaimFields.OfProfile("meeting/m", "end"));
        Assert.All(["status", "participants.putin", "background", "story", "nonsense"], field => Assert.False(ClaimFields.OfProfile("meeting/m", field)));
        Assert.Equal(("putin", null), (ClaimFields.Participant("participants.putin"), ClaimFields.Participant("place")));
    }

    [Fact]
    public void A_profile_takes_the_value_or_says_that_it_does_not_fit()
    {
        var meeting = Some.Meeting() with { End = "2022-02", Note = "n" };
        Assert.Equal(meeting with { End = "2022-21" }, ClaimFields.With(meeting, "end", Json("\"2022-21\"")) is { } with ? with with { Topics = meeting.Topics } : null);
        Assert.Null(ClaimFields.With(meeting, "end", Json("5")));
        Assert.Null(ClaimFields.With(meeting, "nonsense", Json("5")));
        Assert.Null(ClaimFields.With<MeetingProfile>(meeting, "name", Json("\"\\ud800\"")));
    }

    static Refusal? Check(string about, string field, string value) =>
        Claim.Decide(Claim.Initial, new ClaimCommand.Add("c1", new ClaimProfile { About = about, Field = field, Value = Json(value) }, null)).Refusal;

    static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
