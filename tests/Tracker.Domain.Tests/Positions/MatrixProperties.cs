using System.Text.Json;
using CsCheck;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;

namespace Tracker.DomainTests.Positions;

public sealed class MatrixProperties
{
    const int Histories = 40;

    static readonly string[] Actors = ["a1", "a2", "a3"];
    static readonly string[] Dates = ["2025-05-10", "2025-05-11", "2025-05-12", "../2025-05-11", "2025-05-10/2025-05-12", "2022", "2030"];
    static readonly Stance[] Stances = [Stance.Supports, Stance.Conditional, Stance.Rejects];

    static readonly Gen<string[]> AnyActors = Gen.OneOf(Gen.OneOf(Actors).Select(actor => new[] { actor }), Gen.Shuffle(Actors, 2));

    static readonly Gen<PositionTaken[]> AnyPositions = Gen.Select(
        Gen.OneOf(["t1"], ["t2"], ["t1", "t2"], Array.Empty<string>()), Gen.OneOf(Stances), Gen.OneOf("", "", "if paid"),
        (topics, stance, condition) => topics.Select(topic => Some.Position(topic, stance, condition.Length > 0 ? [condition] : [])).ToArray());

    static readonly Gen<string?> AnyDate = Gen.OneOf<string?>([.. Dates, null, null, null]);

    static readonly Gen<StatementContent> AnyContent = Gen.Select(
        AnyActors, Gen.Frequency((3, Gen.Const(Array.Empty<string>())), (1, AnyActors)), AnyPositions, AnyDate, Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true))),
        (speakers, behalf, positions, saidAt, historical) =>
            Some.Statement(positions) with { Speakers = speakers, OnBehalfOf = behalf, SaidAt = saidAt, Historical = historical });

    /// <summary>What is done to which of the statements so far (by a number that is taken modulo).</summary>
    static readonly Gen<Action<Newsroom, int>> AnyOrder = Gen.Frequency(
        (8, AnyContent.Select(content => (Action<Newsroom, int>)((room, _) => room.Post(content, "a3")))),
        (2, Gen.Select(AnyContent, Gen.Int[0, 4], (content, what) => (Action<Newsroom, int>)((room, which) => Correct(room, which, content, what)))),
        (1, Gen.Const((Action<Newsroom, int>)((room, which) => OnOne(room, which, new StatementCommand.Retract("wrong", null))))));

    static readonly Gen<(Action<Newsroom, int> Order, int Which, bool Json)[]> AnyHistory =
        Gen.Select(AnyOrder, Gen.Int[0, 1_000], Gen.Bool, (order, which, json) => (order, which, json)).Array[1, 90];

    static void Correct(Newsroom room, int which, StatementContent content, int what)
    {
        var json = JsonSerializer.SerializeToElement(content, Events.Json);
        var field = new[] { "speakers", "positions", "saidAt", "historical", "text" }[what];
        var value = field == "text" ? "\"Other words.\"" : json.TryGetProperty(field, out var given) ? given.GetRawText() : "null";
        OnOne(room, which, Some.Correct($$"""{"{{field}}":{{value}}}""", media: "a3"));
    }

    static void OnOne(Newsroom room, int which, StatementCommand command)
    {
        if (room.Statements > 0) room.Do($"s{(which % room.Statements) + 1}", command);
    }

    [Fact]
    public void The_fold_equals_a_matrix_made_from_scratch_after_every_record() => AnyHistory.Sample(
        history =>
        {
            var (room, oracle) = (new Newsroom(), new Oracle());
            List<PositionChanged> expected = [];
            var compared = 0;
            foreach (var (order, which, json) in history)
            {
                var before = room.Log.Records.Count;
                order(room, which);
                if (json) room.ThroughJson();
                foreach (var record in room.Log.Records.Skip(before)) expected.AddRange(oracle.Follow(record));
                Equal(expected.Skip(compared), room.Follow().Skip(compared));
                compared = expected.Count;
                Equal(oracle.Cells.Values, room.Follower.Matrix.All);
            }
        },
        iter: Histories);

    [Fact]
    public void Reactions_are_in_the_log_once_and_in_order_however_often_it_stops_between() => Gen.Select(AnyHistory, Gen.Int[0, 3].Array[90]).Sample(
        (history, interruptions) =>
        {
            var room = new Newsroom();
            foreach (var ((order, which, json), interruption) in history.Zip(interruptions))
            {
                order(room, which);
                if (interruption > 0) room.React(causes: interruption);
                if (interruption == 2) room.Restart();
                if (json) room.ThroughJson();
            }
            room.Restart();
            room.React();
            var oracle = new Oracle();
            Equal(
                room.Log.Records.SelectMany(oracle.Follow),
                room.Log.Records.Select(record => record.Event).OfType<PositionChanged>());
            Assert.Empty(room.Follow());
        },
        iter: Histories);

    [Fact]
    public void After_a_takedown_who_saw_the_words_and_who_did_not_agree() => Gen.Select(AnyHistory, Gen.Int[0, 1_000].Array[1, 5], AnyHistory).Sample(
        (before, takedowns, after) =>
        {
            var room = new Newsroom();
            foreach (var (order, which, _) in before) order(room, which);
            room.Follow();
            foreach (var which in takedowns) TakeDown(room, which);
            foreach (var (order, which, _) in after) order(room, which);
            room.Follow();
            var seen = JsonSerializer.Serialize(room.Follower.Matrix.All, Events.Json);
            var told = Last(room);
            room.Restart();
            room.Follow();
            Assert.Equal(seen, JsonSerializer.Serialize(room.Follower.Matrix.All, Events.Json));
            Assert.Equal(told, Last(room));
        },
        iter: Histories);

    static void TakeDown(Newsroom room, int which)
    {
        if (room.Statements == 0) return;
        var id = $"s{(which % room.Statements) + 1}";
        var bodies = room.Log.Records.Where(record => record.Entity == "statement/" + id && record.Kind != "record.redacted").Select(record => record.Position).ToList();
        if (room.Do(id, new StatementCommand.Redact(bodies, "court order", "admin")).Facts.Count == 0) return;
        // A tail in memory may still have the bodies when the takedown is followed.
        if (which % 2 == 0) room.Follow();
        room.Log.TakeDown(bodies);
        room.Follow();
    }

    // Reactions from the last takedown on: those before it were made when the words were still there.
    static string Last(Newsroom room)
    {
        var last = room.Log.Records.LastOrDefault(record => record.Kind == "record.redacted")?.Position ?? 0;
        return JsonSerializer.Serialize(room.Follower.Pending.Where(reaction => reaction.Cause >= last), Events.Json);
    }

    static void Equal<T>(IEnumerable<T> expected, IEnumerable<T> actual) =>
        Assert.Equal(expected.Select(one => JsonSerializer.Serialize(one, Events.Json)), actual.Select(one => JsonSerializer.Serialize(one, Events.Json)));
}
