namespace Tracker.Contracts.Problems;

/// <summary>Every refusal that Tracker gives, each once. <c>/problems</c> shows it to people.</summary>
public static class ProblemTable
{
    public static readonly IReadOnlyList<Problem> All =
    [
        new("invalid", 400, Retry.AfterChange, "The request is malformed", "Correct the fields that `errors` names."),
        new("reason-needed", 400, Retry.AfterChange, "A reason is needed", "Say why in `reason`."),
        new("no-key", 401, Retry.AfterChange, "A key is needed", "Send `Authorization: Bearer KEY`, or open a session."),
        new("no-scope", 403, Retry.AfterChange, "The key may not do this", "Use a key with the scope that `detail` names."),
        new("forbidden-origin", 403, Retry.Never, "This origin may not do this", "Call from the server's own pages, or add the origin to Tracker:Origins."),
        new("not-found", 404, Retry.AfterChange, "Not found", "Check the path and the id."),
        new("before-first", 404, Retry.AfterChange, "There was nothing yet", "Ask for a later moment, or on the clock of what was said."),
        new("method-not-allowed", 405, Retry.AfterChange, "This method is not for this path", "See `Allow` and /docs."),
        new("id-taken", 409, Retry.AfterChange, "The id is taken by something else", "Choose another id, or send the same content to get the first receipt."),
        new("meeting-transition", 409, Retry.AfterChange, "The lifecycle does not lead there", "Use one of the statuses that `detail` names, or force it with scope edit and a reason."),
        new("story-fixed", 409, Retry.AfterChange, "The story cannot be changed", "Create the entity in the other story."),
        new("circle", 409, Retry.AfterChange, "It would lead back to itself", "Leave the reference out, or change the one that leads back first."),
        new("merged", 409, Retry.AfterChange, "The actor turned out to be another one", "Use the actor that `detail` names."),
        new("retracted", 409, Retry.Never, "The statement is retracted", "Post a new statement."),
        new("redacted", 410, Retry.Never, "The words were taken down", "Nothing can be done with them."),
        new("cursor-too-old", 410, Retry.AfterChange, "The cursor cannot be resumed", "Read the board again and go on from its cursor."),
        new("stale", 412, Retry.AfterChange, "Somebody changed it first", "Read it again and send its version in If-Match."),
        new("too-large", 413, Retry.AfterChange, "The body is too large", "Bodies and batch lines are at most 1 MiB."),
        new("wrong-content-type", 415, Retry.AfterChange, "The content type is not supported", "Send application/json (a batch: application/x-ndjson)."),
        new("unknown-actor", 422, Retry.AfterChange, "No such actor", "Create it first, or send ?onUnknown=create with a name."),
        new("ambiguous-actor", 422, Retry.AfterChange, "The name fits several actors", "Send the id of one of `nearest`."),
        new("unknown-story", 422, Retry.AfterChange, "No such story", "Create it first."),
        new("unknown-topic", 422, Retry.AfterChange, "No such topic", "Create it first."),
        new("unknown-meeting", 422, Retry.AfterChange, "No such meeting", "Create it first."),
        new("unknown-statement", 422, Retry.AfterChange, "No such statement", "Post it first."),
        new("unknown-place", 422, Retry.AfterChange, "No such place", "Create it first."),
        new("unknown-act", 422, Retry.AfterChange, "No such act", "Create it first."),
        new("unknown-claim", 422, Retry.AfterChange, "No such claim", "Post it first."),
        new("unknown-condition", 422, Retry.AfterChange, "No such condition", "Conditions come from statements and participations."),
        new("unknown-link", 422, Retry.AfterChange, "No such link", "Make it first."),
        new("not-a-speaker", 422, Retry.AfterChange, "Such an actor does not speak", "Name who spoke, or change the actor's side first."),
        new("key-reused", 422, Retry.AfterChange, "The Idempotency-Key was used for another request", "Use a new key for a new request."),
        new("too-many", 429, Retry.Later, "Too many requests", "Wait as `Retry-After` says."),
        new("busy", 503, Retry.Later, "Too much is waiting", "Try again as `Retry-After` says; a retry is never done twice."),
        new("indexing", 503, Retry.Later, "The search is being made anew", "It says how much is left. Lists, boards and everything else answer meanwhile."),
        new("behind", 503, Retry.Later, "This server has not seen that position yet", "Try again as `Retry-After` says."),
        new("stopping", 503, Retry.Later, "The server is about to stop", "Send it again when it is back, or to another one; a retry is never done twice."),
        new("storage-full", 503, Retry.Later, "The disk is full", "Reading goes on; posting resumes when there is room."),
        new("unavailable", 503, Retry.Later, "Part of the server cannot be reached", "Try again; a retry is never done twice."),
        new("internal", 500, Retry.Later, "A bug in Tracker", "Tell us the trace id."),
    ];

    static readonly Dictionary<string, Problem> ByCode = All.ToDictionary(row => row.Code, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">The code is not in the table: a bug.</exception>
    public static Problem Of(string code) => ByCode[code];

    /// <summary>As it stands in a problem's <c>retry</c>.</summary>
    public static string Name(this Retry retry) => retry switch
    {
        Retry.Never => "never",
        Retry.Later => "later",
        _ => "after-change",
    };
}
