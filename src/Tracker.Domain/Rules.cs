using System.Text.RegularExpressions;
using Tracker.Domain.Actors;
using Tracker.Domain.Dates;
using Tracker.Domain.Statements;

namespace Tracker.Domain;

/// <summary>Rules that several entities share. Each answers null, or the refusal that names its field; chain them with <c>??</c>.</summary>
static partial class Rules
{
    static readonly string[] Kinds = ["story", "actor", "place", "topic", "meeting", "statement", "act"];

    [GeneratedRegex(@"\A[<>~]?P(?=[0-9T])([0-9]+([.][0-9]+)?W|([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex DurationForm { get; }

    internal static Refusal? Required(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? Refusals.Invalid(field, "It is required.") : null;

    /// <summary>Words as they were said: anything but nothing, white space too.</summary>
    internal static Refusal? Words(string? text, string field) =>
        string.IsNullOrEmpty(text) ? Refusals.Invalid(field, "It is required.") : null;

    /// <summary>An address that a page may link to.</summary>
    internal static Refusal? WebAddress(string? url, string field) =>
        url is null || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https" } && address.Host.Length > 0)
            ? null
            : Refusals.Invalid(field, "An address is absolute and begins with http:// or https://.");

    internal static Refusal? Id(string? id, string field) =>
        Ref.IsId(id) ? null : Refusals.Invalid(field, "An id is a to z, 0 to 9, dot, underscore and hyphen, begins with a letter or digit, and has at most 128 characters.");

    internal static Refusal? OptionalId(string? id, string field) => id is null ? null : Id(id, field);

    /// <summary>Well-formed, and another one than the entity itself.</summary>
    internal static Refusal? Other(string? id, string self, string field) =>
        id is null ? null
        : Id(id, field) ?? (string.Equals(id, self, StringComparison.Ordinal) ? Refusals.Invalid(field, "It cannot be the entity itself.") : null);

    internal static Refusal? Ids(IReadOnlyList<string> ids, string field) => Each(ids, field, Id) ?? Distinct(ids, field);

    internal static Refusal? Distinct(IEnumerable<string> values, string field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return values.FirstOrDefault(value => !seen.Add(value)) is { } twice ? Refusals.Invalid(field, $"'{twice}' is there twice.") : null;
    }

    /// <summary>Checks every element; a null among them (JSON can have one) is refused too.</summary>
    internal static Refusal? Each<T>(IReadOnlyList<T> list, string field, Func<T, string, Refusal?> rule)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var at = $"{field}[{i}]";
            if ((list[i] is null ? Refusals.Invalid(at, "It cannot be null.") : rule(list[i], at)) is { } refusal) return refusal;
        }
        return null;
    }

    internal static Refusal? Reference(string? reference, string field, params ReadOnlySpan<string> kinds)
    {
        var slash = reference?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var allowed = kinds.IsEmpty ? Kinds : kinds;
        return slash > 0 && allowed.Contains(reference![..slash]) && Ref.IsId(reference[(slash + 1)..])
            ? null
            : Refusals.Invalid(field, $"A reference is kind/id with kind one of {string.Join(", ", allowed)}.");
    }

    internal static Refusal? References(IReadOnlyList<string> references, string field) =>
        Each(references, field, (reference, at) => Reference(reference, at)) ?? Distinct(references, field);

    internal static Refusal? Date(string? edtf, string field) =>
        edtf is null || Edtf.TryParse(edtf, out _, out var why) ? null : Refusals.Invalid(field, why);

    internal static Refusal? Duration(string? duration, string field) =>
        duration is null || (duration.Length <= 64 && DurationForm.IsMatch(duration))
            ? null
            : Refusals.Invalid(field, "A duration is ISO 8601's, for example PT2H or P3D, with <, > or ~ before it when it is not exact.");

    internal static Refusal? Zone(string? name, string field) =>
        name is null || Zones.TryFind(name, out _) ? null : Refusals.Invalid(field, "It is no time zone of the IANA data base that this server knows; one is for example Europe/Istanbul.");

    internal static Refusal? Range(double? value, double least, double most, string field) =>
        value is null || (value >= least && value <= most) ? null : Refusals.Invalid(field, $"It is a number from {least} to {most}.");

    internal static Refusal? OtherName(OtherName name, string field) =>
        Required(name.Name, field + ".name") ?? Date(name.From, field + ".from") ?? Date(name.To, field + ".to");

    internal static Refusal? Condition(ConditionText condition, string field) =>
        Required(condition.Text, field + ".text")
        ?? (condition.About is null ? null : Reference(condition.About, field + ".about", "meeting", "actor", "topic"));
}
