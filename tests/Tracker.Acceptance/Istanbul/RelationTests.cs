using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Istanbul;

/// <summary><c>relations</c>: each is in the record, as a field of its statement, by a rule, or by an editor.</summary>
public sealed class RelationTests(ScenarioStart start)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> All => [.. ScenarioFile.All("relations").Select(relation => ((string)relation["kind"]!, (string)relation["frm"]!, (string)relation["to"]!))];

    [Theory, MemberData(nameof(All))]
    public async Task Relation(string kind, string from, string to)
    {
        var end = (await start.Run).End;
        if (kind is "replies_to" or "same_utterance")
        {
            var statement = await end.Get("/api/statements/" + ScenarioFile.Bare(from), Ct);
            Assert.Equal(ScenarioFile.Bare(to), (string?)statement[kind == "replies_to" ? "inReplyTo" : "sameUtteranceAs"]);
            return;
        }
        Assert.True(await Expectations.Linked(end, kind, from, to, Ct), $"no link {kind}; those of {from}: {string.Join("; ", (await Expectations.Links(end, from, Ct)).Select(link => $"{link["from"]} {link["kind"]} {link["to"]} ({link["state"]})"))}");
    }

    [Fact]
    public async Task What_a_rule_proposes_is_explained_by_its_rule_its_statements_and_their_sources()
    {
        var run = await start.Run;
        var proposed = (await run.End.Get($"/api/links?story={ScenarioFile.Story}&state=proposed&limit=1000", Ct))["items"]!.AsArray();
        Assert.NotEmpty(proposed);
        foreach (var link in proposed)
        {
            var why = (await run.Api.Get($"/api/explain?of=link/{(string)link!["id"]!}", Ct)).Is(200).Json;
            Assert.Equal((string)link["rule"]!, (string)why["rule"]!["name"]!);
            Assert.True(((string?)why["rule"]!["says"])?.Length > 10, $"Rule {link["rule"]} says nothing.");
            var statements = why["statements"]!.AsArray().Select(statement => "statement/" + (string)statement!["id"]!);
            Assert.Contains((string)link["from"]!, statements);
            Assert.All(why["statements"]!.AsArray(), statement => Assert.Equal("Reuters", (string)statement!["sources"]![0]!["name"]!));
        }
    }

    [Fact]
    public async Task Parts_of_one_utterance_are_never_set_against_each_other()
    {
        var run = await start.Run;
        var utterance = ScenarioFile.All("statements").ToDictionary(statement => (string)statement["id"]!, statement => (string?)statement["same_utterance_as"] ?? (string)statement["id"]!, StringComparer.Ordinal);
        foreach (var item in run.Whole.Where(item => item.Kind == "statement.linked" && item.Data["rule"] is not null))
        {
            var (from, to) = ((string)item.Data["link"]!["from"]!, (string)item.Data["link"]!["to"]!);
            if (utterance.TryGetValue(from, out var one) && utterance.TryGetValue(to, out var other)) Assert.NotEqual(one, other);
        }
    }
}
