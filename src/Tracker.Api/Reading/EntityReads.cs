using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Index;

namespace Tracker.Api.Reading;

/// <summary>Entities and lists from the index: documents go out as the bytes that it keeps.</summary>
public sealed class EntityReads(IIndex index, IEventLog log, Consistency consistency, AsOf asOf, Summaries summaries)
{
    public async Task<IResult> OneAsync(HttpContext http, string kind, string id, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        if (!Ref.IsId(id)) return Missing(kind);
        var (moment, wrong) = await asOf.ReadAsync(http, kind == "story" ? id : null, ct);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        var entity = $"{kind}/{id}";
        if (await index.StampAsync(entity, ct) is not { } stamp) return Missing(kind);
        if (moment is not null) return await PastAsync(http, entity, kind, moment, ct);
        var etag = $"\"{stamp.Version}-{stamp.Touched}\"";
        http.Response.Headers.ETag = etag;
        consistency.Stamp(http, index.Position);
        if (http.Request.Headers.IfNoneMatch.ToString() == etag) return Results.StatusCode(StatusCodes.Status304NotModified);
        if (await index.GetAsync(entity, null, ct) is not { } document) return Missing(kind);
        return new Bytes(WithCursor(document, new Cursor(log.Epoch, document.Touched).ToString()));
    }

    /// <summary><c>story</c>, <c>of</c> (an entity that they name), <c>state</c>, a moment, and paging; stories also <c>with=summary</c>.</summary>
    public async Task<IResult> ListAsync(HttpContext http, string kind, CancellationToken ct)
    {
        if (http.Request.Query["with"].ToString() is { Length: > 0 } with)
            return kind == "story" && with == "summary" ? await summaries.ListAsync(http, ct) : ProblemAnswer.Of(new Refusal("invalid", kind == "story" ? "summary." : "Only stories have a summary.", "with"));
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (paging, wrong) = Paging.Of(http);
        var (listed, unfit) = Asked(http, kind);
        if ((wrong ?? unfit) is { } refusal) return ProblemAnswer.Of(refusal);
        var (moment, notThen) = await asOf.ReadAsync(http, listed!.Story, ct);
        if (notThen is not null) return ProblemAnswer.Of(notThen);
        return Answer(http, await index.ListAsync(listed with { At = moment }, paging.Before, paging.Limit, ct));
    }

    public async Task<IResult> StatementsAsync(HttpContext http, string kind, string id, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (paging, wrong) = Paging.Of(http);
        var (roles, unknown) = Roles(kind, http.Request.Query["role"].ToString());
        if ((wrong ?? unknown) is { } refusal) return ProblemAnswer.Of(refusal);
        if (!Ref.IsId(id) || await index.StampAsync($"{kind}/{id}", ct) is null) return Missing(kind);
        var (moment, notThen) = await asOf.ReadAsync(http, kind == "story" ? id : null, ct);
        if (notThen is not null) return ProblemAnswer.Of(notThen);
        return Answer(http, await index.StatementsAsync($"{kind}/{id}", roles, moment, paging.Before, paging.Limit, ct));
    }

    public IResult Answer(HttpContext http, Listing listing)
    {
        consistency.Stamp(http, listing.Position);
        var body = new ArrayBufferWriter<byte>(listing.Items.Sum(item => item.Body.Length + 1) + 256);
        body.Write("{\"items\":["u8);
        for (var i = 0; i < listing.Items.Count; i++)
        {
            if (i > 0) body.Write(","u8);
            body.Write(listing.Items[i].Body.Span);
        }
        body.Write("],\"next\":"u8);
        body.Write(listing.Next is { } next ? Encoding.UTF8.GetBytes($"\"{Paging.NextPath(http, next)}\"") : "null"u8);
        body.Write("}"u8);
        return new Bytes(body.WrittenMemory);
    }

    async Task<IResult> PastAsync(HttpContext http, string entity, string kind, Moment moment, CancellationToken ct)
    {
        var document = await index.GetAsync(entity, moment, ct);
        if (document is null) return ProblemAnswer.Of(new Refusal("not-found", $"This {kind} was not there yet at that moment."));
        consistency.Stamp(http, document.Position);
        return new Bytes(WithCursor(document, new Cursor(log.Epoch, document.Touched).ToString()));
    }

    static (Listed? Listed, Refusal? Refusal) Asked(HttpContext http, string kind)
    {
        string? Given(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;
        var (story, of, state) = (Given("story"), Given("of"), Given("state"));
        if (story is not null && !Ref.IsId(story)) return (null, new Refusal("invalid", "A story's id.", "story"));
        if (of is not null && (of.Count(c => c == '/') != 1 || !Ref.IsId(Ref.IdOf(of)))) return (null, new Refusal("invalid", "A reference: kind/id.", "of"));
        var states = Listed.StatesOf(kind);
        return state is null || states.Contains(state, StringComparer.Ordinal)
            ? (new Listed(kind, story, of, state), null)
            : (null, new Refusal("invalid", states.Count == 0 ? $"A {kind} is not listed by state." : $"One of {string.Join(", ", states)}.", "state"));
    }

    static IResult Missing(string kind) => ProblemAnswer.Of(new Refusal("not-found", $"There is no {kind} with this id."));

    static ReadOnlyMemory<byte> WithCursor(Document document, string cursor)
    {
        var body = document.Body.Span;
        var tail = Encoding.ASCII.GetBytes($",\"cursor\":\"{cursor}\"}}");
        var whole = new byte[body.Length - 1 + tail.Length];
        body[..^1].CopyTo(whole);
        tail.CopyTo(whole, body.Length - 1);
        return whole;
    }

    // An actor's statements are those it makes or that are made for it; elsewhere, those that belong there.
    static (IReadOnlyCollection<TouchRole> Roles, Refusal? Refusal) Roles(string kind, string given)
    {
        if (given.Length == 0)
        {
            return (kind switch
            {
                "actor" => [TouchRole.Speaker, TouchRole.OnBehalf],
                "meeting" => [TouchRole.Occasion, TouchRole.AboutMeeting],
                "topic" => [TouchRole.Position, TouchRole.AboutTopic],
                _ => [TouchRole.Story],
            }, null);
        }
        var roles = new List<TouchRole>();
        foreach (var name in given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Json.NameConverter<TouchRole>.TryParse(name, out var role)) return ([], new Refusal("invalid", Json.NameConverter<TouchRole>.AllowedNames, "role"));
            roles.Add(role);
        }
        return (roles, null);
    }
}

/// <summary><c>limit</c> 1 to 1000 (100) and the paging key <c>before</c> that <c>next</c> carries.</summary>
public readonly record struct Paging(int Limit, long? Before)
{
    public static (Paging Value, Refusal? Refusal) Of(HttpContext http)
    {
        var limit = 100;
        if (http.Request.Query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 1000))
            return (default, new Refusal("invalid", "A whole number from 1 to 1000.", "limit"));
        long? before = null;
        if (http.Request.Query["before"].ToString() is { Length: > 0 } key)
        {
            if (!long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)) return (default, new Refusal("invalid", "The key from `next`.", "before"));
            before = parsed;
        }
        return (new Paging(limit, before), null);
    }

    /// <summary>The same request with another <c>before</c>.</summary>
    public static string NextPath(HttpContext http, long before) => NextPath(http, "before", before);

    /// <summary>The same request with another key. Query values are percent-encoded, so it can stand in JSON as it is.</summary>
    public static string NextPath(HttpContext http, string name, long key)
    {
        var kept = http.Request.Query.Where(pair => pair.Key != name && pair.Key != "atLeast")
            .SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}"));
        return $"{http.Request.Path.ToUriComponent()}?{string.Join('&', kept.Append($"{name}={key.ToString(CultureInfo.InvariantCulture)}"))}";
    }
}

/// <summary>JSON that is ready.</summary>
public sealed class Bytes(ReadOnlyMemory<byte> json, string contentType = "application/json; charset=utf-8") : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType;
        httpContext.Response.ContentLength = json.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : httpContext.Response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
