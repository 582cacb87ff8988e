using System.Text.Json;
using Tracker.Domain.Statements;
using Tracker.Domain.Statements.Likeness;

namespace Tracker.DomainTests.Statements.Likeness;

/// <summary>The scenario's 36 statements are 36, whoever reports them; a second outlet's words for one of them are that one.</summary>
public sealed class IstanbulTests
{
    static readonly List<(string Id, StatementContent Content)> Statements = Read();

    [Fact]
    public void From_their_one_source_none_is_another() => Assert.Empty(Caught(_ => "Reuters"));

    [Fact]
    public void From_as_many_outlets_none_is_another() => Assert.Empty(Caught(id => "Outlet " + id));

    [Theory]
    [InlineData("Nothing is going to happen until Putin and I get together, Trump told reporters.")]
    [InlineData("Nothing will move until he meets Putin, the US president believes.")]
    [InlineData("Trump says there can be no movement until he sits down with Putin.")]
    public void A_second_outlet_that_has_statement_16_in_other_words_has_that_one(string words)
    {
        var repost = new StatementContent
        {
            Story = "talks", Text = words, Speakers = ["trump"], OnBehalfOf = ["united-states"], Positions = [Some.Position("trump-putin")], Sources = [new Source { Name = "Second Agency" }],
        };
        var found = Statements.Select(one => (one.Id, Of: Comparison.Of(Signature.Of(one.Id, one.Content, Some.Noon), Signature.Of("repost", repost, Some.Noon)))).Where(one => one.Of is not null).ToList();
        Assert.Equal(("16", Retelling.Paraphrase), (Assert.Single(found).Id, found[0].Of!.Rule));
    }

    static List<string> Caught(Func<string, string> outlet)
    {
        var signatures = Statements.Select(one => Signature.Of(one.Id, one.Content with { Sources = [new Source { Name = outlet(one.Id) }] }, Some.Noon)).ToList();
        return [.. from a in signatures from b in signatures where Comparison.Of(a, b) is not null select $"{a.Id} {b.Id}"];
    }

    static List<(string, StatementContent)> Read()
    {
        using var scenario = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("acceptance/istanbul.json")));
        return [.. scenario.RootElement.GetProperty("statements").EnumerateArray().Select(one => (Bare(one.GetProperty("id"))!, Content(one)))];
    }

    static StatementContent Content(JsonElement one) => new()
    {
        Story = "talks", Text = one.GetProperty("paraphrase").GetString()!, Kind = one.GetProperty("kind").Deserialize<StatementKind>(Events.Json),
        Speakers = Ids(one.GetProperty("speakers")), OnBehalfOf = Ids(one.GetProperty("on_behalf_of")), To = Ids(one.GetProperty("to")),
        SaidAt = one.GetProperty("date").GetProperty("edtf").GetString(), Meeting = Bare(one.GetProperty("occasion")),
        About = new About { Actors = Ids(one.GetProperty("about").GetProperty("actors")), Meetings = Ids(one.GetProperty("about").GetProperty("meetings")), Topics = Ids(one.GetProperty("about").GetProperty("topics")) },
        Positions = [.. one.GetProperty("positions").EnumerateArray().Select(position => new PositionTaken { Topic = Bare(position.GetProperty("topic"))!, Stance = position.GetProperty("stance").Deserialize<Stance>(Events.Json) })],
        Sources = [new Source { Name = "Reuters" }],
        InReplyTo = one.TryGetProperty("in_reply_to", out var reply) ? Bare(reply) : null,
        SameUtteranceAs = one.TryGetProperty("same_utterance_as", out var first) ? Bare(first) : null,
        Historical = one.TryGetProperty("historical", out var historical) && historical.GetBoolean(),
    };

    static string[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(one => Bare(one)!)];

    static string? Bare(JsonElement reference) => reference.ValueKind == JsonValueKind.Null ? null : Ref.IdOf(reference.GetString()!);
}
