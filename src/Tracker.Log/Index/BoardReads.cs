using System.Security.Cryptography;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>
/// A story's board at a moment, put together from rows: every part is in canonical form, so that joining them in the order of the members' names is the
/// RFC 8785 form of the board, and its hash costs no parsing. Held by <c>A_board_is_its_own_canonical_form</c>.
/// </summary>
static class BoardReads
{
    public const int Actors = 50, Topics = 40, Statements = 50, Acts = 50, Claims = 100, Conditions = 100, Links = 100;

    /// <summary>Without <c>cursor</c> and <c>hash</c>; null when the story was not there.</summary>
    public static ReadOnlyMemory<byte>? Canonical(Snapshot from, string story, Moment at)
    {
        if (from.IdOf("story/" + story) is not { } id) return null;
        var view = MomentView.Of(from, id, at);
        if (view.Story() is not { } own) return null;
        var matrix = view.Matrix();
        return new JsonBuffer(64 * 1024)
            .Raw("{\"actors\":"u8).Items(view.Actors())
            .Raw(",\"acts\":"u8).Items(view.Newest(DocumentKind.Act, Acts))
            .Raw(",\"claims\":"u8).Items(view.Newest(DocumentKind.Claim, Claims))
            .Raw(",\"conditions\":"u8).Items(view.Newest(DocumentKind.Condition, Conditions))
            .Raw(",\"links\":"u8).Items(view.Newest(DocumentKind.Link, Links))
            .Raw(",\"matrix\":"u8).Items(matrix.Window(matrix.ActorsByMove(0, Actors), matrix.TopicsByMove(0, Topics)))
            .Raw(",\"matrixSize\":{\"actors\":"u8).Number(matrix.Actors).Raw(",\"cells\":"u8).Number(matrix.Cells).Raw(",\"topics\":"u8).Number(matrix.Topics)
            .Raw("},\"meetings\":"u8).Items(view.All(DocumentKind.Meeting))
            .Raw(",\"statements\":"u8).Items(view.Statements(Statements))
            .Raw(",\"story\":"u8).Raw(own)
            .Raw(",\"topics\":"u8).Items(view.All(DocumentKind.Topic))
            .Raw("}"u8).Written;
    }

    public static string Hash(ReadOnlyMemory<byte> canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical.Span));

    public static Board With(ReadOnlyMemory<byte> canonical, string hash, string epoch, long position) => new(
        new JsonBuffer(canonical.Length + 160).Raw("{\"cursor\":"u8).Plain(new Cursor(epoch, position).ToString()).Raw(",\"hash\":"u8).Plain(hash)
            .Raw(","u8).Raw(canonical.Span[1..]).Written, hash, position);
}
