using System.Text.Json;
using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Who has not answered: for each actor that was asked about a topic, the first demand after its last answer.</summary>
static class SilenceReads
{
    // However often somebody was asked, more than this is "very often".
    const int CountedDemands = 1_000;

    readonly record struct Silence(string Actor, string Topic, long Since, int Demands, long First);

    public static Silences? Silent(Snapshot from, string story, Moment? at, int offset, int limit)
    {
        var (position, until) = at switch
        {
            Moment.Known known => (Math.Min(known.Position, from.Position), long.MaxValue),
            Moment.Said said => (from.Position, said.Until),
            _ => (from.Position, long.MaxValue),
        };
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, DocumentKind.Story, position) is null) return null;
        var families = new Dictionary<long, List<long>>();
        var silent = new List<Silence>();
        foreach (var (actor, topic) in Asked(from, id))
        {
            if (!families.TryGetValue(actor, out var family)) families[actor] = family = Family(from, actor, position);
            var answered = family.Max(one => LastAnswer(from, id, one, topic, position, until));
            if (FirstAfter(from, id, actor, topic, answered, position, until) is { } found) silent.Add(found);
        }
        silent.Sort(static (a, b) => a.Since.CompareTo(b.Since) is var bySince and not 0 ? bySince
            : string.CompareOrdinal(a.Actor, b.Actor) is var byActor and not 0 ? byActor : string.CompareOrdinal(a.Topic, b.Topic));
        // All have to be found to know which are the longest; the statements are read of those alone that are shown.
        List<byte[]> items = [.. silent.Skip(offset).Take(limit).Select(one => Item(from, one, position))];
        return new Silences(new JsonBuffer(4 * 1024).Raw("{\"story\":"u8).Plain(story).Raw(",\"silent\":"u8).Items(items).Raw("}"u8).Written, silent.Count - offset > limit);
    }

    /// <summary>Each actor and topic once, by skipping from one to the next.</summary>
    static List<(long Actor, long Topic)> Asked(Snapshot from, long story)
    {
        var asked = new List<(long, long)>();
        var (actor, topic) = (-1L, -1L);
        while (true)
        {
            var row = from.Database["SELECT actor, topic FROM asked WHERE story = ? AND (actor, topic) > (?, ?) ORDER BY actor, topic LIMIT 1"].Bind(story).Bind(actor).Bind(topic);
            if (!row.Step()) return asked;
            (actor, topic) = (row.Int64(0), row.Int64(1));
            row.Reset();
            asked.Add((actor, topic));
        }
    }

    /// <summary>The actor and those for whom it speaks: what it belongs to, and what that belongs to.</summary>
    static List<long> Family(Snapshot from, long actor, long position)
    {
        List<long> family = [actor];
        for (var i = 0; i < family.Count && family.Count < 50; i++)
        {
            if (DocumentReads.At(from, family[i], DocumentKind.Actor, position) is not var (body, version, _)) continue;
            using var document = JsonDocument.Parse(from.Document(body, version));
            foreach (var id in Organizations(document.RootElement))
            {
                if (from.IdOf(Ref.Actor(id)) is { } row && !family.Contains(row)) family.Add(row);
            }
        }
        return family;
    }

    static IEnumerable<string> Organizations(JsonElement actor)
    {
        if (actor.TryGetProperty("parent", out var parent)) yield return parent.GetString()!;
        if (!actor.TryGetProperty("memberships", out var memberships)) yield break;
        // A membership that has ended speaks for nobody any more.
        foreach (var membership in memberships.EnumerateArray().Where(membership => !membership.TryGetProperty("to", out _)))
            yield return membership.GetProperty("organization").GetString()!;
    }

    static long LastAnswer(Snapshot from, long story, long actor, long topic, long position, long until)
    {
        var held = from.Database["SELECT said_key FROM evidence WHERE story = ? AND actor = ? AND topic = ? AND said_key <= ? AND known_from <= ? AND known_to > ? AND historical = 0 ORDER BY said_key DESC LIMIT 1"]
            .Bind(story).Bind(actor).Bind(topic).Bind(until).Bind(position).Bind(position).Number();
        var replied = from.Database["SELECT said_key FROM answered WHERE story = ? AND actor = ? AND topic = ? AND said_key <= ? AND known_from <= ? AND known_to > ? ORDER BY said_key DESC LIMIT 1"]
            .Bind(story).Bind(actor).Bind(topic).Bind(until).Bind(position).Bind(position).Number();
        return Math.Max(held ?? long.MinValue, replied ?? long.MinValue);
    }

    static Silence? FirstAfter(Snapshot from, long story, long actor, long topic, long answered, long position, long until)
    {
        var first = from.Database["SELECT said_key, statement FROM asked WHERE story = ? AND actor = ? AND topic = ? AND said_key > ? AND said_key <= ? AND known_from <= ? AND known_to > ? ORDER BY said_key, position LIMIT 1"]
            .Bind(story).Bind(actor).Bind(topic).Bind(answered).Bind(until).Bind(position).Bind(position);
        if (!first.Step()) return null;
        var (since, statement) = (first.Int64(0), first.Int64(1));
        first.Reset();
        var demands = from.Database["SELECT count(*) FROM (SELECT 1 FROM asked WHERE story = ? AND actor = ? AND topic = ? AND said_key > ? AND said_key <= ? AND known_from <= ? AND known_to > ? LIMIT ?)"]
            .Bind(story).Bind(actor).Bind(topic).Bind(answered).Bind(until).Bind(position).Bind(position).Bind(CountedDemands).Number();
        return new Silence(Ref.IdOf(from.RefOf(actor)), Ref.IdOf(from.RefOf(topic)), since, (int)(demands ?? 0), statement);
    }

    static byte[] Item(Snapshot from, Silence one, long position)
    {
        var (askedBy, saidAt) = (new List<string>(), (string?)null);
        if (DocumentReads.At(from, one.First, DocumentKind.Statement, position) is var (body, version, _))
        {
            using var document = JsonDocument.Parse(from.Document(body, version));
            if (document.RootElement.TryGetProperty("holders", out var holders)) askedBy.AddRange(holders.EnumerateArray().Select(holder => holder.GetString()!));
            if (document.RootElement.TryGetProperty("saidAt", out var said)) saidAt = said.GetString();
        }
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            one.Actor, one.Topic, Since = Members.Time(DateTimeOffset.FromUnixTimeMilliseconds(one.Since)), SaidAt = saidAt, one.Demands, First = Ref.IdOf(from.RefOf(one.First)), AskedBy = askedBy,
        }, Events.Json);
    }
}
