using System.Net;
using System.Text.Json;
using Tracker.Faults.Checking;

namespace Tracker.Faults.Load;

/// <summary>What an answer means for the history.</summary>
sealed class Answers(History history, Verdict verdict)
{
    /// <summary>The newest receipt with a hash: an anchor for <c>verify</c>.</summary>
    public (long Position, string Cursor, string Hash) Anchor { get { lock (_gate) return field; } private set; }

    /// <summary>Posts that were refused because the disk is full.</summary>
    public long Full => Interlocked.Read(ref _full);

    readonly Lock _gate = new();
    long _full;

    /// <summary>Takes a statement's answer: a receipt, or a problem. False when the outcome is unknown.</summary>
    /// <param name="where">For the message when it is an answer that nobody should get.</param>
    public bool Take(Post post, int status, JsonElement body, string where)
    {
        switch (status)
        {
            case 200 or 201:
                Told(post, body);
                return true;
            case 409 when Code(body) == "id-taken":
                history.Conflict(post.Number, post.Content);
                return true;
            case 503 when Code(body) is "storage-full" or "busy":
                if (Code(body) == "storage-full") Interlocked.Increment(ref _full);
                history.Refused(post.Number, post.Content);
                return true;
            case 429:
                history.Refused(post.Number, post.Content);
                return true;
            case (int)HttpStatusCode.ServiceUnavailable:
                history.Info(post.Number, post.Content);
                return false;
            default:
                verdict.Wrong.Add($"{where} answered s{post.Number} with {status}: {body}");
                history.Info(post.Number, post.Content);
                return false;
        }
    }

    void Told(Post post, JsonElement body)
    {
        var position = body.GetProperty("position").GetInt64();
        var hash = body.TryGetProperty("hash", out var given) ? given.GetString()! : null;
        history.Ok(post.Number, post.Content, position, hash is null ? 0 : Checker.HashOf(Convert.FromHexString(hash.AsSpan(0, 16))));
        if (hash is null) return;
        lock (_gate)
        {
            if (position > Anchor.Position) Anchor = (position, body.GetProperty("cursor").GetString()!, hash);
        }
    }

    static string Code(JsonElement problem) => problem.TryGetProperty("type", out var type) ? type.GetString()!["/problems/".Length..] : "";
}
