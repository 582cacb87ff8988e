using System.Security.Cryptography;
using System.Text;
using Tracker.Domain;

namespace Tracker.Log;

/// <summary>
/// A once-key as stored. A reference (<c>statement/…</c>) stays as it is: ids made in order then lie in order, which keeps the table's pages few.
/// Anything else may hold a client's words, which a takedown could not find: a zero byte and SHA-256.
/// </summary>
static class OnceCode
{
    public static byte[] Of(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && Ref.IsId(key[..slash]) && Ref.IsId(key[(slash + 1)..])) return Encoding.UTF8.GetBytes(key);
        var hashed = new byte[1 + SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hashed.AsSpan(1));
        return hashed;
    }
}
