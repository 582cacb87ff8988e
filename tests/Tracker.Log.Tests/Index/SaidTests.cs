using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;

namespace Tracker.Log.Tests.Indexes;

/// <summary>The clock of what had been said: against a board made from what is known now, slowly.</summary>
public sealed class SaidTests
{
    [Theory, InlineData(61), InlineData(62), InlineData(63)]
    public async Task The_board_of_what_had_been_said_is_made_of_what_is_known_now(int seed)
    {
        var ct = Reading.Limit();
        await using var desk = await Desk.OpenAsync(seed);
        for (var i = 0; i < 260; i++)
        {
            await desk.World.StepAsync();
            if (i % 20 == 0) desk.Clock.Now += TimeSpan.FromHours(1);
        }
        await desk.CaughtUpAsync();
        var statements = await AllAsync(desk, "statement", ct);
        var merged = (await AllAsync(desk, "actor", ct)).Where(actor => actor["mergedInto"] is not null).ToDictionary(actor => Id(actor), actor => actor["mergedInto"]!.GetValue<string>(), StringComparer.Ordinal);
        var moments = statements.Select(Key).Distinct().Order().ToList();
        Assert.True(moments.Count > 8);
        foreach (var until in moments.Concat(moments.Select(moment => moment - 1)))
        {
            var board = JsonNode.Parse((await desk.Index.BoardAsync("s0", new Moment.Said(until), ct))!.Json.Span)!;
            var said = statements.Where(statement => Of(statement, "s0") && Key(statement) <= until).ToList();
            Assert.Equal(
                said.OrderByDescending(Key).ThenByDescending(Position).Take(50).Select(Id),
                board["statements"]!.AsArray().Select(statement => Id(statement!)));
            Assert.Equal(Cells(said, merged), board["matrix"]!.AsArray().Select(Line));
            Assert.Equal(board["matrix"]!.AsArray().Count, board["matrixSize"]!["cells"]!.GetValue<int>());
            Assert.Equal(await MeetingsAsync(desk, "s0", until), board["meetings"]!.AsArray().Select(meeting =>
                $"{Id(meeting!)} {meeting!["status"]} {meeting["statusHistory"]!.AsArray().Count} {string.Join(',', (meeting["participants"]?.AsArray() ?? []).Select(one => $"{one!["actor"]}:{one["attendance"]}").Order(StringComparer.Ordinal))}"));
            foreach (var one in board["conditions"]!.AsArray()) Assert.True(Milliseconds(one!["saidKey"]!) <= until && (one["resolvedAt"] is not { } at || Milliseconds(at) <= until));
        }
    }

    [Fact]
    public async Task Lists_and_documents_of_a_moment_leave_out_what_was_said_later()
    {
        var ct = Reading.Limit();
        await using var desk = await Desk.OpenAsync(64);
        for (var i = 0; i < 150; i++)
        {
            await desk.World.StepAsync();
            if (i % 10 == 0) desk.Clock.Now += TimeSpan.FromHours(1);
        }
        await desk.CaughtUpAsync();
        var statements = await AllAsync(desk, "statement", ct);
        var until = statements.Select(Key).Order().ElementAt(statements.Count / 2);
        foreach (var statement in statements)
            Assert.Equal(Key(statement) <= until, await desk.Index.GetAsync("statement/" + Id(statement), new Moment.Said(until), ct) is not null);
        var spoken = await desk.Index.StatementsAsync("story/s1", [TouchRole.Story], new Moment.Said(until), null, 1000, ct);
        Assert.Equal(statements.Where(statement => Of(statement, "s1") && Key(statement) <= until).Select(Id), spoken.Items.Select(item => Ref.IdOf(item.Entity)));
        Assert.NotEmpty(spoken.Items);
        Assert.True(spoken.Items.Count < statements.Count(statement => Of(statement, "s1")));
    }

    /// <summary>Every holder's newest position on every topic, by what had been said.</summary>
    static List<string> Cells(IEnumerable<JsonObject> said, Dictionary<string, string> merged)
    {
        var cells = new SortedDictionary<string, List<(long Key, long Position, string Id, string Held, string? Since)>>(StringComparer.Ordinal);
        foreach (var statement in said.Where(one => one["historical"] is null && one["status"]!.GetValue<string>() != "retracted"))
        {
            foreach (var taken in statement["positions"]?.AsArray() ?? [])
            {
                foreach (var holder in (statement["holders"]?.AsArray() ?? []).Select(one => Canonical(one!.GetValue<string>(), merged)).Distinct(StringComparer.Ordinal))
                {
                    var cell = $"{holder} {taken!["topic"]}";
                    if (!cells.TryGetValue(cell, out var evidence)) cells[cell] = evidence = [];
                    evidence.Add((Key(statement), Position(statement), Id(statement), $"{taken["stance"]} {NaiveBoard.Canonical(taken["conditions"])}", statement["saidAt"]?.GetValue<string>()));
                }
            }
        }
        return
        [
            .. cells.Select(pair =>
            {
                var order = pair.Value.OrderByDescending(one => one.Key).ThenByDescending(one => one.Position).ToList();
                var moves = order.Where((one, n) => n == order.Count - 1 || order[n + 1].Held != one.Held).Count();
                return $"{pair.Key} {order[0].Held} {order[0].Since} {string.Join(',', order.Take(10).Select(one => one.Id))} {order.Count} {moves} {order[0].Position}";
            }),
        ];
    }

    static string Line(JsonNode? cell) =>
        $"{cell!["actor"]} {cell["topic"]} {cell["stance"]} {NaiveBoard.Canonical(cell["conditions"])} {cell["since"]} {string.Join(',', cell["evidence"]!.AsArray().Select(one => one!.GetValue<string>()))} {cell["evidenceCount"]} {cell["moves"]} {cell["cause"]}";

    /// <summary>Status and people from the log's records, the last of each by said order.</summary>
    static async Task<List<string>> MeetingsAsync(Desk desk, string story, long until)
    {
        var found = new SortedDictionary<string, List<(long Key, StatusEntry? Status, Participation? One)>>(StringComparer.Ordinal);
        foreach (var record in await desk.Log.ReadAsync(0, 100_000, Reading.Limit()))
        {
            if (!record.Entity.StartsWith("meeting/", StringComparison.Ordinal) || !record.Names("story/" + story)) continue;
            if (!found.TryGetValue(Ref.IdOf(record.Entity), out var entries)) found[Ref.IdOf(record.Entity)] = entries = [];
            long Said(string? at) => Domain.Dates.Said.Key(Domain.Dates.Said.Until(at, TimeZoneInfo.Utc), record.At).ToUnixTimeMilliseconds();
            switch (record.Event)
            {
                case MeetingCreated e:
                    entries.Add((Said(e.Status.At ?? e.Meeting.End ?? e.Meeting.Start), e.Status, null));
                    entries.AddRange(e.Participants.Select(one => (Said(one.At ?? e.Status.At ?? e.Meeting.End ?? e.Meeting.Start), (StatusEntry?)null, (Participation?)one)));
                    break;
                case MeetingStatusChanged e: entries.Add((Said(e.To.At), e.To, null)); break;
                case MeetingParticipationChanged e: entries.Add((Said(e.To.At), null, e.To)); break;
            }
        }
        var lines = new List<string>();
        foreach (var (id, entries) in found)
        {
            var order = entries.Where(entry => entry.Key <= until).OrderBy(entry => entry.Key).ToList();
            var history = order.Where(entry => entry.Status is not null).Select(entry => entry.Status!).ToList();
            if (history.Count == 0) continue;
            var people = order.Where(entry => entry.One is not null).GroupBy(entry => entry.One!.Actor, StringComparer.Ordinal).Select(own => own.Last().One!);
            lines.Add($"{id} {Name(history[^1].Status)} {history.Count} {string.Join(',', people.Select(one => $"{one.Actor}:{Name(one.Attendance)}").Order(StringComparer.Ordinal))}");
        }
        return lines;
    }

    static async Task<List<JsonObject>> AllAsync(Desk desk, string kind, CancellationToken ct) =>
        [.. (await desk.Index.ListAsync(new Listed(kind), null, 1000, ct)).Items.Select(item => JsonNode.Parse(item.Body.Span)!.AsObject())];

    static string Canonical(string actor, Dictionary<string, string> merged)
    {
        while (merged.TryGetValue(actor, out var into)) actor = into;
        return actor;
    }

    static bool Of(JsonObject statement, string story) => statement["story"]!.GetValue<string>() == story;
    static string Id(JsonNode document) => document["id"]!.GetValue<string>();
    static long Position(JsonObject statement) => statement["position"]!.GetValue<long>();
    static long Key(JsonObject statement) => statement["saidUntil"] is { } until ? Math.Min(Milliseconds(until), Milliseconds(statement["recordedAt"]!)) : Milliseconds(statement["recordedAt"]!);
    static long Milliseconds(JsonNode time) => DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    static string Name<T>(T value) where T : Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
