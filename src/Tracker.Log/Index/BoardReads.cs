using System.Security.Cryptography;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>
/// A story's board at a position, put together from rows: every part is stored in canonical form, so that joining them in the order of the members'
/// names is the RFC 8785 form of the board, and its hash costs no parsing. Held by <c>A_board_is_its_own_canonical_form</c>.
/// </summary>
static class BoardReads
{
    public const int Actors = 50, Topics = 40, Statements = 50;

    /// <summary>Without <c>cursor</c> and <c>hash</c>; null when the story was not there.</summary>
    public static ReadOnlyMemory<byte>? Canonical(Snapshot from, string story, long position)
    {
        if (from.IdOf("story/" + story) is not { } id || DocumentReads.At(from, id, position) is not var (body, version, _)) return null;
        var matrix = MatrixRows.Read(from, id, position);
        return new JsonBuffer(64 * 1024)
            .Raw("{\"actors\":"u8).Items(Named(from, id, position))
            .Raw(",\"matrix\":"u8).Items(matrix.Window(matrix.ActorsByMove(0, Actors), matrix.TopicsByMove(0, Topics)))
            .Raw(",\"matrixSize\":{\"actors\":"u8).Number(matrix.Actors).Raw(",\"cells\":"u8).Number(matrix.Cells).Raw(",\"topics\":"u8).Number(matrix.Topics)
            .Raw("},\"meetings\":"u8).Items(OfStory(from, id, DocumentKind.Meeting, position))
            .Raw(",\"statements\":"u8).Items(Latest(from, id, position))
            .Raw(",\"story\":"u8).Raw(from.Document(body, version))
            .Raw(",\"topics\":"u8).Items(OfStory(from, id, DocumentKind.Topic, position))
            .Raw("}"u8).Written;
    }

    public static string Hash(ReadOnlyMemory<byte> canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical.Span));

    public static Board With(ReadOnlyMemory<byte> canonical, string hash, string epoch, long position) => new(
        new JsonBuffer(canonical.Length + 160).Raw("{\"cursor\":"u8).Plain(new Cursor(epoch, position).ToString()).Raw(",\"hash\":"u8).Plain(hash)
            .Raw(","u8).Raw(canonical.Span[1..]).Written, hash, position);

    static List<byte[]> Named(Snapshot from, long story, long position) => Documents(from, position,
        Ids(from.Database["SELECT e.id FROM named n JOIN entities e ON e.id = n.actor WHERE n.story = ? AND n.since <= ? AND e.created <= ? ORDER BY e.ref"]
            .Bind(story).Bind(position).Bind(position)));

    static List<byte[]> OfStory(Snapshot from, long story, int kind, long position) => Documents(from, position,
        Ids(from.Database["SELECT id FROM entities WHERE story = ? AND kind = ? AND created <= ? ORDER BY ref"].Bind(story).Bind(kind).Bind(position)));

    static List<byte[]> Latest(Snapshot from, long story, long position) => Documents(from, position,
        Ids(from.Database["SELECT id FROM entities WHERE story = ? AND kind = ? AND created <= ? ORDER BY created DESC LIMIT ?"]
            .Bind(story).Bind(DocumentKind.Statement).Bind(position).Bind(Statements)));

    static List<long> Ids(Sqlite.Statement rows)
    {
        var ids = new List<long>();
        while (rows.Step()) ids.Add(rows.Int64(0));
        return ids;
    }

    static List<byte[]> Documents(Snapshot from, long position, List<long> ids)
    {
        var documents = new List<byte[]>(ids.Count);
        foreach (var id in ids)
        {
            var row = from.Database["SELECT body, version FROM docs WHERE entity = ? AND known_from <= ? ORDER BY known_from DESC LIMIT 1"].Bind(id).Bind(position);
            if (!row.Step()) continue;
            var (body, version) = (row.Int64(0), row.Int32(1));
            row.Reset();
            documents.Add(from.Document(body, version));
        }
        return documents;
    }
}
