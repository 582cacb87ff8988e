using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Problems;
using Tracker.Domain;
using Tracker.Log.Index;

namespace Tracker.Api.Reading;

/// <summary>
/// <c>GET /api/stories?with=summary</c>: each story with what is going on in it. Kept for as long as nothing comes, and no longer than a minute: its hours
/// are counted back from now.
/// </summary>
public sealed class Summaries(IIndex index, Consistency consistency, [FromKeyedServices("app")] TimeProvider clock)
{
    /// <summary>Stories of one answer.</summary>
    public const int Most = 50;

    Kept? _kept;

    public async Task<IResult> ListAsync(HttpContext http, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (paging, wrong) = Paging.Of(http);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        if (http.Request.Query.ContainsKey("asOf")) return ProblemAnswer.Of(new Refusal("invalid", "A summary is of now: leave out asOf, or with.", "with"));
        var limit = http.Request.Query.ContainsKey("limit") ? paging.Limit : Most;
        if (limit > Most) return ProblemAnswer.Of(new Refusal("invalid", $"A whole number from 1 to {Most}, with summaries.", "limit"));
        var (json, position, next) = await ReadAsync(paging.Before, limit, ct);
        consistency.Stamp(http, position);
        var end = next is { } key ? $"],\"next\":\"{Paging.NextPath(http, key)}\"}}" : "],\"next\":null}";
        return new Bytes((byte[])[.. "{\"items\":["u8, .. json.Span, .. System.Text.Encoding.UTF8.GetBytes(end)]);
    }

    /// <summary>The stories in short, with commas between, and what the answer was read at.</summary>
    public async Task<(ReadOnlyMemory<byte> Items, long Position, long? Next)> ReadAsync(long? before, int limit, CancellationToken ct)
    {
        var (position, now) = (index.Position, clock.GetUtcNow());
        if (before is null && _kept is { } kept && kept.Position == position && kept.Limit == limit && now - kept.At < TimeSpan.FromMinutes(1)) return (kept.Items, position, kept.Next);
        var stories = await index.ListAsync(new Listed("story"), before, limit, ct);
        var json = new ArrayBufferWriter<byte>(8 * 1024);
        foreach (var story in stories.Items)
        {
            if (await index.SummaryAsync(Ref.IdOf(story.Entity), now, ct) is not { } summary) continue;
            if (json.WrittenCount > 0) json.Write(","u8);
            json.Write("{\"story\":"u8);
            json.Write(story.Body.Span);
            json.Write(",\"summary\":"u8);
            json.Write(summary.Span);
            json.Write("}"u8);
        }
        if (before is null) _kept = new Kept(stories.Position, limit, now, json.WrittenMemory, stories.Next);
        return (json.WrittenMemory, stories.Position, stories.Next);
    }

    sealed record Kept(long Position, int Limit, DateTimeOffset At, ReadOnlyMemory<byte> Items, long? Next);
}
