using Microsoft.AspNetCore.Http;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Index;
using Tracker.Log.Search;

namespace Tracker.Api.Reading;

/// <summary><c>?atLeast=CURSOR</c>: a read that is not older than what its caller has seen written.</summary>
public sealed class Consistency(IEventLog log, IIndex index, ISearch search)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null when the index has taken in the asked position, at once or within 5 s.</summary>
    public async ValueTask<Refusal?> WaitAsync(HttpContext http, CancellationToken ct) =>
        Asked(http) is var (position, wrong) && wrong is null ? await WaitAsync(position, ct) : wrong;

    /// <summary>Null when the index has taken in the position, at once or within 5 s.</summary>
    public ValueTask<Refusal?> WaitAsync(long position, CancellationToken ct) =>
        index.Position >= position ? default : PatientlyAsync(index.WaitAsync, () => index.Position, position, ct);

    /// <summary>Null when the search has taken in the asked position, and a moment that is known by position.</summary>
    public async ValueTask<Refusal?> SearchAsync(HttpContext http, Moment? moment, CancellationToken ct)
    {
        var (position, wrong) = Asked(http);
        position = Math.Max(position, moment is Moment.Known known ? known.Position : 0);
        return wrong is null && search.Position < position ? await PatientlyAsync(search.WaitAsync, () => search.Position, position, ct) : wrong;
    }

    internal string CursorAt(long position) => new Cursor(log.Epoch, position).ToString();

    /// <summary>Says where the answer was read: <c>Tracker-Cursor</c>.</summary>
    public void Stamp(HttpContext http, long position) => http.Response.Headers["Tracker-Cursor"] = new Cursor(log.Epoch, position).ToString();

    (long Position, Refusal? Refusal) Asked(HttpContext http)
    {
        if (!http.Request.Query.TryGetValue("atLeast", out var given)) return (0, null);
        if (!Cursor.TryParse(given.ToString(), out var cursor)) return (0, new Refusal("invalid", "A cursor is <epoch>:<position>.", "atLeast"));
        return cursor.Epoch == log.Epoch ? (cursor.Position, null) : (0, new Refusal("cursor-too-old", "The cursor is of another log.", "atLeast"));
    }

    static async ValueTask<Refusal?> PatientlyAsync(Func<long, CancellationToken, ValueTask<bool>> wait, Func<long> at, long position, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        return await wait(position, patience.Token) ? null : new Refusal("behind", $"This server is at {at()}.");
    }
}
