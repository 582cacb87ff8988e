using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tracker.Api.Pages;

/// <summary>The words of rendered pages in one language, from <c>Words/*.json</c>: all languages have the same keys, which a test holds.</summary>
public sealed class PageWords
{
    public static readonly IReadOnlyList<string> Languages = ["en", "uk", "tr"];

    static readonly Dictionary<string, PageWords> All = Languages.ToDictionary(language => language, language => new PageWords(language), StringComparer.Ordinal);

    readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    PageWords(string language)
    {
        Language = language;
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Words/{language}.json") ?? throw new InvalidOperationException($"No words for {language}.");
        using var json = JsonDocument.Parse(file);
        Gather(json.RootElement, "");
        Culture = CultureInfo.GetCultureInfo(this["locale"]);
    }

    public string Language { get; }
    public CultureInfo Culture { get; }
    public IEnumerable<string> Keys => _words.Keys;

    /// <summary><c>board.statements</c>; a key that is not there is a bug.</summary>
    public string this[string key] => _words[key];

    public string Of(string key, params ReadOnlySpan<object?> values) => string.Format(Culture, _words[key], values);

    /// <summary>The word for a value of the vocabulary; a value of a newer server stands for itself.</summary>
    public string Value(string table, string? value) => _words.GetValueOrDefault($"{table}.{value}") ?? value ?? "";

    public static PageWords In(string language) => All[language];

    /// <summary><c>?lang=</c> when it names one of these, else the first that the browser asks for, else English.</summary>
    public static PageWords For(HttpRequest request)
    {
        var asked = request.Query["lang"].ToString();
        if (All.TryGetValue(asked, out var chosen)) return chosen;
        foreach (var language in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1))
        {
            if (language.Value.Length >= 2 && All.TryGetValue(language.Value.ToString()[..2].ToLowerInvariant(), out var preferred)) return preferred;
        }
        return All["en"];
    }

    void Gather(JsonElement table, string prefix)
    {
        foreach (var word in table.EnumerateObject())
        {
            if (word.Value.ValueKind == JsonValueKind.Object) Gather(word.Value, prefix + word.Name + ".");
            else _words[prefix + word.Name] = word.Value.GetString()!;
        }
    }
}
