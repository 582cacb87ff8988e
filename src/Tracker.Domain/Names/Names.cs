using Tracker.Domain.Actors;
using Tracker.Domain.Places;

namespace Tracker.Domain;

/// <summary>Under which names somebody is found.</summary>
public static class Names
{
    static readonly HashSet<string> Particles = new(StringComparer.OrdinalIgnoreCase)
        { "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "el", "bin", "ibn", "ben", "ter", "zu" };

    static readonly HashSet<string> Suffixes = new(StringComparer.OrdinalIgnoreCase) { "jr", "jr.", "sr", "sr.", "ii", "iii", "iv" };

    /// <summary>
    /// The form in which names are compared, never shown: case, accents, quotes, dots, hyphens, a leading "the" and white space do not count ("U.S." = "US",
    /// "Türkiye" = "Turkiye"); Cyrillic and Greek are written in Latin letters and common ways to do that are one ("Zelensky" = "Zelenskyy" = "Зеленський").
    /// Other scripts stay as they are (NFKC, lower case). Different spellings of different sounds stay apart: "Kyiv" and "Kiev" are two names.
    /// </summary>
    public static string Normalize(string name) => Normalization.Apply(name);

    /// <summary>Normalized → as written, each normalized form once: name, other names, metonyms, and of persons also the family name (the last word, or what stands before a comma).</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ActorProfile actor)
    {
        List<string> whole = [actor.Name, .. actor.OtherNames.Select(other => other.Name)];
        var names = new Pairs();
        foreach (var name in whole.Concat(actor.Metonyms)) names.Add(name, name);
        if (actor.Kind != ActorKind.Person) return names.List;
        foreach (var name in whole)
        {
            foreach (var family in FamilyNames(name)) names.Add(family, name);
        }
        return names.List;
    }

    /// <summary>Normalized → as written, each normalized form once.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PlaceProfile place)
    {
        var names = new Pairs();
        names.Add(place.Name, place.Name);
        foreach (var other in place.OtherNames) names.Add(other.Name, other.Name);
        return names.List;
    }

    // "Volodymyr Zelenskyy" → Zelenskyy; "Ursula von der Leyen" → Leyen and von der Leyen; "Cantwell, Maria" → Cantwell; "Donald Payne, Jr." → Payne.
    static string[] FamilyNames(string name)
    {
        var parts = name.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0) return [];
        var words = parts[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && Suffixes.Contains(words[^1])) words = words[..^1];
        if (words.Length < 2) return words;
        if (parts.Length > 1 && !Suffixes.Contains(parts[1])) return [parts[0]];
        var particle = Array.FindIndex(words, 1, Particles.Contains);
        return particle > 0 && particle < words.Length - 1 ? [words[^1], string.Join(' ', words[particle..])] : [words[^1]];
    }

    sealed class Pairs
    {
        readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        internal List<KeyValuePair<string, string>> List { get; } = [];

        internal void Add(string name, string asWritten)
        {
            var normalized = Normalization.Apply(name);
            if (normalized.Length > 0 && _seen.Add(normalized)) List.Add(new(normalized, asWritten));
        }
    }
}
