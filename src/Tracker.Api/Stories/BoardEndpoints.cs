using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
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
        stories.MapGet("/{id}/board", Board).Needs(Scope.Read).Gives<Board>(200).WithSummary("Everything that a dashboard starts from; watch from its cursor");
        stories.MapGet("/{id}/matrix", Matrix).Needs(Scope.Read).WithSummary("Positions, actor × topic: actors=, topics= (ids, commas) or offset=");
        stories.MapGet("/{id}/positions/{actor}/{topic}", Positions).Needs(Scope.Read).WithSummary("One cell: its moves and all evidence, newest first");
    }

    static async Task<IResult> Board(string id, HttpContext http, IIndex index, Consistency consistency, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        if (!Ref.IsId(id) || await index.BoardAsync(id, null, ct) is not { } board) return Missing();
        var etag = $"\"{board.Hash[..32]}-{board.Position.ToString(CultureInfo.InvariantCulture)}\"";
        http.Response.Headers.ETag = etag;
        consistency.Stamp(http, board.Position);
        return http.Request.Headers.IfNoneMatch.ToString() == etag ? Results.StatusCode(StatusCodes.Status304NotModified) : new Bytes(board.Json);
    }

    static async Task<IResult> Matrix(string id, HttpContext http, IIndex index, Consistency consistency, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (actors, topics) = (Ids(http, "actors"), Ids(http, "topics"));
        if (actors is null) return ProblemAnswer.Of(new Refusal("invalid", $"At most {MaxNamed} ids, separated by commas.", "actors"));
        if (topics is null) return ProblemAnswer.Of(new Refusal("invalid", $"At most {MaxNamed} ids, separated by commas.", "topics"));
        var offset = 0;
        if (http.Request.Query["offset"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset < 0))
            return ProblemAnswer.Of(new Refusal("invalid", "A whole number from 0.", "offset"));
        var position = index.Position;
        if (!Ref.IsId(id) || await index.MatrixAsync(id, new MatrixPart(actors, topics, offset), ct) is not { } matrix) return Missing();
        consistency.Stamp(http, position);
        return new Bytes(matrix);
    }

    static async Task<IResult> Positions(string id, string actor, string topic, HttpContext http, IIndex index, Consistency consistency, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (paging, wrong) = Paging.Of(http);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        var position = index.Position;
        if (!Ref.IsId(id) || !Ref.IsId(actor) || !Ref.IsId(topic) || await index.PositionsAsync(id, actor, topic, paging.Before, paging.Limit, ct) is not { } cell) return Missing();
        consistency.Stamp(http, position);
        return new Bytes(cell);
    }

    static IResult Missing() => ProblemAnswer.Of(new Refusal("not-found", "There is no story with this id."));

    static IReadOnlyList<string>? Ids(HttpContext http, string name)
    {
        var ids = http.Request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ids.Length <= MaxNamed && ids.All(Ref.IsId) ? ids : null;
    }
}
