namespace Tracker.Scaling;

/// <summary>Where the tables stand in the document.</summary>
public static class Document
{
    public const string Begins = "<!-- tests/bench/scaling/run writes from here -->\n";
    public const string Ends = "<!-- to here -->\n";

    /// <summary>What stands between the marks; null when they are not there.</summary>
    public static string? Take(string document) => Find(document) is var (from, to) ? document[from..to] : null;

    /// <summary>The document with these tables; null when it has no marks.</summary>
    public static string? Put(string document, string tables) => Find(document) is var (from, to) ? document[..from] + tables + document[to..] : null;

    static (int From, int To)? Find(string document)
    {
        var begins = document.IndexOf(Begins, StringComparison.Ordinal);
        var ends = document.IndexOf(Ends, StringComparison.Ordinal);
        return begins >= 0 && ends > begins ? (begins + Begins.Length, ends) : null;
    }
}
