using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;
using Record = Tracker.Domain.Record;
using Statement = Tracker.Domain.Statements.Statement;

namespace Tracker.Log.Tests.Indexes;

/// <summary>Who has to do with whom, on both clocks: against a plain fold of the log's records.</summary>
public sealed class NetworkTests
{
    [Theory, InlineData(71), InlineData(72), InlineData(73)]
    public async Task The_network_is_what_a_plain_fold_of_the_records_gives(int seed)
    {
        var ct = Reading.Limit();
        await using var desk = await Desk.OpenAsync(seed);
        for (var i = 0; i < 260; i++)
        {
            await desk.World.StepAsync();
            if (i % 20 == 0) desk.Clock.Now += TimeSpan.FromHours(7);
            if (i is 60 or 200) await desk.World.Meet(0);
        }
        await desk.CaughtUpAsync();
        var records = await desk.Log.ReadAsync(0, 100_000, ct);
        var met = 0;
        foreach (var (topic, meeting) in new (string?, string?)[] { (null, null), ("t0-0", null), (null, "m0"), ("t0-2", "m0") })
        {
            for (var position = 12L; position <= desk.Log.Head; position += 37) met += await SameAsync(new Moment.Known(position), topic, meeting);
            foreach (var record in records.Where((_, n) => n % 53 == 0)) met += await SameAsync(new Moment.Said(record.At.ToUnixTimeMilliseconds() - 1), topic, meeting);
            met += await SameAsync(new Moment.Said(Said.Until("2025-05-14", TimeZoneInfo.Utc)!.Value.ToUnixTimeMilliseconds()), topic, meeting);
            met += await SameAsync(null, topic, meeting);
        }
        Assert.True(met > 0, "Nobody met.");

        async Task<int> SameAsync(Moment? at, string? topic, string? meeting)
        {
            using var network = JsonDocument.Parse((await desk.Index.NetworkAsync("s0", new NetworkPart(topic, meeting, 5000), at, ct))!.Value);
            var ties = network.RootElement.GetProperty("ties").EnumerateArray().Select(tie =>
                $"{Ends(tie.GetProperty("kind").GetString()!, tie.GetProperty("from").GetString()!, tie.GetProperty("to").GetString()!)} {tie.GetProperty("count")} {string.Join(',', tie.GetProperty("evidence").EnumerateArray())}").Order(StringComparer.Ordinal);
            var (expected, spoke) = Slow(records, at, topic, meeting);
            Assert.Equal(expected, ties);
            Assert.Equal(spoke, network.RootElement.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("statements").GetInt32() > 0)
                .Select(node => $"{node.GetProperty("actor")} {node.GetProperty("statements")}"));
            Assert.True(network.RootElement.GetProperty("complete").GetBoolean());
            return expected.Count(line => line.StartsWith("met ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_cut_off_is_told_and_the_strongest_ties_stay()
    {
        await using var desk = await Desk.OpenAsync(74);
        for (var i = 0; i < 120; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        using var whole = JsonDocument.Parse((await desk.Index.NetworkAsync("s0", new NetworkPart(null, null, 5000), null, Reading.Limit()))!.Value);
        using var cut = JsonDocument.Parse((await desk.Index.NetworkAsync("s0", new NetworkPart(null, null, 3), null, Reading.Limit()))!.Value);
        Assert.False(cut.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(whole.RootElement.GetProperty("ties").EnumerateArray().Take(3).Select(tie => tie.ToString()), cut.RootElement.GetProperty("ties").EnumerateArray().Select(tie => tie.ToString()));
    }

    static (List<string> Ties, List<string> Spoke) Slow(IReadOnlyList<Record> records, Moment? at, string? topic, string? meeting)
    {
        var upTo = at is Moment.Known known ? known.Position : long.MaxValue;
        var until = at is Moment.Said said ? said.Until : long.MaxValue;
        var then = records.Where(record => record.Position <= upTo).ToList();
        var into = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in then.Where(record => record.Event is ActorMerged)) into[Ref.IdOf(record.Entity)] = ((ActorMerged)record.Event!).Into;
        string Canonical(string actor)
        {
            while (into.TryGetValue(actor, out var next)) actor = next;
            return actor;
        }

        var ties = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var spoke = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        void Tie(string kind, string from, string to, string evidence)
        {
            var (a, b) = (Canonical(from), Canonical(to));
            if (a == b) return;
            var key = Ends(kind, a, b);
            if (!ties.TryGetValue(key, out var behind)) ties[key] = behind = [];
            if (!behind.Contains(evidence, StringComparer.Ordinal)) behind.Add(evidence);
        }

        foreach (var stream in then.Where(record => record.Entity.StartsWith("statement/", StringComparison.Ordinal)).GroupBy(record => record.Entity, StringComparer.Ordinal).OrderByDescending(stream => stream.First().Position))
        {
            var state = stream.Aggregate(Statement.Initial, Statement.Evolve);
            var c = state.Content;
            if (c.Story != "s0" || c.Duplicate is not null || state.Status == StatementStatus.Retracted || Said.Key(c.SaidUntil, state.RecordedAt).ToUnixTimeMilliseconds() > until) continue;
            if (topic is not null && !(c.Positions.Any(taken => taken.Topic == topic) || (c.About?.Topics.Contains(topic, StringComparer.Ordinal) ?? false))) continue;
            if (meeting is not null && !(c.Meeting == meeting || (c.About?.Meetings.Contains(meeting, StringComparer.Ordinal) ?? false))) continue;
            foreach (var one in c.Speakers.Concat(c.OnBehalfOf).Select(Canonical))
            {
                if (!spoke.TryGetValue(one, out var own)) spoke[one] = own = [];
                own.Add(stream.Key);
            }
            foreach (var speaker in c.Speakers)
            {
                foreach (var to in c.To) Tie("spoke_to", speaker, to, stream.Key);
                foreach (var about in c.About?.Actors ?? []) Tie("about", speaker, about, stream.Key);
                foreach (var relay in c.ReportedBy) Tie("relayed", relay, speaker, stream.Key);
                foreach (var principal in c.OnBehalfOf) Tie("spoke_for", speaker, principal, stream.Key);
            }
        }

        foreach (var stream in then.Where(record => record.Entity.StartsWith("meeting/", StringComparison.Ordinal) && record.Names("story/s0")).GroupBy(record => record.Entity, StringComparer.Ordinal).OrderBy(stream => stream.Key, StringComparer.Ordinal))
        {
            var (status, people, topics) = MeetingThen([.. stream], at is Moment.Said ? until : null);
            if (status is not (MeetingStatus.UnderWay or MeetingStatus.Suspended or MeetingStatus.Concluded or MeetingStatus.BrokenOff)) continue;
            if (meeting is not null && stream.Key != "meeting/" + meeting) continue;
            if (topic is not null && !topics.Contains(topic, StringComparer.Ordinal)) continue;
            var present = people.Where(one => one.Value is Attendance.Present or Attendance.Left).Select(one => Canonical(one.Key)).Distinct(StringComparer.Ordinal).ToList();
            foreach (var one in present)
            {
                foreach (var other in present) Tie("met", one, other, stream.Key);
            }
        }
        return ([.. ties.Select(tie => $"{tie.Key} {tie.Value.Count} {string.Join(',', tie.Value.Take(10))}").Order(StringComparer.Ordinal)],
            [.. spoke.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value.Count}")]);
    }

    static (MeetingStatus? Status, Dictionary<string, Attendance> People, IReadOnlyList<string> Topics) MeetingThen(List<Record> stream, long? until)
    {
        var (entries, topics) = (new List<(long Key, MeetingStatus? Status, Participation? One)>(), (IReadOnlyList<string>)[]);
        foreach (var record in stream)
        {
            long Key(string? at) => until is null ? 0 : Said.Key(Said.Until(at, TimeZoneInfo.Utc), record.At).ToUnixTimeMilliseconds();
            switch (record.Event)
            {
                case MeetingCreated e:
                    topics = e.Meeting.Topics;
                    entries.Add((Key(e.Status.At ?? e.Meeting.End ?? e.Meeting.Start), e.Status.Status, null));
                    entries.AddRange(e.Participants.Select(one => (Key(one.At ?? e.Status.At ?? e.Meeting.End ?? e.Meeting.Start), (MeetingStatus?)null, (Participation?)one)));
                    break;
                case MeetingRevised e: topics = e.Meeting.Topics; break;
                case MeetingStatusChanged e: entries.Add((Key(e.To.At), e.To.Status, null)); break;
                case MeetingParticipationChanged e: entries.Add((Key(e.To.At), null, e.To)); break;
            }
        }
        var order = entries.Where(entry => until is null || entry.Key <= until).OrderBy(entry => entry.Key).ToList();
        var people = new Dictionary<string, Attendance>(StringComparer.Ordinal);
        foreach (var (_, _, one) in order.Where(entry => entry.One is not null)) people[one!.Actor] = one.Attendance;
        return (order.LastOrDefault(entry => entry.Status is not null).Status, people, topics);
    }

    // Who met whom has no direction.
    static string Ends(string kind, string from, string to) => kind == "met" && string.CompareOrdinal(from, to) > 0 ? $"{kind} {to} {from}" : $"{kind} {from} {to}";
}
