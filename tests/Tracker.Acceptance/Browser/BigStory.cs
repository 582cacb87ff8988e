using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Acceptance.Browser;

/// <summary>A story as large as one gets: many actors on many topics, and as many statements as are asked for. Also compiled into tests/bench/dashboard.</summary>
sealed class BigStory(HttpClient http, int actors, int topics)
{
    public const string Id = "big";
    static readonly string[] Stances = ["demands", "proposes", "supports", "conditional", "neutral", "opposes", "rejects"];
    static readonly string[] Kinds = ["demand", "propose", "reject", "announce", "assess", "question", "support", "criticise"];
    static readonly string[] Vocabulary = "ceasefire talks delegation border prisoners exchange sanctions guarantee withdrawal corridor grain harbour monitoring observers ministers summit statement agreement draft article".Split(' ');
    static readonly string[] Sides = ["party", "third_party", "observer"];
    int _said;

    public int Said => _said;

    /// <summary>The story with its actors and topics, a fifth of these at the top of a tree, and every actor's position on every topic.</summary>
    public async Task CreateAsync(CancellationToken ct)
    {
        for (var i = 0; i < actors; i++)
            await PostAsync("api/actors", new { id = $"actor-{i}", name = $"Delegation {i} of the {Vocabulary[i % Vocabulary.Length]}", kind = "delegation", side = Sides[i % 3] }, ct);
        await PostAsync("api/stories", new { id = Id, title = "A story of many voices", proposals = "none", parties = new[] { "actor-0", "actor-1" } }, ct);
        for (var i = 0; i < topics; i++)
            await PostAsync("api/topics", new { id = $"topic-{i}", story = Id, title = $"The {Vocabulary[i % Vocabulary.Length]} question {i}", proposition = $"Question {i} is settled", parent = i % 5 == 0 ? null : $"topic-{i - (i % 5)}" }, ct);
        for (var i = 0; i < actors; i++)
            await SayAsync(1, ct, i, [.. Enumerable.Range(0, topics).Select(topic => (topic, Stances[(i * 31 + topic * 17) % Stances.Length]))]);
    }

    /// <summary>So many statements, in batches, each with a position now and then.</summary>
    public async Task SayAsync(int count, CancellationToken ct, int? actor = null, (int Topic, string Stance)[]? positions = null)
    {
        const int AtOnce = 500;
        for (var done = 0; done < count; done += AtOnce)
        {
            var lines = new StringBuilder();
            for (var i = 0; i < Math.Min(AtOnce, count - done); i++)
                lines.Append(Statement(actor, positions)).Append('\n');
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(lines.ToString()));
            body.Headers.TryAddWithoutValidation("Content-Type", "application/x-ndjson");
            using var answer = await http.PostAsync(new Uri("api/statements/batch?answers=refused", UriKind.Relative), body, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            if (!answer.IsSuccessStatusCode || !text.Contains("\"refused\":0", StringComparison.Ordinal)) throw new InvalidOperationException($"{answer.StatusCode}: {text}");
        }
    }

    /// <summary>Statements one after the other, so many a second, until it is stopped.</summary>
    public async Task TalkAsync(double perSecond, CancellationToken ct)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        try
        {
            while (await clock.WaitForNextTickAsync(ct))
                await SayAsync(1, ct);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    /// <summary>Waits until the board shows the last of them.</summary>
    public async Task ThereAsync(CancellationToken ct)
    {
        while (!(await http.GetStringAsync(new Uri($"api/stories/{Id}/board", UriKind.Relative), ct)).Contains($"\"said-{_said}\"", StringComparison.Ordinal))
            await Task.Delay(100, ct);
    }

    string Statement(int? actor, (int Topic, string Stance)[]? positions)
    {
        var n = ++_said;
        var speaker = actor ?? (n * 7) % actors;
        positions ??= n % 10 == 0 ? [((n * 3) % topics, Stances[n / 10 % Stances.Length])] : [];
        return JsonSerializer.Serialize(new
        {
            id = $"said-{n}", story = Id, kind = Kinds[n % Kinds.Length], speakers = new[] { $"actor-{speaker}" }, quoteForm = n % 3 == 0 ? "direct" : "indirect", text = Text(n), saidAt = "2025-05-16",
            positions = positions.Select(position => new { topic = $"topic-{position.Topic}", stance = position.Stance }).ToArray(), sources = new[] { new { name = "Example Wire" } },
        });
    }

    // Twenty to sixty words that no other statement has in this order.
    static string Text(int n)
    {
        var text = new StringBuilder($"On point {n}: ");
        for (var i = 0; i < 20 + (n * 13 % 40); i++)
            text.Append(Vocabulary[(n * (i + 3) + (i * i)) % Vocabulary.Length]).Append(i % 11 == 10 ? ". " : " ");
        return text.ToString().TrimEnd();
    }

    async Task PostAsync(string path, object body, CancellationToken ct)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(body)!;
        foreach (var (name, value) in json.ToList())
            if (value is null) json.Remove(name);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json.ToJsonString()));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, ct);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
    }
}
