using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Statements;

namespace Tracker.Log.Search;

/// <summary>
/// What a statement can be filtered by, as words of the full-text table's column <c>marks</c>: two letters, a colon and an id. Ids are what the log shows
/// anyway; of a source's name there is only a hash.
/// </summary>
static class Marks
{
    public const string Story = "st:", Meeting = "me:", Topic = "to:", Kind = "ki:", Language = "la:", Source = "so:";

    /// <summary>Roles in which an actor may be asked for; in the order of their marks.</summary>
    public static IReadOnlyList<TouchRole> Roles { get; } =
        [TouchRole.Speaker, TouchRole.OnBehalf, TouchRole.To, TouchRole.ReportedBy, TouchRole.AboutActor, TouchRole.Platform];

    const int LongestLanguage = 35;

    public static string Role(TouchRole role) => role switch
    {
        TouchRole.Speaker => "sp:",
        TouchRole.OnBehalf => "ob:",
        TouchRole.To => "ad:",
        TouchRole.ReportedBy => "re:",
        TouchRole.AboutActor => "aa:",
        TouchRole.Platform => "pl:",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No statement can be searched by this role."),
    };

    /// <summary>All marks of a statement, its dates included, between single spaces; each once, in ordinal order.</summary>
    /// <param name="sources">Of the statement's sources, see <see cref="OfSources"/>.</param>
    public static string Of(StatementContent content, long saidKey, IReadOnlyList<(string Name, string Mark)> sources)
    {
        var marks = new List<string>(24) { Story + content.Story, OfKind(content.Kind) };
        Add(Role(TouchRole.Speaker), content.Speakers);
        Add(Role(TouchRole.OnBehalf), content.OnBehalfOf);
        Add(Role(TouchRole.To), content.To);
        Add(Role(TouchRole.ReportedBy), content.ReportedBy);
        if (content.Platform is { } platform) marks.Add(Role(TouchRole.Platform) + platform);
        if (content.Meeting is { } meeting) marks.Add(Meeting + meeting);
        foreach (var position in content.Positions) marks.Add(Topic + position.Topic);
        if (content.About is { } about)
        {
            Add(Role(TouchRole.AboutActor), about.Actors);
            Add(Meeting, about.Meetings);
            Add(Topic, about.Topics);
        }
        marks.AddRange(OfLanguage(content.Lang));
        foreach (var source in sources) marks.Add(source.Mark);
        marks.AddRange(SaidMarks.Of(saidKey));
        return Ordered(marks);

        void Add(string prefix, IReadOnlyList<string> ids)
        {
            foreach (var id in ids) marks.Add(prefix + id);
        }
    }

    /// <summary>With some more of them.</summary>
    public static string Of(string marks, IEnumerable<string> more) => Ordered([.. marks.Split(' '), .. more]);

    static string Ordered(List<string> marks)
    {
        marks.Sort(StringComparer.Ordinal);
        var joined = new StringBuilder(marks.Count * 16);
        for (var i = 0; i < marks.Count; i++)
        {
            if (i > 0 && marks[i] == marks[i - 1]) continue;
            joined.Append(i > 0 ? " " : "").Append(marks[i]);
        }
        return joined.ToString();
    }

    static readonly string[] Kinds = [.. Enum.GetValues<StatementKind>().Select(kind => Kind + JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()))];

    public static string OfKind(StatementKind kind) => Kinds[(int)kind];

    /// <summary>The language as it is given and without region and script (uk-UA: also uk); none when it is no BCP 47 tag.</summary>
    public static IEnumerable<string> OfLanguage(string? lang)
    {
        if (lang is not { Length: > 0 and <= LongestLanguage } || !lang.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return [];
        var tag = Language + lang.ToLowerInvariant();
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? [tag] : [tag[..dash], tag];
    }

    /// <summary>The mark of a source's name, whatever its case, accents and punctuation.</summary>
    public static string OfSource(string name)
    {
        var words = SearchText.Folded(name);
        return Source + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.Length > 0 ? words : name)).AsSpan(0, 8));
    }

    /// <summary>Names of sources, where there is none the host of the address, and their marks; each mark once.</summary>
    public static IReadOnlyList<(string Name, string Mark)> OfSources(IReadOnlyList<Source> sources)
    {
        var named = new List<(string Name, string Mark)>(sources.Count);
        foreach (var source in sources)
        {
            if (NameOf(source) is not { } name) continue;
            var mark = OfSource(name);
            if (!named.Exists(one => one.Mark == mark)) named.Add((name, mark));
        }
        return named;
    }

    static string? NameOf(Source source) =>
        !string.IsNullOrWhiteSpace(source.Name) ? source.Name : Uri.TryCreate(source.Url, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address.Host : null;
}
