using System.Text.Json;
using Tracker.Domain.Claims;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Claims;

public sealed class ClaimTests
{
    readonly SmallLog _log = new();

    static Tale<Claim, ClaimCommand> Tale => new("claim/c1");

    [Fact]
    public void A_claim_is_kept_and_touches_its_entity_its_story_and_its_fact()
    {
        var tale = Tale.When(new ClaimCommand.Add("c1", Profile("\"2022-21\""), "desk"));
        tale.Then(new ClaimAdded { Claim = Profile("\"2022-21\""), By = "desk" });
        tale.Touching("Self claim/c1", "Story story/talks", "Claim meeting/talks-2022", "Fact fact/meeting/talks-2022/end");
        Assert.Equal((ClaimStatus.Kept, "desk", 1), (tale.State.Status, tale.State.By, tale.State.Version));
    }

    [Fact]
    public void An_id_is_never_taken_twice_and_what_is_not_there_is_not_preferred()
    {
        Tale.Given(new ClaimCommand.Add("c1", Profile("\"2022\""), null)).When(new ClaimCommand.Add("c1", Profile("\"2022\""), null)).ThenRefused("id-taken", "id");
        Tale.When(new ClaimCommand.Prefer(FactClaims.Empty, null, "so", null)).ThenRefused("not-found");
    }

    public static TheoryData<ClaimProfile, string> Wrong => new()
    {
        { Profile("\"2022\"") with { About = "claim/x" }, "about" },
        { Profile("\"2022\"") with { About = "talks-2022" }, "about" },
        { Profile("\"2022\"") with { Story = "Talks" }, "story" },
        { Profile("\"2022\"") with { At = "spring" }, "at" },
        { Profile("\"2022\"") with { Sources = [new Source()] }, "sources[0].name" },
        { Profile("\"2022\"") with { Sources = [new Source { Name = "x", Url = "javascript:alert(1)" }] }, "sources[0].url" },
        { Profile("null"), "value" },
        { new ClaimProfile { About = "meeting/talks-2022", Field = "end" }, "value" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(ClaimProfile profile, string field) => Tale.When(new ClaimCommand.Add("c1", profile, null)).ThenRefused("invalid", field);

    [Fact]
    public void Two_values_are_a_conflict_until_an_editor_prefers_one()
    {
        Add("c1", "\"2022-02\"");
        Assert.False(Fact.Open);
        Add("c2", "\"2022-02\"");
        Assert.False(Fact.Open);
        Add("c3", "\"2022-21\"");
        Assert.True(Fact.Open);
        Prefer("c3");
        Assert.False(Fact.Open);
        Assert.Equal([("c1", ClaimStatus.Superseded), ("c2", ClaimStatus.Superseded), ("c3", ClaimStatus.Preferred)], Fact.Claims.Select(one => (one.Id, one.Status)));
        Assert.Equal([ClaimStatus.Superseded, ClaimStatus.Superseded, ClaimStatus.Preferred], new[] { "c1", "c2", "c3" }.Select(id => Load(id).Status));
        Assert.Equal(("the article says so", "editor", 1), (Load("c1").Reason, Load("c1").Editor, Load("c1").Version));
    }

    [Fact]
    public void A_preference_tells_the_old_value_the_new_one_and_which_claims_it_beats()
    {
        Add("c1", "\"2022-02\"");
        Add("c2", "\"2022-21\"");
        var preferred = (ClaimPreferred)Assert.Single(Prefer("c2").Facts).Event;
        Assert.Equal(("\"2022-02\"", "\"2022-21\"", "the article says so", "editor"), (preferred.Old?.GetRawText(), preferred.New?.GetRawText(), preferred.Reason, preferred.By));
        Assert.Equal(["c1"], preferred.Superseded);
        Assert.Equal(
            [new Touch("claim/c2", TouchRole.Self), new("story/talks", TouchRole.Story), new("meeting/talks-2022", TouchRole.Claim), new("fact/meeting/talks-2022/end", TouchRole.Fact), new("claim/c1", TouchRole.Claim)],
            _log.Records[^1].Touches);
    }

    [Fact]
    public void Preferred_again_is_nothing_and_a_new_claim_opens_the_conflict_again()
    {
        Add("c1", "\"2022-02\"");
        Add("c2", "\"2022-21\"");
        Prefer("c2");
        Assert.Empty(Prefer("c2").Facts);
        Add("c3", "\"2022-21\"");
        Assert.False(Fact.Open);
        Add("c4", "\"2022-03\"");
        Assert.True(Fact.Open);
        var again = (ClaimPreferred)Assert.Single(Prefer("c2").Facts).Event;
        Assert.Equal("\"2022-03\"", again.Old?.GetRawText());
        Assert.Equal(["c1", "c3", "c4"], again.Superseded);
        Assert.False(Fact.Open);
    }

    [Fact]
    public void An_editor_who_changes_its_mind_beats_what_was_preferred()
    {
        Add("c1", "\"2022-02\"");
        Add("c2", "\"2022-21\"");
        Add("c3", "\"2022-03\"");
        Prefer("c2");
        var changed = (ClaimPreferred)Assert.Single(Prefer("c1").Facts).Event;
        Assert.Equal(("\"2022-21\"", "\"2022-02\""), (changed.Old?.GetRawText(), changed.New?.GetRawText()));
        Assert.Equal([ClaimStatus.Preferred, ClaimStatus.Superseded, ClaimStatus.Superseded], Fact.Claims.Select(one => one.Status));
    }

    [Fact]
    public void A_single_claim_is_preferred_over_what_the_entity_has()
    {
        Add("c1", "\"2022-21\"");
        var preferred = (ClaimPreferred)Assert.Single(Prefer("c1", standing: "\"2022-02\"").Facts).Event;
        Assert.Equal("\"2022-02\"", preferred.Old?.GetRawText());
        Assert.Empty(Prefer("c1", standing: "\"2022-02\"").Facts);
    }

    [Fact]
    public void What_stood_before_is_absent_when_it_is_the_same()
    {
        Add("c1", "\"2022-21\"");
        Assert.Null(((ClaimPreferred)Assert.Single(Prefer("c1", standing: "\"2022-21\"").Facts).Event).Old);
    }

    [Fact]
    public void Preferring_needs_a_reason()
    {
        Add("c1", "\"2022\"");
        Assert.Equal(("reason-needed", "reason"), (Prefer("c1", " ").Refusal!.Code, Prefer("c1", " ").Refusal!.Field));
    }

    [Fact]
    public void Values_are_compared_as_json_and_not_as_text()
    {
        AddTo("statement/s1", "plover", "c1", """{"category":"X","mode":["a"]}""");
        AddTo("statement/s1", "plover", "c2", """{"mode":["a"],"category":"X"}""");
        Assert.False(FactOf("statement/s1", "plover").Open);
        AddTo("statement/s1", "confidence", "c3", "50");
        AddTo("statement/s1", "confidence", "c4", "51");
        Assert.True(FactOf("statement/s1", "confidence").Open);
    }

    [Fact]
    public void Sentences_about_the_background_never_conflict_and_none_is_preferred()
    {
        AddTo("meeting/talks-2022", "background", "c1", "\"They broke down in spring.\"");
        AddTo("meeting/talks-2022", "background", "c2", "\"Bucha had come to light.\"");
        var fact = FactOf("meeting/talks-2022", "background");
        Assert.Equal((2, false), (fact.Claims.Count, fact.Open));
        Assert.Equal(("invalid", "field"), (Decide("c1", fact, "so").Refusal!.Code, Decide("c1", fact, "so").Refusal!.Field));
    }

    static ClaimProfile Profile(string value, string field = "end") => new() { About = "meeting/talks-2022", Story = "talks", Field = field, Value = JsonDocument.Parse(value).RootElement };

    FactClaims Fact => FactOf("meeting/talks-2022", "end");

    FactClaims FactOf(string about, string field) => FactClaims.Of(_log.Touching(Ref.Fact(about, field)));

    void Add(string id, string value, string field = "end") => _log.Do<Claim, ClaimCommand>("claim/" + id, new ClaimCommand.Add(id, Profile(value, field), "desk"));

    void AddTo(string about, string field, string id, string value) =>
        Assert.Null(_log.Do<Claim, ClaimCommand>("claim/" + id, new ClaimCommand.Add(id, Profile(value, field) with { About = about }, "desk")).Refusal);

    Decision Prefer(string id, string reason = "the article says so", string? standing = null) =>
        _log.Do<Claim, ClaimCommand>("claim/" + id, new ClaimCommand.Prefer(Fact, standing is null ? null : JsonDocument.Parse(standing).RootElement, reason, "editor"));

    Decision Decide(string id, FactClaims fact, string reason) => _log.Do<Claim, ClaimCommand>("claim/" + id, new ClaimCommand.Prefer(fact, null, reason, "editor"));

    Claim Load(string id) => _log.Load<Claim, ClaimCommand>("claim/" + id);
}
