using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;

namespace Tracker.Log.Tests.Indexes;

public sealed class DocumentTests
{
    [Fact]
    public async Task One_statement_tells_its_history_and_its_past_reads_as_it_did()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await Desk.OpenAsync(31);
        for (var i = 0; i < 150; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var most = 0;
        foreach (var id in desk.World.Statements)
        {
            var stream = await desk.Log.ReadStreamAsync("statement/" + id, 0, 100, ct);
            for (var n = 1; n <= stream.Count; n++)
            {
                var then = await Get(desk, "statement/" + id, stream[n - 1].Position);
                Assert.Equal(n, then["version"]!.GetValue<int>());
                Assert.Equal(stream.Take(n).Select(r => r.Kind), then["history"]!.AsArray().Select(h => h!["kind"]!.GetValue<string>()));
            }
            var now = await Get(desk, "statement/" + id, null);
            Assert.Equal(stream[0].Position, now["position"]!.GetValue<long>());
            Assert.Equal("desk", now["history"]![0]!["by"]!.GetValue<string>());
            foreach (var entry in now["history"]!.AsArray().Where(h => h!["kind"]!.GetValue<string>() == "statement.corrected"))
                Assert.Equal((true, true, "correction"), (entry!["reason"]!.GetValue<string>() is "misheard" or "told again", entry["changes"] is JsonObject { Count: > 0 }, entry["correction"]!.GetValue<string>()));
            Assert.Null(await desk.Index.GetAsync("statement/" + id, new Moment.Known(stream[0].Position - 1), ct));
            most = Math.Max(most, stream.Count);
        }
        Assert.True(most >= 3, "No statement has a life to speak of.");
    }

    [Fact]
    public async Task Versions_stamps_and_bodies_follow_the_log_for_every_entity()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await Desk.OpenAsync(32);
        for (var i = 0; i < 100; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var records = await desk.Log.ReadAsync(0, 100_000, ct);
        foreach (var own in records.GroupBy(r => r.Entity, StringComparer.Ordinal))
        {
            var document = (await desk.Index.GetAsync(own.Key, null, ct))!;
            Assert.Equal(own.Max(r => r.Version), document.Version);
            Assert.Equal(records.Last(r => r.Names(own.Key)).Position, document.Touched);
            Assert.Equal(desk.Log.Head, document.Position);
            Assert.Equal((document.Version, document.Touched), (await desk.Index.StampAsync(own.Key, ct))!.Value);
            var body = JsonNode.Parse(document.Body.Span)!.AsObject();
            body.Remove("history");
            Assert.Equal(own.Key[(own.Key.IndexOf('/', StringComparison.Ordinal) + 1)..], body["id"]!.GetValue<string>());
            Assert.Equal(document.Version, body["version"]!.GetValue<int>());
            Assert.Equal("version", body.Last().Key);
        }
        Assert.Null(await desk.Index.GetAsync("actor/nobody", null, ct));
        Assert.Null(await desk.Index.StampAsync("actor/nobody", ct));
        Assert.Contains(records, r => r.Kind == "place.revised");
    }

    [Fact]
    public async Task A_cell_has_its_moves_and_all_its_evidence_over_pages()
    {
        await using var desk = await Desk.OpenAsync(33);
        for (var i = 0; i < 200; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var board = JsonNode.Parse((await desk.Index.BoardAsync("s0", null, Reading.Limit()))!.Json.Span)!;
        var historical = 0;
        foreach (var cell in board["matrix"]!.AsArray())
        {
            var (actor, topic) = (cell!["actor"]!.GetValue<string>(), cell["topic"]!.GetValue<string>());
            var (moves, evidence) = (new List<long>(), new List<string>());
            long? before = null;
            do
            {
                var page = JsonNode.Parse((await desk.Index.PositionsAsync("s0", actor, topic, null, before, 3, Reading.Limit()))!.Value.Span)!;
                Assert.Equal(NaiveBoard.Canonical(cell), NaiveBoard.Canonical(page["cell"]));
                moves.AddRange(page["moves"]!.AsArray().Select(m => m!["position"]!.GetValue<long>()));
                evidence.AddRange(page["evidence"]!.AsArray().Select(e => e!["id"]!.GetValue<string>()));
                historical += page["historical"]!.AsArray().Count;
                before = page["next"]?.GetValue<long>();
            }
            while (before is not null);
            Assert.Equal(cell["evidenceCount"]!.GetValue<int>(), evidence.Count);
            Assert.Subset(evidence.ToHashSet(StringComparer.Ordinal), cell["evidence"]!.AsArray().Select(e => e!.GetValue<string>()).ToHashSet(StringComparer.Ordinal));
            Assert.True(moves.Count >= cell["moves"]!.GetValue<int>());
            Assert.Equal(moves.OrderDescending(), moves);
        }
        Assert.True(historical > 0);
        Assert.Null(await desk.Index.PositionsAsync("nowhere", "a0", "t", null, null, 10, Reading.Limit()));
    }

    [Fact]
    public async Task A_part_of_the_matrix_is_what_was_asked_for()
    {
        await using var desk = await Desk.OpenAsync(34);
        for (var i = 0; i < 100; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        var board = JsonNode.Parse((await desk.Index.BoardAsync("s0", null, Reading.Limit()))!.Json.Span)!;
        var whole = JsonNode.Parse((await desk.Index.MatrixAsync("s0", new MatrixPart([], [], 0), null, Reading.Limit()))!.Value.Span)!;
        Assert.Equal(NaiveBoard.Canonical(board["matrix"]), NaiveBoard.Canonical(whole["cells"]));
        Assert.Equal(NaiveBoard.Canonical(board["matrixSize"]), NaiveBoard.Canonical(whole["size"]));
        var rest = JsonNode.Parse((await desk.Index.MatrixAsync("s0", new MatrixPart([], [], 2), null, Reading.Limit()))!.Value.Span)!;
        Assert.Equal(whole["actors"]!.AsArray().Skip(2).Select(a => a!.GetValue<string>()), rest["actors"]!.AsArray().Select(a => a!.GetValue<string>()));
        var actor = whole["actors"]![0]!.GetValue<string>();
        var row = JsonNode.Parse((await desk.Index.MatrixAsync("s0", new MatrixPart([actor], [], 0), null, Reading.Limit()))!.Value.Span)!;
        Assert.NotEmpty(row["cells"]!.AsArray());
        Assert.All(row["cells"]!.AsArray(), cell => Assert.Equal(actor, cell!["actor"]!.GetValue<string>()));
    }

    static async Task<JsonObject> Get(Desk desk, string entity, long? at) =>
        JsonNode.Parse((await desk.Index.GetAsync(entity, at is { } position ? new Moment.Known(position) : null, Reading.Limit()))!.Body.Span)!.AsObject();
}
