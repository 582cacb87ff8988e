using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Tracker.Api.Json;

/// <summary>The one way to a body's next bytes.</summary>
internal static class BodyBytes
{
    /// <exception cref="BadHttpRequestException">They cannot be told from what was sent (a chunk size that is none), did not come, or broke off: the client's doing.</exception>
    public static async ValueTask<ReadResult> NextAsync(this PipeReader body, CancellationToken ct)
    {
        try
        {
            return await body.ReadAsync(ct);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // Kestrel says some of it as a plain IOException, which from elsewhere would be a broken machine.
            throw new BadHttpRequestException("The body could not be read.", broken);
        }
    }
}
