using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Istanbul;

/// <summary>What is checked for each expectation, by its text.</summary>
static class Expectations
{
    public delegate Task Check(ScenarioRun run, StepView step, CancellationToken ct);

    const string Istanbul = "istanbul-2025-05-16";

    public static IReadOnlyDictionary<string, Check> Table { get; } = new Dictionary<string, Check>(StringComparer.Ordinal)
    {
        ["meeting/istanbul-2025-05-16 is created with status proposed"] = (_, step, ct) => IsCreated(step, Istanbul, "proposed", ct),
        ["push: statement.added on story, actor/putin, actor/russia, topic/direct-talks"] = (run, step, ct) =>
            Pushed(run, "statement.added", "statement/12", item => new[] { "story/" + ScenarioFile.Story, "actor/putin", "actor/russia", "topic/direct-talks" }.All(item.Touches.Contains), ct),

        ["no meeting status change"] = (_, step, _) => Holds(() => Assert.DoesNotContain(step.Changes, item => item.Kind.StartsWith("meeting.", StringComparison.Ordinal))),
        ["matrix cell united-states x direct-talks becomes supports"] = async (_, step, ct) =>
        {
            await Stands(step, "united-states", "direct-talks", "supports", ct);
            Assert.Contains(step.Of("position.changed"), item => (string)item.Data["actor"]! == "united-states" && (string)item.Data["to"]!["stance"]! == "supports" && item.Data["from"] is null);
        },

        ["cells ukraine, european-countries, united-states x ceasefire-30d = demands from ONE compound statement"] = async (_, step, ct) =>
        {
            foreach (var actor in new[] { "ukraine", "european-countries", "united-states" })
                await Stands(step, actor, "ceasefire-30d", "demands", ct, "04");
            Assert.Single(step.Of("statement.added"), item => ScenarioFile.Texts(item.Data["statement"]!["speakers"]).Count() == 3);
        },
        ["cell russia x ceasefire-30d = rejects; russia x ceasefire-via-talks = demands"] = async (_, step, ct) =>
        {
            await Stands(step, "russia", "ceasefire-30d", "rejects", ct, "03");
            await Stands(step, "russia", "ceasefire-via-talks", "demands", ct, "03");
        },

        ["meeting/putin-zelensky is created with status invited; zelensky accepted, putin invited"] = async (_, step, ct) =>
        {
            await IsCreated(step, "putin-zelensky", "invited", ct);
            await Attends(step, "putin-zelensky", "zelensky", "accepted", ct);
            await Attends(step, "putin-zelensky", "putin", "invited", ct);
        },

        ["meeting/putin-zelensky goes to declined, with statement/06 as evidence"] = async (_, step, ct) =>
        {
            var meeting = await step.Meeting("putin-zelensky", ct);
            Assert.Equal("declined", (string)meeting["status"]!);
            var last = meeting["statusHistory"]!.AsArray()[^1]!;
            Assert.Equal(["statement/06"], ScenarioFile.Texts(last["evidence"]));
            await Attends(step, "putin-zelensky", "putin", "declined", ct);
        },
        ["push: meeting.status_changed invited -> declined"] = (run, _, ct) =>
            Pushed(run, "meeting.status_changed", "meeting/putin-zelensky", item => (string)item.Data["from"]! == "invited" && (string)item.Data["to"]!["status"]! == "declined", ct),

        ["participation of trump in the Istanbul talks = conditional"] = async (_, step, ct) =>
        {
            var trump = await Attends(step, Istanbul, "trump", "conditional", ct);
            Assert.Equal("would attend only if Putin did", (string)trump["conditions"]![0]!["text"]!);
        },

        ["Istanbul talks status scheduled; medinsky head_of_delegation; putin absent"] = async (_, step, ct) =>
        {
            Assert.Equal("scheduled", (string)(await step.Meeting(Istanbul, ct))["status"]!);
            Assert.Equal("head_of_delegation", (string)(await Attends(step, Istanbul, "medinsky", "accepted", ct))["role"]!);
            await Attends(step, Istanbul, "putin", "absent", ct);
            await Attends(step, Istanbul, "trump", "absent", ct);
        },
        ["trump's condition is marked failed -> absent"] = async (run, step, ct) =>
        {
            var opened = Assert.Single(await run.Log(ct), item => item.Kind == "condition.opened" && (string?)item.Data["of"]!["meeting"] == Istanbul && (string)item.Data["of"]!["actor"]! == "trump");
            Assert.Equal(("would attend only if Putin did", "actor/putin"), ((string)opened.Data["text"]!, (string)opened.Data["about"]!));
            await Pushed(run, "condition.resolved", opened.Entity, item => (string)item.Data["state"]! == "failed" && (string)item.Data["resolvedBy"]! == "meeting/" + Istanbul, ct);
            var condition = await run.Eventually($"/api/conditions/{ScenarioFile.Bare(opened.Entity)}", document => (string)document["state"]! == "failed", ct);
            Assert.Equal(["statement/11", "act/send-delegation"], ScenarioFile.Texts(condition["decidedOn"]));
            await Attends(step, Istanbul, "trump", "absent", ct);
        },

        ["meeting/trump-putin is created with status proposed"] = (_, step, ct) => IsCreated(step, "trump-putin", "proposed", ct),

        ["medium Fox News kept; relation agrees_with statement/16"] = async (_, step, ct) =>
        {
            var statement = await step.Get("/api/statements/20", ct);
            Assert.Equal("Fox News", (string)statement["medium"]!);
            Assert.Equal("fox-news", (string)statement["platform"]!);
            Assert.True(await Linked(step, "agrees_with", "statement/20", "statement/16", ct), "no link agrees_with between 20 and 16");
        },

        ["one statement yields four positions; children and all-pow-exchange appear on the board for the first time"] = async (_, step, ct) =>
        {
            Assert.Single(step.Of("statement.added"));
            var moved = step.Of("position.changed").ToDictionary(item => (string)item.Data["topic"]!, StringComparer.Ordinal);
            Assert.Equal(["all-pow-exchange", "ceasefire-30d", "children", "humanitarian"], moved.Keys.Order(StringComparer.Ordinal));
            Assert.Null(moved["children"].Data["from"]);
            Assert.Null(moved["all-pow-exchange"].Data["from"]);
            Assert.NotNull(moved["ceasefire-30d"].Data["from"]);
            await Stands(step, "ukraine", "children", "demands", ct, "10");
            await Stands(step, "ukraine", "all-pow-exchange", "demands", ct, "10");
        },

        ["status under_way"] = async (_, step, ct) => Assert.Equal("under_way", (string)(await step.Meeting(Istanbul, ct))["status"]!),
        ["actor/fidan present as opener"] = async (_, step, ct) => Assert.Equal("opener", (string)(await Attends(step, Istanbul, "fidan", "present", ct))["role"]!),
        ["turkey x ceasefire = supports, turkey x ceasefire-30d stays EMPTY"] = async (_, step, ct) =>
        {
            await Stands(step, "turkey", "ceasefire", "supports", ct, "07");
            Assert.Null(await step.Cell("turkey", "ceasefire-30d", ct));
        },

        ["ukraine x moscow-conditions-2025 = rejects although the conditions are unspecified"] = (_, step, ct) =>
            Stands(step, "ukraine", "moscow-conditions-2025", "rejects", ct, "02"),

        ["status concluded, outcome no_visible_progress, duration < PT2H"] = async (_, step, ct) =>
        {
            var meeting = await step.Meeting(Istanbul, ct);
            Assert.Equal(("concluded", "no_visible_progress", "<PT2H"), ((string)meeting["status"]!, (string)meeting["outcome"]!, (string)meeting["duration"]!));
            Assert.Equal(["proposed", "scheduled", "under_way", "concluded"], meeting["statusHistory"]!.AsArray().Select(entry => (string)entry!["status"]!));
        },
        ["push: meeting.status_changed under_way -> concluded within the latency target"] = async (run, step, ct) =>
        {
            await Pushed(run, "meeting.status_changed", "meeting/" + Istanbul, item => (string)item.Data["from"]! == "under_way" && (string)item.Data["to"]!["status"]! == "concluded", ct);
            var call = step.Answers.Single(answered => answered.Call.Path.EndsWith(Istanbul + "/status", StringComparison.Ordinal));
            foreach (var reader in new[] { run.Sse.Received, run.Hub.Received })
            {
                var took = Stopwatch.GetElapsedTime(call.At, reader.CameAt(call.Reply.Position));
                Assert.True(took < TimeSpan.FromSeconds(1), $"pushed {took.TotalMilliseconds} ms after the receipt");
            }
        },

        ["speaker rubio, relayed by bruce: both shown, and counted as rubio's statement, not bruce's"] = async (_, step, ct) =>
        {
            var statement = await step.Get("/api/statements/21", ct);
            Assert.Equal(["rubio"], ScenarioFile.Texts(statement["speakers"]));
            Assert.Equal(["bruce", "reuters"], ScenarioFile.Texts(statement["reportedBy"]));
            Assert.Contains("21", await step.StatementsOf("rubio", "", ct));
            Assert.DoesNotContain("21", await step.StatementsOf("bruce", "", ct));
            Assert.Contains("21", await step.StatementsOf("bruce", "&role=reported_by", ct));
        },

        ["visit to the Middle East concluded"] = async (_, step, ct) => Assert.Equal("concluded", (string)(await step.Meeting("trump-middle-east", ct))["status"]!),
        ["united-states x trump-putin = supports"] = (_, step, ct) => Stands(step, "united-states", "trump-putin", "supports", ct, "16", "19", "20"),

        ["russia x trump-putin = conditional with two conditions; both statements are evidence"] = async (_, step, ct) =>
        {
            var cell = await Stands(step, "russia", "trump-putin", "conditional", ct, "22", "23");
            Assert.Equal(["time to prepare", "results must be in sight"], cell["conditions"]!.AsArray().Select(condition => (string)condition!["text"]!));
        },
        ["no contradiction alert (same utterance)"] = async (_, step, ct) =>
        {
            Assert.Equal("22", (string)(await step.Get("/api/statements/23", ct))["sameUtteranceAs"]!);
            Assert.DoesNotContain(step.Of("statement.linked"), item => (string)item.Data["link"]!["kind"]! is "contradicts" or "diverges_from");
            Assert.DoesNotContain(await Links(step, "statement/23", ct), link => (string)link["kind"]! is "contradicts" or "diverges_from");
        },

        ["five speakers oppose a proposition about Russia within one story: russia-serious and delegation-level fill up"] = async (_, step, ct) =>
        {
            var opposing = step.Of("statement.added").Select(item => item.Data["statement"]!)
                .Where(statement => (statement["positions"]?.AsArray() ?? []).Any(position => (string)position!["stance"]! == "opposes"))
                .SelectMany(statement => ScenarioFile.Texts(statement["speakers"])).Distinct(StringComparer.Ordinal);
            Assert.Equal(5, opposing.Count());
            foreach (var (actor, topic) in new[] { ("ukraine", "russia-serious"), ("eu", "russia-serious"), ("ukraine", "delegation-level"), ("nato", "delegation-level") })
                await Stands(step, actor, topic, "opposes", ct);
            await Stands(step, "nato", "russia-serious", "unclear", ct);
        },
        ["unnamed officials accepted as speaker and flagged unnamed"] = async (_, step, ct) =>
        {
            Assert.Equal(["ru-officials"], ScenarioFile.Texts((await step.Get("/api/statements/24", ct))["speakers"]));
            Assert.True((bool)(await step.Get("/api/actors/ru-officials", ct))["unnamed"]!);
        },

        ["measure state in_preparation with two targets; targets are never listed as speakers"] = async (run, step, ct) =>
        {
            var act = await step.Get("/api/acts/eu-package", ct);
            Assert.Equal(("measure", "in_preparation"), ((string)act["kind"]!, (string)act["state"]!));
            Assert.Equal(["shadow-fleet", "nord-stream-consortium"], ScenarioFile.Texts(act["targets"]));
            foreach (var target in ScenarioFile.Texts(act["targets"]))
            {
                Assert.Empty(await step.StatementsOf(target, "", ct));
                var refused = await run.Api.Post("/api/statements", new JsonObject { ["story"] = ScenarioFile.Story, ["speakers"] = new JsonArray(target), ["text"] = "We object." }, ct);
                Assert.Equal((422, "/problems/not-a-speaker"), (refused.Code, (string)refused.Json["type"]!));
            }
        },

        ["historical positions enter the timeline at 2022, not at the top of the live board"] = async (_, step, ct) =>
        {
            Assert.DoesNotContain(step.Changes, item => item.Kind == "position.changed");
            Assert.Null(await step.Cell("russia", "terms-2022", ct));
            Assert.Contains("36", Ids(await step.Get($"/api/stories/{ScenarioFile.Story}/positions/russia/terms-2022", ct), "historical"));
        },
        ["russia x neutrality etc. carry date 2022 and are labelled historical"] = async (_, step, ct) =>
        {
            foreach (var topic in new[] { "neutrality", "army-limits", "limited-sovereignty", "no-western-guarantees" })
            {
                var page = await step.Get($"/api/stories/{ScenarioFile.Story}/positions/russia/{topic}", ct);
                Assert.Equal(["36"], Ids(page, "historical"));
                Assert.Empty(Ids(page, "evidence"));
            }
            var statement = await step.Get("/api/statements/36", ct);
            Assert.Equal(("2022", true), ((string)statement["saidAt"]!, (bool)statement["historical"]!));
        },

        ["push: claim.preferred to every open board with old value, new value, reason, editor"] = (run, _, ct) =>
            Pushed(run, "claim.preferred", "claim/date-2022-talks-2", item => item.Touches.Contains("story/" + ScenarioFile.Story) && (string)item.Data["old"]! == "2022-02~" && (string)item.Data["new"]! == "2022-21"
                && ((string)item.Data["reason"]!).Length > 0 && ((string)item.Data["by"]!).Length > 0, ct),
        ["conflict/date-2022-talks closed; the February value stays readable in history"] = async (run, step, ct) =>
        {
            var before = run.Step(19);
            var open = Assert.Single((await before.Get($"/api/stories/{ScenarioFile.Story}/conflicts", ct))["conflicts"]!.AsArray())!;
            var file = Assert.Single(ScenarioFile.All("conflicts"));
            Assert.Equal(((string)file["about"]!, "end"), ((string)open["about"]!, (string)open["field"]!));
            Assert.Equal(
                file["claims"]!.AsArray().Select(claim => $"paragraph {claim!["paragraph"]} | {claim["value"]!["edtf"]} | {claim["text"]}"),
                open["claims"]!.AsArray().Select(claim => $"{claim!["sources"]![0]!["locator"]} | {claim["value"]} | {claim["text"]}"));
            Assert.Empty((await step.Get($"/api/stories/{ScenarioFile.Story}/conflicts", ct))["conflicts"]!.AsArray());
            var february = await step.Get("/api/claims/date-2022-talks-1", ct);
            Assert.Equal(("2022-02~", "superseded"), ((string)february["value"]!, (string)february["status"]!));
            Assert.Equal("preferred", (string)(await step.Get("/api/claims/date-2022-talks-2", ct))["status"]!);
            Assert.Equal("2022-21", (string)(await step.Meeting("2022-direct-talks", ct))["end"]!);
        },

        ["first: no second record, same id returned"] = (run, step, _) => Holds(() =>
        {
            var again = step.Answers.Single(answered => answered.Call.Names!.StartsWith("repost of statement/10", StringComparison.Ordinal)).Reply;
            var first = run.AnswerTo("statement/10");
            Assert.True(again.Replayed);
            Assert.True(JsonNode.DeepEquals(first.Json, again.Json), $"{first.Text} and {again.Text}");
            Assert.DoesNotContain(step.Changes, item => item.Entity == "statement/10");
        }),
        ["second: attached as a further source of statement/16 or queued as a likely duplicate, never silently counted twice"] = async (_, step, ct) =>
        {
            var second = await step.Get("/api/statements/16-again", ct);
            Assert.Equal("16", (string?)second["duplicate"]?["of"]);
            Assert.DoesNotContain("16-again", await step.StatementsOf("trump", "", ct));
            await Stands(step, "united-states", "trump-putin", "supports", ct, "16", "19", "20");
            var queue = (await step.Get($"/api/statements?story={ScenarioFile.Story}&state=likely", ct))["items"]!.AsArray().Select(statement => (string)statement!["id"]!);
            var sources = (await step.Get("/api/statements/16", ct))["sources"]!.AsArray().Select(source => (string?)source!["name"]);
            Assert.True(queue.Contains("16-again") || sources.Contains("Example Wire"), "neither queued nor attached");
        },

        ["Istanbul talks scheduled, not concluded; no Fidan statement; rubio's Fox News statement present; the Rubio readout of 16 May absent"] = async (_, step, ct) =>
        {
            var asked = ScenarioFile.Root["scenario"]!.AsArray().Single(one => (int)one!["step"]! == step.Step)!;
            var board = await step.Get($"/api/stories/{ScenarioFile.Story}/board?asOf=2025-05-15T23:59&clock={(string)asked["clock"]!}", ct);
            var talks = Assert.Single(board["meetings"]!.AsArray(), meeting => (string)meeting!["id"]! == Istanbul)!;
            Assert.Equal("scheduled", (string)talks["status"]!);
            Assert.Equal(["scheduled"], talks["statusHistory"]!.AsArray().Select(entry => (string)entry!["status"]!));
            var said = board["statements"]!.AsArray().Select(statement => statement!).ToList();
            Assert.Contains(said, statement => (string)statement["id"]! == "20");
            Assert.DoesNotContain(said, statement => (string)statement["id"]! == "21");
            Assert.DoesNotContain(said, statement => ScenarioFile.Texts(statement["speakers"]).Contains("fidan"));
            Assert.Equal(["12", "13", "20"], said.Where(statement => (string?)statement["saidAt"] is not null && (bool?)statement["historical"] != true).Select(statement => (string)statement["id"]!).Order(StringComparer.Ordinal));
            Assert.DoesNotContain(board["matrix"]!.AsArray(), cell => (string)cell!["actor"]! == "turkey");
            Assert.Empty((await step.Get($"/api/actors/fidan/statements?asOf=2025-05-15&clock=said", ct))["items"]!.AsArray());
            Assert.Equal(("2025-05-15T23:59", "said"), ((string)board["asOf"]!, (string)board["clock"]!));
        },

        ["exactly the missed changes, in order, once; then live; state equal to a client that never dropped"] = (run, _, ct) => run.HasMissedNothingAsync(ct),
    };

    /// <summary>Statement ids in a list of the positions page, whether it holds ids or objects.</summary>
    public static IReadOnlyList<string> Ids(JsonNode page, string list) =>
        [.. (page[list]?.AsArray() ?? []).Select(entry => entry is JsonObject named ? (string)(named["statement"] ?? named["id"])! : (string)entry!).Order(StringComparer.Ordinal)];

    static Task Holds(Action check)
    {
        check();
        return Task.CompletedTask;
    }

    static async Task IsCreated(StepView step, string meeting, string status, CancellationToken ct)
    {
        var created = Assert.Single(step.Of("meeting.created", "meeting/" + meeting));
        Assert.Equal(status, (string)created.Data["status"]!["status"]!);
        Assert.Equal(status, (string)(await step.Meeting(meeting, ct))["status"]!);
    }

    static async Task Pushed(ScenarioRun run, string kind, string entity, Func<Wire.Item, bool> fits, CancellationToken ct)
    {
        await run.Sse.Received.UntilItem(item => item.Kind == kind && item.Entity == entity && fits(item), $"{kind} of {entity}", ct);
        await run.Hub.Received.UntilItem(item => item.Kind == kind && item.Entity == entity && fits(item), $"{kind} of {entity}", ct);
    }

    /// <summary>Links that name a statement, whatever became of them.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Links(StepView step, string statement, CancellationToken ct) =>
        [.. (await step.Get($"/api/links?of={statement}&limit=1000", ct))["items"]!.AsArray().Select(link => link!)];

    /// <summary>Whether there is such a link that nobody dismissed; for relations between equals in either direction.</summary>
    public static async Task<bool> Linked(StepView step, string kind, string from, string to, CancellationToken ct) =>
        (await Links(step, from, ct)).Any(link => (string)link["kind"]! == kind && (string)link["state"]! != "dismissed"
            && (((string)link["from"]!, (string)link["to"]!) == (from, to) || (kind is "opposed_positions" or "tension" or "agrees_with" && ((string)link["from"]!, (string)link["to"]!) == (to, from))));

    static async Task<JsonNode> Stands(StepView step, string actor, string topic, string stance, CancellationToken ct, params IReadOnlyList<string> evidence)
    {
        var cell = await step.Cell(actor, topic, ct);
        Assert.True(cell is not null, $"no cell {actor} x {topic}");
        Assert.Equal(stance, (string)cell["stance"]!);
        if (evidence.Count > 0)
            Assert.Equal(evidence, ScenarioFile.Texts(cell["evidence"]).Order(StringComparer.Ordinal));
        return cell;
    }

    static async Task<JsonNode> Attends(StepView step, string meeting, string actor, string attendance, CancellationToken ct)
    {
        var participants = (await step.Meeting(meeting, ct))["participants"]!.AsArray();
        var found = Assert.Single(participants, participant => (string)participant!["actor"]! == actor)!;
        Assert.Equal(attendance, (string)found["attendance"]!);
        return found;
    }
}
