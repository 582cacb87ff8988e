using System.Globalization;
using System.Text;

namespace Tracker.Hostile.Shooting;

/// <summary>An HTTP answer as it came over the line.</summary>
/// <param name="Whole">False when the body did not come to its end (a stream that was left).</param>
sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool Whole)
{
    public string Type => (Headers.GetValueOrDefault("content-type") ?? "").Split(';')[0].Trim();

    /// <summary>The status; with the problem's code where the server had to say no for its own sake.</summary>
    public string Kind => Status < 500 || Body.AsSpan().IndexOf("/problems/"u8) is not (>= 0 and var at) ? Status.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Status} {Encoding.UTF8.GetString(Body.AsSpan(at + 10)).Split('"')[0]}");

    /// <summary>Every answer of the application has it; what Kestrel refuses by itself has not.</summary>
    public bool OfApplication => Headers.ContainsKey("x-content-type-options");

    /// <summary>Takes the next answer off the front; null when there is none yet.</summary>
    public static Answer? Take(ref ReadOnlySpan<byte> got, bool head, bool ended)
    {
        while (true)
        {
            var end = got.IndexOf("\r\n\r\n"u8);
            if (end < 0) return null;
            var lines = Encoding.Latin1.GetString(got[..end]).Split("\r\n");
            var status = lines[0].Split(' ') is [var version, var code, ..] && version.StartsWith("HTTP/1.", StringComparison.Ordinal) && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : throw new FormatException($"This is no answer: {Shot.Escaped(got, 200)}");
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var line in lines.Skip(1))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon < 1) throw new FormatException($"This is no header: {line}");
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
            var rest = got[(end + 4)..];
            if (status is >= 100 and < 200 and not 101)
            {
                got = rest;
                continue;
            }
            var (body, used, whole) = Content(rest, headers, head || status is 101 or 204 or 304, ended);
            var stream = headers.GetValueOrDefault("content-type")?.StartsWith("text/event-stream", StringComparison.Ordinal) == true;
            if (!whole && !ended && !(stream && body.Length > 0)) return null;
            got = rest[used..];
            return new Answer(status, headers, body, whole);
        }
    }

    static (byte[] Body, int Used, bool Whole) Content(ReadOnlySpan<byte> rest, Dictionary<string, string> headers, bool none, bool ended)
    {
        if (none) return ([], 0, true);
        if (headers.TryGetValue("content-length", out var length))
        {
            var count = int.Parse(length, CultureInfo.InvariantCulture);
            return rest.Length >= count ? (rest[..count].ToArray(), count, true) : (rest.ToArray(), rest.Length, false);
        }
        if (headers.GetValueOrDefault("transfer-encoding") != "chunked") return (rest.ToArray(), rest.Length, ended);
        var (body, at) = (new MemoryStream(), 0);
        while (true)
        {
            var line = rest[at..].IndexOf("\r\n"u8);
            if (line < 0) return (body.ToArray(), at, false);
            var size = int.Parse(rest.Slice(at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (rest.Length < at + line + 2 + size + 2) return (body.ToArray(), at, false);
            body.Write(rest.Slice(at + line + 2, size));
            at += line + 2 + size + 2;
            if (size == 0) return (body.ToArray(), at, true);
        }
    }
}
