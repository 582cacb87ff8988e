using Microsoft.AspNetCore.Http;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Index;

namespace Tracker.Api.Reading;

/// <summary><c>?atLeast=CURSOR</c>: a read that is not older than what its caller has seen written.</summary>
public sealed class Consistency(IEventLog log, IIndex index)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null when the index has taken in the asked position, at once or within 5 s.</summary>
    public async ValueTask<Refusal?> WaitAsync(HttpContext http, CancellationToken ct)
    {
        if (!http.Request.Query.TryGetValue("atLeast", out var given)) return null;
        if (!Cursor.TryParse(given.ToString(), out var cursor)) return new Refusal("invalid", "A cursor is <epoch>:<position>.", "atLeast");
        if (cursor.Epoch != log.Epoch) return new Refusal("cursor-too-old", "The cursor is of another log.", "atLeast");
        return await WaitAsync(cursor.Position, ct);
    }

    /// <summary>Null when the index has taken in the position, at once or within 5 s.</summary>
    public async ValueTask<Refusal?> WaitAsync(long position, CancellationToken ct)
    {
        if (index.Position >= position) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        return await index.WaitAsync(position, patience.Token) ? null : new Refusal("behind", $"This server is at {index.Position}.");
    }

    /// <summary>Says where the answer was read: <c>Tracker-Cursor</c>.</summary>
    public void Stamp(HttpContext http, long position) => http.Response.Headers["Tracker-Cursor"] = new Cursor(log.Epoch, position).ToString();
}
