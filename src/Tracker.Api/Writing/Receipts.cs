using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracker.Api.Json;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Grains.Messages;

namespace Tracker.Api.Writing;

/// <summary>Receipts as they cross the wire.</summary>
public static class Receipts
{
    public static Receipt Of(Log.Receipt receipt) => new()
    {
        Id = Ref.IdOf(receipt.Entity), Entity = receipt.Entity, Version = receipt.Version, Position = receipt.Position,
        Cursor = receipt.Cursor, Hash = Convert.ToHexStringLower(receipt.Hash.Span),
    };

    public static IResult Answer(HttpContext http, Log.Receipt receipt, int status, bool replayed = false)
    {
        if (replayed) http.Response.Headers["Idempotency-Replayed"] = "true";
        http.Response.Headers.ETag = $"\"{receipt.Version}-{receipt.Position}\"";
        http.Response.Headers["Tracker-Cursor"] = receipt.Cursor;
        if (status == StatusCodes.Status201Created) http.Response.Headers.Location = PathOf(receipt.Entity);
        return Results.Json(Of(receipt), ApiJson.Options, statusCode: status);
    }

    public static IResult Dry(IReadOnlyList<DraftRecord> records) => Results.Json(new DryRun
    {
        Records = [.. records.Select(record => new DryRecord
        {
            Kind = record.Kind, Entity = record.Entity,
            Touches = [.. record.Touches.Select(touch => touch.Entity).Where(entity => !Ref.IsInternal(entity)).Distinct(StringComparer.Ordinal)],
            Data = JsonDocument.Parse(record.Body).RootElement,
        })],
    }, ApiJson.Options);

    /// <summary><c>/api/statements/12</c> of <c>statement/12</c>.</summary>
    public static string PathOf(string entity) => $"/api/{Plural(Ref.KindOf(entity))}/{Ref.IdOf(entity)}";

    public static string Plural(string kind) => kind == "story" ? "stories" : kind + "s";
}
