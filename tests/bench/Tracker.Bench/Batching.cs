using System.Diagnostics;
using System.Text;

namespace Tracker.Bench;

/// <summary>Statements a second in one ndjson stream, each durable when its answer line would be.</summary>
sealed record Batching(double PerSecond, double CpuMicroseconds)
{
    public static async Task<Batching> MeasureAsync(Server server, string name, int lines)
    {
        using var http = server.Client();
        var (cpu, began) = (server.Cpu, Stopwatch.GetTimestamp());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/statements/batch?answers=refused", UriKind.Relative)) { Content = new Lines(name, lines) };
        using var answer = await http.SendAsync(request);
        var sum = await answer.Content.ReadAsStringAsync();
        if (!sum.Contains($"\"stored\":{lines}", StringComparison.Ordinal))
            throw new InvalidOperationException(sum);
        return new Batching(lines / Stopwatch.GetElapsedTime(began).TotalSeconds, (server.Cpu - cpu).TotalMicroseconds / lines);
    }

    sealed class Lines : HttpContent
    {
        readonly string _name;
        readonly int _count;

        public Lines(string name, int count)
        {
            (_name, _count) = (name, count);
            Headers.TryAddWithoutValidation("Content-Type", "application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var page = new StringBuilder();
            for (var n = 0; n < _count; n++)
            {
                page.Append(World.Statement($"{_name}-{n}", n)).Append('\n');
                if (page.Length < 60_000 && n < _count - 1)
                    continue;
                await stream.WriteAsync(Encoding.UTF8.GetBytes(page.ToString()));
                page.Clear();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
