using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Log.Tests.Indexes;

/// <summary>The board as a client folds it from live items: plain JSON, nothing of the index or the domain in it.</summary>
sealed class NaiveBoard(string story)
{
    JsonObject? _story;
    readonly SortedDictionary<string, JsonObject> _meetings = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, JsonObject> _topics = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, JsonObject> _actors = new(StringComparer.Ordinal);
    readonly Dictionary<string, JsonObject> _statements = new(StringComparer.Ordinal);
    readonly SortedSet<string> _named = new(StringComparer.Ordinal);
    readonly Dictionary<(string Actor, string Topic), JsonObject> _cells = [];
    readonly Dictionary<string, long> _turns = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<JsonObject>> _newest = new(StringComparer.Ordinal) { ["act"] = [], ["claim"] = [], ["condition"] = [], ["link"] = [] };

    public void Take(JsonObject item)
    {
        var (kind, entity) = (item["kind"]!.GetValue<string>(), item["entity"]!.GetValue<string>());
        var id = entity[(entity.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var data = item["data"]!.AsObject();
        var touches = item["touches"]!.AsArray().Select(t => t!.GetValue<string>()).ToList();
        if (touches.Contains("story/" + story, StringComparer.Ordinal))
            foreach (var touch in touches.Where(t => t.StartsWith("actor/", StringComparison.Ordinal))) _named.Add(touch[6..]);
        switch (entity[..entity.IndexOf('/', StringComparison.Ordinal)])
        {
            case "story" when id == story: Story(kind, id, data, item); break;
            case "actor":
                Put(_actors, id, data["actor"]?.AsObject(), item);
                if (kind == "actor.merged") _actors[id]["mergedInto"] = data["into"]!.DeepClone();
                break;
            case "act": Act(kind, id, data, item); break;
            case "claim": Claim(kind, id, data, item); break;
            case "condition": Condition(kind, id, data, item); break;
            case "link": Link(kind, id, data, item); break;
            case "topic": Put(_topics, id, data["topic"]?.AsObject(), item); break;
            case "meeting": Meeting(kind, id, data, item); break;
            case "statement": Statement(kind, id, data, item); break;
        }
    }

    public JsonObject ToJson()
    {
        var actors = Window(cell => cell.Actor, "actor/", 50);
        var topics = Window(cell => cell.Topic, "topic/", 40);
        var matrix = _cells.Where(c => actors.Contains(c.Key.Actor) && topics.Contains(c.Key.Topic))
            .OrderBy(c => c.Key.Actor, StringComparer.Ordinal).ThenBy(c => c.Key.Topic, StringComparer.Ordinal).Select(c => c.Value);
        return new JsonObject
        {
            ["story"] = _story!.DeepClone(),
            ["meetings"] = Array(_meetings.Values),
            ["topics"] = Array(_topics.Values),
            ["actors"] = Array(_actors.Where(a => _named.Contains(a.Key)).Select(a => a.Value)),
            ["acts"] = Array(_newest["act"].Take(50)),
            ["claims"] = Array(_newest["claim"].Take(100)),
            ["conditions"] = Array(_newest["condition"].Take(100)),
            ["links"] = Array(_newest["link"].Take(100)),
            ["statements"] = Array(_statements.Values.Where(s => s["duplicate"] is null).OrderByDescending(s => s["position"]!.GetValue<long>()).Take(50)),
            ["matrix"] = Array(matrix),
            ["matrixSize"] = new JsonObject
            {
                ["actors"] = _cells.Keys.Select(c => c.Actor).Distinct(StringComparer.Ordinal).Count(),
                ["topics"] = _cells.Keys.Select(c => c.Topic).Distinct(StringComparer.Ordinal).Count(),
                ["cells"] = _cells.Count,
            },
        };
    }

    /// <summary>Canonical text by a second hand: what <c>Jcs</c> must agree with.</summary>
    public static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject o => "{" + string.Join(',', o.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Quote(m.Key) + ":" + Canonical(m.Value))) + "}",
        JsonArray a => "[" + string.Join(',', a.Select(Canonical)) + "]",
        JsonValue v when v.GetValueKind() == JsonValueKind.String => Quote(v.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    public static string Hash(JsonNode board) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(board))));

    static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\b' => "\\b", '\f' => "\\f",
                < ' ' => "\\u" + ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    void Story(string kind, string id, JsonObject data, JsonObject item)
    {
        var status = data["status"]?.DeepClone() ?? (kind == "story.status_changed" ? data["to"]?.DeepClone() : _story?["status"]?.DeepClone());
        if (kind == "position.changed") Cell(data, item["position"]!.GetValue<long>());
        var profile = data["story"]?.AsObject() ?? _story;
        _story = Document(id, profile!, _story, item);
        _story["status"] = status;
    }

    void Cell(JsonObject data, long position)
    {
        if (data["redacted"] is not null) return;
        foreach (var turned in new[] { "actor/" + data["actor"]!.GetValue<string>(), "topic/" + data["topic"]!.GetValue<string>() }) _turns[turned] = position;
        var key = (data["actor"]!.GetValue<string>(), data["topic"]!.GetValue<string>());
        if (data["cell"] is JsonObject cell) _cells[key] = cell;
        else _cells.Remove(key);
    }

    void Act(string kind, string id, JsonObject data, JsonObject item)
    {
        var before = Known("act", id);
        var now = Document(id, data["act"]?.AsObject() ?? before!, before, item);
        var entry = (kind == "act.added" ? data["state"] : kind == "act.state_changed" ? data["to"] : null)?.AsObject();
        now["state"] = entry?["state"]?.DeepClone() ?? before!["state"]!.DeepClone();
        now["stateHistory"] = new JsonArray([.. (before?["stateHistory"]?.AsArray() ?? []).Append(entry).Where(one => one is not null).Select(one => one!.DeepClone())]);
        Place("act", id, now);
    }

    void Claim(string kind, string id, JsonObject data, JsonObject item)
    {
        var before = Known("claim", id);
        var now = Document(id, data["claim"]?.AsObject() ?? before!, before, item);
        now["status"] = kind == "claim.preferred" ? "preferred" : "kept";
        if (kind == "claim.added" && data["by"] is { } by) now["by"] = by.DeepClone();
        if (kind == "claim.preferred") Decide(now, data);
        Place("claim", id, now);
        foreach (var other in (data["superseded"]?.AsArray() ?? []).Select(one => one!.GetValue<string>()))
        {
            var passed = Known("claim", other)!;
            passed["status"] = "superseded";
            Decide(passed, data);
        }
    }

    static void Decide(JsonObject claim, JsonObject data)
    {
        claim["reason"] = data["reason"]!.DeepClone();
        if (data["by"] is { } editor) claim["editor"] = editor.DeepClone();
    }

    void Condition(string kind, string id, JsonObject data, JsonObject item)
    {
        var before = Known("condition", id);
        var now = new JsonObject { ["id"] = id, ["version"] = (before?["version"]?.GetValue<int>() ?? 0) + 1, ["recordedAt"] = (before?["recordedAt"] ?? item["at"])!.DeepClone() };
        var settled = before?["editor"] is not null && data["by"] is null;
        if (data["redacted"] is not null || before?["redacted"] is not null)
        {
            now["redacted"] = true;
            if ((data["by"] ?? before?["editor"]) is { } editor) now["editor"] = editor.DeepClone();
            now["state"] = settled || kind == "condition.opened" || data["redacted"] is not null ? before?["state"]?.DeepClone() ?? "open" : data["state"]!.DeepClone();
            Place("condition", id, now);
            return;
        }
        foreach (var kept in new[] { "story", "of", "text", "about", "evidence", "saidKey" })
            if ((kind == "condition.opened" && (before is null || kept != "text") && !settled ? data[kept] : before![kept]) is { } value) now[kept] = value.DeepClone();
        if (settled) foreach (var (name, value) in before!.Where(member => !now.ContainsKey(member.Key))) now[name] = value!.DeepClone();
        else if (kind == "condition.opened")
        {
            now["state"] = "open";
            Copy(data, now, ("reason", "reason"), ("by", "editor"));
        }
        else Copy(data, now, ("state", "state"), ("rule", "rule"), ("resolvedBy", "resolvedBy"), ("reason", "reason"), ("evidence", "decidedOn"), ("saidKey", "resolvedAt"), ("by", "editor"));
        Place("condition", id, now);
    }

    void Link(string kind, string id, JsonObject data, JsonObject item)
    {
        var before = Known("link", id);
        var now = Document(id, data["link"]?.AsObject() ?? before!, before, item);
        if (kind == "statement.linked") Copy(data, now, ("state", "state"), ("rule", "rule"), ("by", "editor"), ("cause", "cause"));
        else if (!(kind == "link.dismissed" && data["rule"] is not null && before!["editor"] is not null))
        {
            now.Remove("reason");
            now.Remove("editor");
            now["state"] = kind == "link.confirmed" ? "confirmed" : "dismissed";
            Copy(data, now, ("reason", "reason"), ("by", "editor"));
        }
        Place("link", id, now);
    }

    static void Copy(JsonObject from, JsonObject to, params ReadOnlySpan<(string From, string To)> members)
    {
        foreach (var (name, other) in members)
            if (from[name] is { } value) to[other] = value.DeepClone();
    }

    JsonObject? Known(string kind, string id) => _newest[kind].Find(one => one["id"]!.GetValue<string>() == id);

    void Place(string kind, string id, JsonObject document)
    {
        var at = _newest[kind].FindIndex(one => one["id"]!.GetValue<string>() == id);
        if (at < 0) _newest[kind].Insert(0, document);
        else _newest[kind][at] = document;
    }

    void Meeting(string kind, string id, JsonObject data, JsonObject item)
    {
        var before = _meetings.GetValueOrDefault(id);
        var now = Document(id, data["meeting"]?.AsObject() ?? before!, before, item);
        foreach (var kept in new[] { "status", "outcome", "participants", "statusHistory" }) now[kept] = before?[kept]?.DeepClone();
        if (kind == "meeting.created")
        {
            Status(now, data["status"]!.AsObject());
            now["participants"] = data["participants"]?.DeepClone();
        }
        if (kind == "meeting.status_changed") Status(now, data["to"]!.AsObject());
        if (kind == "meeting.participation_changed") Participation(now, data["to"]!.AsObject());
        foreach (var absent in now.Where(m => m.Value is null).Select(m => m.Key).ToList()) now.Remove(absent);
        _meetings[id] = now;
    }

    static void Status(JsonObject meeting, JsonObject entry)
    {
        meeting["status"] = entry["status"]!.DeepClone();
        if (entry["outcome"] is { } outcome) meeting["outcome"] = outcome.DeepClone();
        meeting["statusHistory"] ??= new JsonArray();
        meeting["statusHistory"]!.AsArray().Add(entry.DeepClone());
    }

    static void Participation(JsonObject meeting, JsonObject entry)
    {
        meeting["participants"] ??= new JsonArray();
        var all = meeting["participants"]!.AsArray();
        var at = all.ToList().FindIndex(one => one!["actor"]!.GetValue<string>() == entry["actor"]!.GetValue<string>());
        if (at < 0) all.Add(entry.DeepClone());
        else all[at] = entry.DeepClone();
    }

    void Statement(string kind, string id, JsonObject data, JsonObject item)
    {
        var before = _statements.GetValueOrDefault(id);
        if (kind == "record.redacted" || data["redacted"] is not null || before?["redacted"] is not null)
        {
            var gone = Document(id, new JsonObject(), before, item);
            gone["redacted"] = true;
            gone["position"] = before?["position"]?.DeepClone() ?? item["position"]!.DeepClone();
            _statements[id] = gone;
            return;
        }
        var now = Document(id, data["statement"]?.AsObject() ?? before!, before, item);
        now["position"] = before?["position"]?.DeepClone() ?? item["position"]!.DeepClone();
        now["status"] = kind switch { "statement.corrected" => "corrected", "statement.retracted" => "retracted", _ => before?["status"]?.DeepClone() ?? "published" };
        now["verification"] = before?["verification"]?.DeepClone() ?? "undetermined";
        if (before?["verificationNote"] is { } note) now["verificationNote"] = note.DeepClone();
        if (kind == "statement.verified")
        {
            now["verification"] = data["status"]!.DeepClone();
            now.Remove("verificationNote");
            if (data["note"] is { } said) now["verificationNote"] = said.DeepClone();
        }
        if (kind == "statement.source_added")
        {
            now["sources"] ??= new JsonArray();
            now["sources"]!.AsArray().Add(data["source"]!.DeepClone());
        }
        _statements[id] = now;
    }

    static void Put(SortedDictionary<string, JsonObject> documents, string id, JsonObject? profile, JsonObject item)
    {
        var before = documents.GetValueOrDefault(id);
        documents[id] = Document(id, profile ?? before!, before, item);
    }

    static JsonObject Document(string id, JsonObject profile, JsonObject? before, JsonObject item)
    {
        var document = profile.DeepClone().AsObject();
        document["id"] = id;
        document["version"] = (before?["version"]?.GetValue<int>() ?? 0) + 1;
        document["recordedAt"] = before?["recordedAt"]?.DeepClone() ?? item["at"]!.DeepClone();
        return document;
    }

    HashSet<string> Window(Func<(string Actor, string Topic), string> axis, string kind, int most) =>
        [.. _cells.Keys.Select(axis).Distinct(StringComparer.Ordinal).OrderByDescending(id => _turns[kind + id]).Take(most)];

    static JsonArray Array(IEnumerable<JsonObject> items) => [.. items.Select(item => item.DeepClone())];
}
