using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Which part of a story's network.</summary>
/// <param name="Topic">Only by statements that take a position on it or speak of it, and meetings that have it on their agenda; null = all.</param>
/// <param name="Meeting">Only by statements made at it or about it, and those who met there; null = all.</param>
/// <param name="Limit">Ties at most, those with the most behind them first.</param>
public sealed record NetworkPart(string? Topic, string? Meeting, int Limit);

/// <summary>
/// Who spoke to, about and for whom, who relayed and who met whom. Costs a scan of the story's ties, newest first, of the newest 200,000; narrowed to a
/// topic or a meeting, of the newest 20,000 statements there. What was cut off is told by <c>complete</c>.
/// </summary>
static class NetworkReads
{
    const int Scanned = 200_000, Narrowed = 20_000, Evidence = 10;

    static readonly string[] Kinds = ["spoke", "spoke_to", "about", "relayed", "spoke_for", "met"];
    const int Met = 5;

    readonly record struct Key(int Kind, long From, long To);

    sealed class Gathered
    {
        public int Count { get; private set; }
        public List<string> Evidence { get; } = [];
        long _last = -1;

        /// <summary>Once a record, however many of its names are one actor's.</summary>
        public void Add(long position, Func<string> evidence)
        {
            if (_last == position) return;
            _last = position;
            Count++;
            if (Evidence.Count < NetworkReads.Evidence) Evidence.Add(evidence());
        }
    }

    public static ReadOnlyMemory<byte>? Network(Snapshot from, string epoch, string story, NetworkPart part, Moment? at)
    {
        var position = at is Moment.Known known ? Math.Min(known.Position, from.Position) : from.Position;
        var until = at is Moment.Said said ? said.Until : long.MaxValue;
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, position) is null) return null;
        var merged = new Dictionary<long, long>();
        var found = new Dictionary<Key, Gathered>();
        var complete = true;
        foreach (var (tie, of, subject) in Ties(from, id, part, position, until, cut => complete = !cut))
        {
            var (a, b) = (Canonical(from, merged, tie.From, position), Canonical(from, merged, tie.To, position));
            if (a == b && tie.Kind != (int)Tie.Spoke) continue;
            Of(found, tie with { From = a, To = b }).Add(of, () => from.RefOf(subject));
        }
        Meet(from, MomentView.Of(from, id, at ?? new Moment.Known(position)), part, merged, position, found);
        var ties = found.Where(pair => pair.Key.Kind != (int)Tie.Spoke).OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key.Kind).ThenBy(pair => pair.Key.From).ThenBy(pair => pair.Key.To).ToList();
        if (ties.Count > part.Limit) (complete, ties) = (false, ties[..part.Limit]);
        var actors = ties.SelectMany(pair => (long[])[pair.Key.From, pair.Key.To]).Concat(found.Keys.Where(key => key.Kind == (int)Tie.Spoke).Select(key => key.From)).Distinct().ToDictionary(actor => actor, actor => Ref.IdOf(from.RefOf(actor)));
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            Story = story, Cursor = new Cursor(epoch, position).ToString(),
            Nodes = actors.OrderBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => Node(from, pair.Key, pair.Value, found.TryGetValue(new Key((int)Tie.Spoke, pair.Key, pair.Key), out var spoke) ? spoke.Count : 0, position)),
            Ties = ties.Select(pair => new { From = actors[pair.Key.From], To = actors[pair.Key.To], Kind = Kinds[pair.Key.Kind], pair.Value.Count, pair.Value.Evidence }),
            Complete = complete,
        }, Options);
    }

    // Written out also where it is false or empty: who reads this must not have to guess.
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = Events.Json.Encoder };

    /// <summary>Newest first.</summary>
    static IEnumerable<(Key Tie, long Position, long Subject)> Ties(Snapshot from, long story, NetworkPart part, long position, long until, Action<bool> cut)
    {
        if (part is { Topic: null, Meeting: null })
        {
            var scanned = 0;
            var rows = from.Database["SELECT kind, a, b, position, subject, said_key, known_from, known_to FROM ties WHERE story = ? AND position <= ? ORDER BY position DESC LIMIT ?"].Bind(story).Bind(position).Bind(Scanned);
            var all = new List<(Key, long, long)>();
            while (rows.Step())
            {
                scanned++;
                if (rows.Int64(5) <= until && rows.Int64(6) <= position && rows.Int64(7) > position) all.Add((new Key(rows.Int32(0), rows.Int64(1), rows.Int64(2)), rows.Int64(3), rows.Int64(4)));
            }
            cut(scanned == Scanned);
            return all;
        }
        var narrowed = Statements(from, part, position);
        cut(narrowed.Count >= Narrowed);
        var narrow = new List<(Key, long, long)>();
        foreach (var statement in narrowed)
        {
            var rows = from.Database["SELECT kind, a, b, subject, said_key FROM ties WHERE story = ? AND position = ? AND known_from <= ? AND known_to > ?"].Bind(story).Bind(statement).Bind(position).Bind(position);
            while (rows.Step())
            {
                if (rows.Int64(4) <= until) narrow.Add((new Key(rows.Int32(0), rows.Int64(1), rows.Int64(2)), statement, rows.Int64(3)));
            }
        }
        return narrow;
    }

    /// <summary>Positions of the statements of a topic, of a meeting, or of both; newest first.</summary>
    static List<long> Statements(Snapshot from, NetworkPart part, long position)
    {
        HashSet<long>? found = null;
        if (part.Topic is { } topic) found = Naming(Ref.Topic(topic), TouchRole.Position, TouchRole.AboutTopic);
        if (part.Meeting is { } meeting)
        {
            var there = Naming(Ref.Meeting(meeting), TouchRole.Occasion, TouchRole.AboutMeeting);
            if (found is null) found = there;
            else found.IntersectWith(there);
        }
        return [.. found!.OrderDescending()];

        HashSet<long> Naming(string entity, params ReadOnlySpan<TouchRole> roles)
        {
            var positions = new HashSet<long>();
            if (from.IdOf(entity) is not { } id) return positions;
            foreach (var role in roles)
            {
                var rows = from.Database["SELECT position FROM mentions WHERE entity = ? AND role = ? AND position <= ? AND known_from <= ? AND known_to > ? ORDER BY position DESC LIMIT ?"]
                    .Bind(id).Bind((int)role).Bind(position).Bind(position).Bind(position).Bind(Narrowed);
                while (rows.Step()) positions.Add(rows.Int64(0));
            }
            return positions;
        }
    }

    /// <summary>Everybody who was present at a meeting that took place, or takes place, has met everybody else there.</summary>
    static void Meet(Snapshot from, MomentView view, NetworkPart part, Dictionary<long, long> merged, long position, Dictionary<Key, Gathered> found)
    {
        var n = 0;
        foreach (var body in view.All(DocumentKind.Meeting))
        {
            n++;
            using var document = JsonDocument.Parse(body);
            var meeting = document.RootElement;
            if (!Counts(meeting, part) || !meeting.TryGetProperty("participants", out var participants)) continue;
            var reference = Ref.Meeting(meeting.GetProperty("id").GetString()!);
            var present = participants.EnumerateArray().Where(one => one.TryGetProperty("attendance", out var attendance) && attendance.GetString() is "present" or "left")
                .Select(one => from.IdOf(Ref.Actor(one.GetProperty("actor").GetString()!))).OfType<long>().Select(actor => Canonical(from, merged, actor, position)).Distinct().Order().ToList();
            for (var i = 0; i < present.Count; i++)
            {
                for (var j = i + 1; j < present.Count; j++) Of(found, new Key(Met, present[i], present[j])).Add(n, () => reference);
            }
        }
    }

    static bool Counts(JsonElement meeting, NetworkPart part) =>
        meeting.GetProperty("status").GetString() is "under_way" or "suspended" or "concluded" or "broken_off"
        && (part.Meeting is null || meeting.GetProperty("id").GetString() == part.Meeting)
        && (part.Topic is null || meeting.TryGetProperty("topics", out var topics) && topics.EnumerateArray().Any(topic => topic.GetString() == part.Topic));

    static Gathered Of(Dictionary<Key, Gathered> found, Key key)
    {
        if (!found.TryGetValue(key, out var gathered)) found[key] = gathered = new Gathered();
        return gathered;
    }

    /// <summary>Who an actor had turned out to be by then.</summary>
    static long Canonical(Snapshot from, Dictionary<long, long> merged, long actor, long position)
    {
        if (merged.TryGetValue(actor, out var known)) return known;
        var at = actor;
        for (var step = 0; step < 100 && from.Database["SELECT into_actor FROM merges WHERE actor = ? AND since <= ?"].Bind(at).Bind(position).Number() is { } into; step++) at = into;
        return merged[actor] = at;
    }

    static object Node(Snapshot from, long actor, string id, int statements, long position)
    {
        if (DocumentReads.At(from, actor, DocumentKind.Actor, position) is not var (body, version, _)) return new { Actor = id, Name = id, Kind = (string?)null, Side = (string?)null, Statements = statements };
        using var document = JsonDocument.Parse(from.Document(body, version));
        string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new { Actor = id, Name = Text("name") ?? id, Kind = Text("kind"), Side = Text("side"), Statements = statements };
    }
}
