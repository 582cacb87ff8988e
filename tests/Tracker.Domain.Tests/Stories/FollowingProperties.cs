using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.DomainTests.Conditions;
using Tracker.DomainTests.Positions;

namespace Tracker.DomainTests.Stories;

/// <summary>What holds of a story and its reactions, whatever is done and whatever dies between two writes.</summary>
public sealed partial class FollowingProperties
{
    const int Times = 40;

    [Fact]
    public void The_matrix_equals_one_made_from_scratch_with_merged_actors_and_statements_told_again() => Histories.Any.Sample(
        history =>
        {
            var (room, oracle, seen) = (Histories.Room(), new Oracle(), 0);
            List<PositionChanged> expected = [];
            foreach (var (deed, which, between) in history)
            {
                deed.Do(room, which);
                if (between == 0) room.ThroughJson();
                expected.AddRange(room.Log.Records.Skip(seen).ToList().SelectMany(oracle.Follow));
                seen = room.Log.Records.Count;
                Equal(oracle.Cells.Values, room.Cells());
            }
            room.React();
            Equal(expected, room.Log.Records.Select(record => record.Event).OfType<PositionChanged>());
        },
        iter: Times);

    [Fact]
    public void Reactions_are_the_same_however_often_it_stops_however_many_write_and_however_late() => Histories.Any.Sample(
        history =>
        {
            var undisturbed = Histories.Room();
            foreach (var (deed, which, _) in history)
            {
                deed.Do(undisturbed, which);
                undisturbed.React();
            }
            var room = Histories.Room();
            var other = new Activation(room.Log);
            foreach (var (deed, which, between) in history)
            {
                deed.Do(room, which);
                switch (between)
                {
                    case 0: room.React(1); break;
                    case 1: room.React(); break;
                    case 2: room.Restart(); break;
                    case 3: room.Follow(); break;
                    case 4: room.ThroughJson(); break;
                    case 5: other.Follow(); break;
                    // It writes what it had in hand before the last deed and some before.
                    case 6: other.Write(1); break;
                    case 7: other.Write(); break;
                    case 8: other = new Activation(room.Log); break;
                    case 9: other.ThroughJson(); break;
                }
            }
            other.Follow();
            other.Write(2);
            room.Restart();
            room.React();
            Assert.Equal(Told(undisturbed), Told(room));
            other.Follow();
            Assert.Empty(other.State.Pending);
            Same(room.Follower, other.State);
            Whole(room);
        },
        iter: 2 * Times);

    [Fact]
    public void Conditions_in_the_log_are_what_is_so() => Histories.Any.Sample(
        history =>
        {
            var room = Histories.Room();
            foreach (var (deed, which, between) in history)
            {
                deed.Do(room, which);
                if (between % 3 == 0) ConditionOracle.Agrees(room);
            }
            ConditionOracle.Agrees(room);
            Whole(room);
        },
        iter: Times);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_takedown_who_saw_the_words_and_who_did_not_know_and_write_the_same(bool written) => Gen.Select(Histories.Any, Gen.Int[0, 1_000].Array[1, 4], Histories.Any).Sample(
        (before, takedowns, after) =>
        {
            var room = Histories.Room();
            foreach (var (deed, which, _) in before) deed.Do(room, which);
            foreach (var which in takedowns)
            {
                if (written) room.React();
                TakeDown(room, which);
                Agree(room);
                if (which % 3 == 0) room.React();
            }
            foreach (var (deed, which, between) in after)
            {
                deed.Do(room, which);
                if (between == 0) room.React();
                if (between > 9) TakeDown(room, which);
                if (between > 10) Agree(room);
            }
            Agree(room);
            room.React();
            Agree(room);
            ConditionOracle.Agrees(room);
            Whole(room);
        },
        iter: Times);

    [Fact]
    public void What_another_writes_after_a_takedown_that_it_has_not_followed_is_taken_back() => Gen.Select(Histories.Any, Gen.Int[0, 1_000].Array[1, 4]).Sample(
        (history, takedowns) =>
        {
            var room = Histories.Room();
            var late = new Activation(room.Log);
            foreach (var (deed, which, between) in history)
            {
                deed.Do(room, which);
                if (between == 0) room.React();
                if (between == 1) late.Follow();
            }
            foreach (var which in takedowns)
            {
                late.Follow();
                TakeDown(room, which);
                // It has these in hand, and writes them after the words are gone.
                late.Write(which % 4);
                room.Follow();
            }
            room.React();
            Agree(room);
            late.Follow();
            Same(room.Follower, late.State);
            ConditionOracle.Agrees(room);
            Whole(room);
        },
        iter: 2 * Times);

    [Fact]
    public void No_words_are_written_after_they_were_taken_down() => Gen.Select(Histories.Any, Gen.Int[0, 1_000].Array[1, 4], Histories.Any).Sample(
        (before, takedowns, after) =>
        {
            var room = Histories.Room();
            var late = new Activation(room.Log);
            var secrets = new List<string>();
            foreach (var (deed, which, between) in before)
            {
                deed.Do(room, which);
                if (between == 0) room.React();
                if (between == 1) late.Follow();
            }
            foreach (var which in takedowns)
            {
                var secret = room.Post(Newsroom.Says($"a{1 + (which % 2)}", new PositionTaken { Topic = $"t{1 + (which % 3)}", Stance = Stance.Conditional, Conditions = [Newsroom.If($"CANARY-{secrets.Count}", $"topic/t{1 + (which % 2)}")] })
                    with { SaidAt = which % 2 == 0 ? "2025-05-11" : null });
                secrets.Add(secret);
                if (which % 5 == 0) late.Follow();
                if (which % 7 == 0) room.React();
            }
            foreach (var (deed, which, between) in after.Take(10))
            {
                deed.Do(room, which);
                if (between == 0) late.Follow();
            }
            foreach (var secret in secrets) room.TakeDown(secret, followFirst: false, Echoes(room, secret));
            var written = room.Log.Records.Count;
            late.Write();
            room.React();
            room.Restart();
            room.React();
            Assert.DoesNotContain("CANARY", string.Concat(room.Log.Records.Skip(written).Select(record => Encoding.UTF8.GetString(record.Body.Span))), StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", JsonSerializer.Serialize(room.Follower, Events.Json), StringComparison.Ordinal);
        },
        iter: Times);

    static void TakeDown(Newsroom room, int which)
    {
        if (room.Statements > 0) room.TakeDown($"s{(which % room.Statements) + 1}", followFirst: which % 2 == 0, Echoes(room, $"s{(which % room.Statements) + 1}"));
    }

    /// <summary>Reactions in the log that repeat the statement's words, found as the API finds them: by the words.</summary>
    static long[] Echoes(Newsroom room, string statement)
    {
        var words = room.Log.Records.Where(record => record.Entity == "statement/" + statement).Select(record => record.Event switch
        {
            StatementAdded e => e.Statement,
            StatementCorrected e => e.Statement,
            _ => null,
        }).OfType<StatementContent>().SelectMany(content => content.Positions).SelectMany(position => position.Conditions).Select(condition => condition.Text).ToHashSet();
        return [.. room.Log.Records.Where(record => record.Event switch
        {
            ConditionOpened e => words.Contains(e.Text),
            PositionChanged e => new[] { e.From?.Conditions, e.To?.Conditions, e.Cell?.Conditions }.Any(list => list?.Any(condition => words.Contains(condition.Text)) == true),
            _ => false,
        }).Select(record => record.Position)];
    }

    /// <summary>One that begins anew, without the words, knows the same as one that has followed all along, and is about to write the same.</summary>
    static void Agree(Newsroom room)
    {
        room.Follow();
        var anew = new Activation(room.Log);
        anew.Follow();
        Same(room.Follower, anew.State);
    }

    // As far as it matters: what is pending only since the last takedown; before it some was made when the words were still there.
    static void Same(StoryFollowing one, StoryFollowing other)
    {
        var since = one.Takedowns.Count == 0 ? 0 : one.Takedowns[^1].Position;
        Assert.Equal(Told(one, since), Told(other, since));
    }

    static string Told(StoryFollowing state, long since) => Ordered(JsonSerializer.SerializeToNode(
        new
        {
            state.Matrix, state.Proposals, state.Conditions.Held, state.Conditions.Meetings, Waiting = state.Conditions.Waiting.ToDictionary(pair => pair.Key, pair => pair.Value.Sort()),
            state.LastCause, state.Takedowns,
            Pending = state.Pending.Where(reaction => reaction.Cause >= since).Select(reaction => new { reaction.Cause, reaction.Entity, reaction.Creates, reaction.Touches, reaction.Words, reaction.Event }),
        },
        Events.Json))!.ToJsonString(Indented);

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Ordered(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Everything that the log's reactions must be, whatever the history.</summary>
    static void Whole(Newsroom room)
    {
        var reactions = room.Log.Records.Where(record => record.Cause is not null).ToList();
        Assert.Equal(reactions.Select(record => record.Cause).Order(), reactions.Select(record => record.Cause));
        foreach (var stream in room.Log.Records.GroupBy(record => record.Entity))
        {
            if (stream.Key.StartsWith("condition/", StringComparison.Ordinal)) Assert.Equal("condition.opened", stream.First().Kind);
            if (!stream.Key.StartsWith("link/", StringComparison.Ordinal)) continue;
            Assert.Equal("statement.linked", stream.First().Kind);
            Assert.Single(stream, record => record.Kind == "statement.linked");
        }
        var state = room.Follower;
        Assert.All(state.Proposals.Stands.Values, on => Assert.InRange(on.Count, 1, ProposalFold.Kept));
        Assert.Empty(state.Takedowns);
        Assert.Equal(
            state.Conditions.Held.SelectMany(pair => pair.Value.Select(condition => condition.About).OfType<string>().Distinct().Select(about => (about, pair.Key))).Order(),
            state.Conditions.Waiting.SelectMany(pair => pair.Value.Select(holder => (pair.Key, holder))).Order());
    }

    /// <summary>The reactions in the log, with causes counted among what desks did: positions depend on when reactions are written.</summary>
    static List<string> Told(Newsroom room)
    {
        var order = room.Log.Records.Where(record => record.Cause is null).Select((record, i) => (record.Position, i)).ToDictionary(one => one.Position, one => one.i);
        return [.. room.Log.Records.Where(record => record.Cause is not null).Select(record => Position().Replace(
            $"{record.Kind} p{record.Cause}. {record.Entity} {string.Join(' ', record.Touches)} {Encoding.UTF8.GetString(record.Body.Span)}",
            match => match.Groups[1].Value + order[long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)].ToString(CultureInfo.InvariantCulture)))];
    }

    [GeneratedRegex("""(\bp|"cause":)(\d+)\b""")]
    private static partial Regex Position();

    static void Equal<T>(IEnumerable<T> expected, IEnumerable<T> actual) =>
        Assert.Equal(expected.Select(one => JsonSerializer.Serialize(one, Events.Json)), actual.Select(one => JsonSerializer.Serialize(one, Events.Json)));
}
