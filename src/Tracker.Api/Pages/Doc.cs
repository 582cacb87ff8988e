using System.Text.Json;
using Tracker.Log.Index;

namespace Tracker.Api.Pages;

/// <summary>A document as a page reads it: what is not there is empty. (As contracts they could not be read: words that were taken down lack what a contract requires.)</summary>
internal readonly struct Doc(JsonElement json)
{
    public string Id => Text("id") ?? "";
    public bool Redacted => json.TryGetProperty("redacted", out var redacted) && redacted.ValueKind == JsonValueKind.True;

    public string? Text(string name) => Has(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public long Number(string name) => Has(name, out var value) && value.TryGetInt64(out var number) ? number : 0;

    public long Sum(string name) => Has(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Sum(item => item.TryGetInt64(out var number) ? number : 0) : 0;

    public bool True(string name) => Has(name, out var value) && value.ValueKind == JsonValueKind.True;

    public DateTimeOffset At(string name) => Has(name, out var value) && value.TryGetDateTimeOffset(out var at) ? at : default;

    /// <summary>Empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Has(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];

    public IReadOnlyList<Doc> Items(string name) =>
        Has(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => new Doc(item))] : [];

    public Doc? Part(string name) => Has(name, out var value) && value.ValueKind == JsonValueKind.Object ? new Doc(value) : null;

    public IEnumerable<(string Name, Doc Value)> Members() => json.EnumerateObject().Select(member => (member.Name, new Doc(member.Value)));

    /// <summary>A value of whatever kind, as text for people.</summary>
    public string Shown(string name) => Has(name, out var value) ? Shown(value) : "";

    // Of an entry that is more than a word, the member that people read.
    static readonly string[] Telling = ["text", "name", "value", "post"];

    static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Shown)),
        JsonValueKind.Object => Telling.Select(name => new Doc(value).Text(name)).FirstOrDefault(text => text is not null) ?? value.GetRawText(),
        _ => value.GetRawText(),
    };

    bool Has(string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value);
    }
}

/// <summary>Names by reference, from the documents that a board or a page carries.</summary>
internal sealed class Names
{
    readonly Dictionary<string, Doc> _documents = new(StringComparer.Ordinal);

    public static Names Of(Doc page)
    {
        var names = new Names();
        foreach (var (plural, kind) in new[] { ("stories", "story"), ("actors", "actor"), ("topics", "topic"), ("meetings", "meeting"), ("places", "place") })
        {
            foreach (var document in page.Items(plural)) names._documents[$"{kind}/{document.Id}"] = document;
        }
        return names;
    }

    public static async Task<Names> ReadAsync(IIndex index, IEnumerable<string> references, CancellationToken ct)
    {
        var names = new Names();
        foreach (var reference in references)
        {
            if (await index.GetAsync(reference, null, ct) is { } document) names._documents[reference] = new Doc(JsonElement.Parse(document.Body.Span));
        }
        return names;
    }

    public Doc? Find(string kind, string id) => _documents.TryGetValue($"{kind}/{id}", out var document) ? document : null;

    public IEnumerable<Doc> All(string kind) => _documents.Where(pair => pair.Key.StartsWith(kind + "/", StringComparison.Ordinal)).Select(pair => pair.Value);

    /// <summary>Its name or title; the id where it is not known here.</summary>
    public string this[string kind, string id] => Find(kind, id) is { } found ? found.Text("name") ?? found.Text("title") ?? id : id;
}
