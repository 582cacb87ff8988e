using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Reading;
using Tracker.Contracts;
using Tracker.Domain;
using Tracker.Log.Index;

namespace Tracker.Api.Stories;

/// <summary>Who has not answered a demand that was addressed to them, and since when.</summary>
internal static class Silence
{
    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/{id}/silence", Handle).Needs(Scope.Read)
        .WithSummary("Demands and proposals that their addressee has not answered, longest silence first; limit 1 to 1000 (100), asOf= and clock=");

    static async Task<IResult> Handle(string id, HttpContext http, IIndex index, Consistency consistency, AsOf asOf, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return ProblemAnswer.Of(behind);
        var (moment, wrong) = await asOf.ReadAsync(http, Ref.IsId(id) ? id : null, ct);
        if (wrong is not null) return ProblemAnswer.Of(wrong);
        var (paging, unfit) = Paging.Of(http);
        var offset = 0;
        if (http.Request.Query["offset"].ToString() is { Length: > 0 } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out offset))
            unfit ??= new Refusal("invalid", "A whole number from 0.", "offset");
        if (unfit is not null) return ProblemAnswer.Of(unfit);
        var position = index.Position;
        if (!Ref.IsId(id) || await index.SilenceAsync(id, moment, offset, paging.Limit, ct) is not { } silence)
            return ProblemAnswer.Of(new Refusal("not-found", moment is null ? "There is no story with this id." : "There was no story with this id at that moment."));
        consistency.Stamp(http, moment is Moment.Known known ? known.Position : position);
        return new Bytes(WithNext(silence.Json, silence.More ? Paging.NextPath(http, "offset", offset + (long)paging.Limit) : null));
    }

    static ReadOnlyMemory<byte> WithNext(ReadOnlyMemory<byte> silences, string? next) =>
        (byte[])[.. silences.Span[..^1], .. Encoding.ASCII.GetBytes(next is null ? ",\"next\":null}" : $",\"next\":\"{next}\"}}")];
}
