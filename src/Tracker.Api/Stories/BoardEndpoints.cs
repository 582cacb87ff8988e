using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Json;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Api.Statements;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Log.Index;
using Board = Tracker.Contracts.Positions.Board;

namespace Tracker.Api.Stories;

/// <summary>The board of a story, its whole matrix, and one cell's life.</summary>
internal static class BoardEndpoints
{
    const int MaxNamed = 200;

    public static void Map(RouteGroupBuilder stories)
    {
        stories.MapGet("/{id}/board", Board).Needs(Scope.Read).Gives<Board>(200).WithSummary("Everything that a dashboard starts from; watch from its cursor. asOf= and clock= for how it was");
        stories.MapGet("/{id}/matrix", Matrix).Needs(Scope.Read).WithSummary("Positions, actor × topic: actors=, topics= (ids, commas) or offset=");
        stories.MapGet("/{id}/matrix/axes", Axes).Needs(Scope.Read).WithSummary("All actors and topics that the matrix has cells of, those that moved last first, and how many cells; read the cells by matrix?actors=&topics=");
        Compare.Map(stories);
        Silence.Map(stories);
        Conflicts.Map(stories);
        Timelines.Map(stories);
        Networks.Map(stories);
        stories.MapGet("/{id}/positions/{actor}/{topic}", Positions).Needs(Scope.Read).WithSummary("One cell: its moves and all evidence, newest first");
    }

    static async Task<IResult> Board(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        var (moment, refused) = await MomentAsync(id, http, consistency, asOf, ct);
        if (refused is not null) return refused;
        if (!Ref.IsId(id) || await index.BoardAsync(id, moment, ct) is not { } board) return Missing(moment);
        var etag = $"\"{board.Hash[..32]}-{board.Position.ToString(CultureInfo.InvariantCulture)}\"";
        http.Response.Headers.ETag = etag;
        consistency.Stamp(http, board.Position);
        return http.Request.Headers.IfNoneMatch.ToString() == etag ? Results.StatusCode(StatusCodes.Status304NotModified) : new Bytes(moment is null ? board.Json : Dated(board.Json, http));
    }

    static async Task<IResult> Matrix(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        var (moment, refused) = await MomentAsync(id, http, consistency, asOf, ct);
        if (refused is not null) return refused;
        var (actors, topics) = (Ids(http, "actors"), Ids(http, "topics"));
        if (actors is null) return ProblemAnswer.Of(new Refusal("invalid", $"At most {MaxNamed} ids, separated by commas.", "actors"));
        if (topics is null) return ProblemAnswer.Of(new Refusal("invalid", $"At most {MaxNamed} ids, separated by commas.", "topics"));
        var offset = 0;
        if (http.Request.Query["offset"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset < 0))
            return ProblemAnswer.Of(new Refusal("invalid", "A whole number from 0.", "offset"));
        var position = index.Position;
        if (!Ref.IsId(id) || await index.MatrixAsync(id, new MatrixPart(actors, topics, offset), moment, ct) is not { } matrix) return Missing(moment);
        consistency.Stamp(http, moment is Moment.Known known ? known.Position : position);
        return new Bytes(matrix);
    }

    static async Task<IResult> Axes(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        var (moment, refused) = await MomentAsync(id, http, consistency, asOf, ct);
        if (refused is not null) return refused;
        var position = index.Position;
        if (!Ref.IsId(id) || await index.AxesAsync(id, moment, ct) is not { } axes) return Missing(moment);
        consistency.Stamp(http, moment is Moment.Known known ? known.Position : position);
        return new Bytes(axes);
    }

    static async Task<IResult> Positions(string id, string actor, string topic, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, Known known, CancellationToken ct)
    {
        var (moment, refused) = await MomentAsync(id, http, consistency, asOf, ct);
        if (refused is not null) return refused;
        var (paging, wrong) = Paging.Of(http);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        var position = index.Position;
        if (!Ref.IsId(id) || !Ref.IsId(actor) || !Ref.IsId(topic)) return Missing(moment);
        var canonical = moment is Moment.Known ? actor : await known.CanonicalAsync(actor);
        if (await index.PositionsAsync(id, canonical, topic, moment, paging.Before, paging.Limit, ct) is not { } cell) return Missing(moment);
        consistency.Stamp(http, moment is Moment.Known then ? then.Position : position);
        return new Bytes(cell);
    }

    static async ValueTask<(Moment? Moment, IResult? Refused)> MomentAsync(string id, HttpContext http, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return (null, ProblemAnswer.Of(behind));
        var (moment, wrong) = await asOf.ReadAsync(http, Ref.IsId(id) ? id : null, ct);
        return (moment, wrong is null ? null : ProblemAnswer.Of(wrong));
    }

    /// <summary>A board of a moment says so itself.</summary>
    internal static ReadOnlyMemory<byte> Dated(ReadOnlyMemory<byte> board, HttpContext http)
    {
        var clock = http.Request.Query["clock"].ToString() is "said" ? "said" : "known";
        var head = JsonSerializer.SerializeToUtf8Bytes(new { asOf = http.Request.Query["asOf"].ToString(), clock }, ApiJson.Options);
        return (byte[])[.. head.AsSpan(..^1), (byte)',', .. board.Span[1..]];
    }

    static IResult Missing(Moment? moment) =>
        ProblemAnswer.Of(new Refusal("not-found", moment is null ? "There is no story with this id." : "There was no story with this id at that moment."));

    static IReadOnlyList<string>? Ids(HttpContext http, string name)
    {
        var ids = http.Request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ids.Length <= MaxNamed && ids.All(Ref.IsId) ? ids : null;
    }
}
