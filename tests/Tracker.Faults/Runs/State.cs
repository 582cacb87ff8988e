using System.Net;
using Tracker.Faults.Load;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Runs;

/// <summary>What a server shows of the story as it was at a position.</summary>
static class State
{
    /// <summary>The hash of the board at a position.</summary>
    public static async Task<string> OfAsync(ApiClient api, long position, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(10));
        var epoch = (await api.GetAsync("api/changes?after=now", patience.Token)).Body.GetProperty("head").GetString()!.Split(':')[0];
        while (true)
        {
            var (status, body) = await api.GetAsync($"api/stories/{World.Story}/board?asOf={position}&atLeast={epoch}:{position}", patience.Token);
            if (status == HttpStatusCode.OK) return body.GetProperty("hash").GetString()!;
            if (status != HttpStatusCode.ServiceUnavailable) throw new InvalidOperationException($"The board was answered with {(int)status}: {body}");
        }
    }

    /// <summary>The same from the log alone: everything that is derived from it is made anew by another server on a copy.</summary>
    public static async Task<string> FoldedAsync(string data, string folder, long position, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(data, "log.db*")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await using var server = new ServerProcess(folder);
        await server.UpAsync(ct);
        using var api = new ApiClient(server.Address);
        return await OfAsync(api, position, ct);
    }
}
