using System.Net.Sockets;

namespace Tracker.Server.Commands;

/// <summary>Asks the running server how it is: the health check of an image that has neither shell nor curl.</summary>
static class HealthCommand
{
    /// <summary>What was asked did not answer 200. Not 2, which container engines keep for themselves.</summary>
    const int NotWell = 1;

    static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    public static Command Command { get; } = new("health", "health [--url URL] [--live]", """
        Asks the server on this machine for /health/ready and prints what it says; at most three seconds.

          --url URL  where it listens. Default: the first of ASPNETCORE_URLS, else http://localhost:5080
          --live     asks for /health/live: whether the process answers at all

        Exit codes: 0 it is, 1 it is not or does not answer, 2 an argument is wrong.
        """, ["--url"], ["--live"], RunAsync);

    static async Task<int> RunAsync(Given given, TextWriter say, CancellationToken ct)
    {
        var asked = new Uri(Address(given["--url"]), given.Has("--live") ? "/health/live" : "/health/ready");
        try
        {
            // The server is beside us, whatever proxy the environment names.
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Within };
            using var answer = await http.GetAsync(asked, ct);
            await say.WriteLineAsync($"{(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync(ct)).ReplaceLineEndings(" ").Trim()}");
            return answer.StatusCode == System.Net.HttpStatusCode.OK ? Command.Done : NotWell;
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException or SocketException || (silent is TaskCanceledException && !ct.IsCancellationRequested))
        {
            await say.WriteLineAsync($"{asked} does not answer: {(silent is TaskCanceledException ? $"not within {Within.TotalSeconds} s" : silent.Message)}");
            return NotWell;
        }
    }

    /// <exception cref="UsageException">It is no http address.</exception>
    static Uri Address(string? given)
    {
        var text = given ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';')[0];
        if (string.IsNullOrEmpty(text)) text = TrackerApp.DefaultUrl;
        // What a server listens on is not always what it can be asked at.
        foreach (var every in new[] { "0.0.0.0", "[::]", "*", "+" }) text = text.Replace("://" + every, "://127.0.0.1", StringComparison.Ordinal);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"{(given is null ? "ASPNETCORE_URLS" : "--url")} is an address like {TrackerApp.DefaultUrl}. Usage: {Command.Usage}");
    }
}
