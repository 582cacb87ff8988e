namespace Tracker.Domain;

/// <summary>Ids and references: an id is <c>[a-z0-9][a-z0-9._-]{0,127}</c>, unique per kind over the whole server; a reference is <c>kind/id</c>.</summary>
public static class Ref
{
    public const int MaxIdLength = 128;

    public static string Story(string id) => "story/" + id;
    public static string Actor(string id) => "actor/" + id;
    public static string Place(string id) => "place/" + id;
    public static string Topic(string id) => "topic/" + id;
    public static string Meeting(string id) => "meeting/" + id;
    public static string Statement(string id) => "statement/" + id;
    public static string Act(string id) => "act/" + id;
    public static string Claim(string id) => "claim/" + id;
    public static string Condition(string id) => "condition/" + id;
    public static string Link(string id) => "link/" + id;

    /// <summary>Internal: the life of one cell of the matrix. Never on the wire (see <see cref="IsInternal"/>).</summary>
    public static string Cell(string story, string actor, string topic) => $"cell/{story}/{actor}/{topic}";

    /// <summary>Internal: the claims on one field of one entity.</summary>
    /// <param name="about">A reference.</param>
    public static string Fact(string about, string field) => $"fact/{about}/{field}";

    public static bool IsInternal(string reference) =>
        reference.StartsWith("cell/", StringComparison.Ordinal) || reference.StartsWith("fact/", StringComparison.Ordinal);

    public static string KindOf(string reference) => reference[..reference.IndexOf('/', StringComparison.Ordinal)];

    public static string IdOf(string reference) => reference[(reference.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public static bool IsId(string? id)
    {
        if (id is null or { Length: 0 or > MaxIdLength } || !(char.IsAsciiLetterLower(id[0]) || char.IsAsciiDigit(id[0]))) return false;
        foreach (var c in id)
        {
            if (!(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-')) return false;
        }
        return true;
    }
}
