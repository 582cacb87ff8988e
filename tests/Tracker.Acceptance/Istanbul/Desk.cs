using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracker.Acceptance.Wire;
using Tracker.Server.Demo;

namespace Tracker.Acceptance.Istanbul;

/// <summary>Plays the calls of a step, and waits until the story has reacted to all of them.</summary>
sealed class Desk(ApiClient api)
{
    string _cursor = "start";

    /// <summary>A call as it was answered.</summary>
    /// <param name="At">Stopwatch time of the answer.</param>
    public sealed record Answered(Call Call, Reply Reply, long At);

    public async Task<StepView> PlayAsync(int step, CancellationToken ct)
    {
        var answers = new List<Answered>();
        foreach (var call in ScenarioFile.Calls.Where(call => call.Step == step))
        {
            var reply = call.Method == "PUT" ? await api.Put(call.Path, call.Body, ct, call.Key) : await api.Post(call.Path, call.Body, ct, call.Key);
            Assert.True(reply.Code == call.Status, $"{call.Key} {call.Method} {call.Path}: wanted {call.Status}, got {reply.Code}: {reply.Text}\n{call.Body.ToJsonString()}");
            answers.Add(new Answered(call, reply, Stopwatch.GetTimestamp()));
        }
        var changes = await SettledAsync(answers.Where(answered => answered.Reply.Code == 201).Select(answered => answered.Reply.Position).DefaultIfEmpty(0).Max(), ct);
        return new StepView(api, step, answers, changes, _cursor);
    }

    /// <summary>Every statement that takes a position which counts must have changed the cell of each holder.</summary>
    async Task<IReadOnlyList<Item>> SettledAsync(long last, CancellationToken ct)
    {
        var limit = Stopwatch.GetTimestamp();
        while (true)
        {
            var (items, cursor) = await Poll.AllAsync(api, _cursor, ct, atLeast: last);
            var missing = Owed(items).Except(items.Where(item => item.Kind == "position.changed").Select(CellOf), StringComparer.Ordinal).ToList();
            if (missing.Count == 0)
            {
                _cursor = cursor;
                return items;
            }
            Assert.True(Stopwatch.GetElapsedTime(limit) < TimeSpan.FromSeconds(10), $"The story has not reacted within 10 s: no position.changed for {string.Join(", ", missing)}");
            await api.Get($"/api/changes?after={Uri.EscapeDataString(cursor)}&wait=1", ct);
        }
    }

    static IEnumerable<string> Owed(IEnumerable<Item> items) =>
        from item in items
        where item.Kind == "statement.added"
        let statement = item.Data["statement"]!
        where (bool?)statement["historical"] != true
        from holder in ScenarioFile.Texts(statement["holders"])
        from position in statement["positions"]?.AsArray() ?? []
        select $"{item.Position} {holder} {(string)position!["topic"]!}";

    static string CellOf(Item item) => $"{(long)item.Data["cause"]!} {(string)item.Data["actor"]!} {(string)item.Data["topic"]!}";
}
