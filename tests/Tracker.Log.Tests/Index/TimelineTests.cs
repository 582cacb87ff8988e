using System.Globalization;
using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Positions;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;
using Record = Tracker.Domain.Record;

namespace Tracker.Log.Tests.Indexes;

/// <summary>A story's life as stretches and as stops: everything that happened is in one of them, once, on either clock.</summary>
public sealed class TimelineTests
{
    [Theory, InlineData(81, 1), InlineData(81, 7), InlineData(82, 50), InlineData(83, 1000)]
    public async Task Every_change_is_in_one_stretch(int seed, int marks)
    {
        var ct = Reading.Limit();
        await using var desk = await Desk.OpenAsync(seed);
        await PlayAsync(desk);
        var records = (await desk.Log.ReadAsync(0, 100_000, ct)).Where(record => record.Names("story/s0")).ToList();
        var known = Marks(await desk.Index.TimelineAsync("s0", said: false, marks, ct), "marks");
        Assert.Equal(records[^1].Position, known[^1].Position);
        Assert.Equal(known.Select(mark => mark.Position).Order(), known.Select(mark => mark.Position));
        long from = 0;
        foreach (var mark in known)
        {
            var own = records.Where(record => record.Position > from && record.Position <= mark.Position).ToList();
            Assert.Equal((own[^1].Position, own[^1].At.ToUnixTimeMilliseconds(), Counts(own)), (mark.Position, mark.At, mark.Counts));
            from = mark.Position;
        }
        if (marks == 1000) Assert.Equal(records.Count, known.Count);
        if (marks == 1) Assert.Single(known);

        var said = Marks(await desk.Index.TimelineAsync("s0", said: true, marks, ct), "marks");
        var board = JsonDocument.Parse((await desk.Index.BoardAsync("s0", null, ct))!.Json).RootElement;
        Assert.Equal(said.Select(mark => mark.At).Distinct().Order(), said.Select(mark => mark.At));
        Assert.Equal((await desk.Index.ListAsync(new Listed("statement", "s0"), null, 1000, ct)).Items.Count, said.Sum(mark => mark.Counts.Statements));
        var last = JsonDocument.Parse((await desk.Index.BoardAsync("s0", new Moment.Said(long.MaxValue), ct))!.Json).RootElement;
        Assert.Equal(last.GetProperty("matrix").EnumerateArray().Sum(cell => cell.GetProperty("moves").GetInt32()), said.Sum(mark => mark.Counts.Moves));
        Assert.Equal(board.GetProperty("meetings").EnumerateArray().Concat(board.GetProperty("acts").EnumerateArray()).Sum(one => one.TryGetProperty("statusHistory", out var all) || one.TryGetProperty("stateHistory", out all) ? all.GetArrayLength() : 0), said.Sum(mark => mark.Counts.Statuses));
    }

    [Theory, InlineData(84), InlineData(85)]
    public async Task A_stop_is_a_record_with_what_the_story_made_of_it_and_the_way_back_is_the_way_there(int seed)
    {
        var ct = Reading.Limit();
        await using var desk = await Desk.OpenAsync(seed);
        await PlayAsync(desk);
        var records = (await desk.Log.ReadAsync(0, 100_000, ct)).Where(record => record.Names("story/s0")).ToList();
        var runs = new List<List<Record>>();
        foreach (var record in records)
        {
            if (record.Cause is null || runs.Count == 0) runs.Add([]);
            runs[^1].Add(record);
        }
        foreach (var moves in new[] { false, true })
        {
            var stops = moves ? records.Where(Moves).Select(record => new List<Record> { record }).ToList() : runs;
            var expected = stops.Select(stop => (stop[^1].Position, stop[^1].At.ToUnixTimeMilliseconds(), Counts(stop))).ToList();
            Assert.True(expected.Count > 10);
            Assert.Equal(expected, (await StopsAsync(new Moment.Known(0), true)).Select(stop => (stop.Position, stop.At, stop.Counts)));
            Assert.Equal(Enumerable.Reverse(expected).Where(stop => stop.Position < (moves ? desk.Log.Head : runs[^1][0].Position)).Select(stop => stop.Position), (await StopsAsync(new Moment.Known(desk.Log.Head), false)).Select(stop => stop.Position));
            foreach (var position in records.Select(record => record.Position).Where(position => position % 5 == 0))
            {
                var from = moves ? position : runs.FindLast(one => one[0].Position <= position)![0].Position;
                Assert.Equal(expected.Where(stop => stop.Position < from).Select(stop => stop.Position).DefaultIfEmpty().Last(), (await StopsAsync(new Moment.Known(position), false)).FirstOrDefault().Position);
                Assert.Equal(expected.Find(stop => stop.Position > position).Position, (await StopsAsync(new Moment.Known(position), true)).FirstOrDefault().Position);
            }

            async Task<List<Read>> StopsAsync(Moment at, bool forward) => Marks(await desk.Index.StopsAsync("s0", at, forward, moves, 500, ct), "items");
        }
    }

    [Theory, InlineData(86), InlineData(87)]
    public async Task On_the_clock_of_what_was_said_the_stops_are_the_stretches_of_one_moment(int seed)
    {
        var ct = Reading.Limit();
        await using var desk = await Desk.OpenAsync(seed);
        await PlayAsync(desk);
        var all = Marks(await desk.Index.TimelineAsync("s0", said: true, 1000, ct), "marks");
        foreach (var moves in new[] { false, true })
        {
            var expected = all.Where(mark => !moves || mark.Counts.Moves > 0).ToList();
            foreach (var limit in new[] { 1, 3, 500 })
            {
                Assert.Equal(expected.Select(Line), (await WalkAsync(long.MinValue, true, limit)).Select(Line));
                Assert.Equal(Enumerable.Reverse(expected).Select(Line), (await WalkAsync(long.MaxValue, false, limit)).Select(Line));
            }

            string Line(Read mark) => moves ? $"{mark.At} {mark.Counts.Moves}" : $"{mark.At} {mark.Counts}";

            async Task<List<Read>> WalkAsync(long at, bool forward, int limit)
            {
                var walked = new List<Read>();
                while (true)
                {
                    var page = Marks(await desk.Index.StopsAsync("s0", new Moment.Said(at), forward, moves, limit, ct), "items");
                    if (page.Count == 0) return walked;
                    walked.AddRange(page);
                    at = page[^1].At;
                }
            }
        }
    }

    static async Task PlayAsync(Desk desk)
    {
        for (var i = 0; i < 150; i++)
        {
            await desk.World.StepAsync();
            if (i % 5 == 0) desk.Clock.Now += TimeSpan.FromMinutes(40);
        }
        await desk.CaughtUpAsync();
    }

    readonly record struct Amounts(int Statements, int Moves, int Statuses);

    readonly record struct Read(long At, long Position, Amounts Counts);

    static List<Read> Marks(ReadOnlyMemory<byte>? json, string list) => [.. JsonDocument.Parse(json!.Value).RootElement.GetProperty(list).EnumerateArray().Select(mark => new Read(
        DateTimeOffset.Parse(mark.GetProperty("at").GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), mark.TryGetProperty("position", out var position) ? position.GetInt64() : 0,
        new Amounts(mark.GetProperty("statements").GetInt32(), mark.GetProperty("moves").GetInt32(), mark.GetProperty("statuses").GetInt32())))];

    static Amounts Counts(IEnumerable<Record> records)
    {
        var all = records.ToList();
        return new Amounts(all.Count(record => record.Kind == "statement.added"), all.Count(Moves),
            all.Count(record => record.Kind is "meeting.created" or "meeting.status_changed" or "act.added" or "act.state_changed" or "story.status_changed"));
    }

    static bool Moves(Record record) => record.Event is PositionChanged moved && JsonSerializer.Serialize(moved.From, Events.Json) != JsonSerializer.Serialize(moved.To, Events.Json);
}
