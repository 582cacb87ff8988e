using System.Text;
using Tracker.Acceptance.Servers;

namespace Tracker.Hostile.Shooting;

/// <summary>An HTTP/1.1 request before it is bytes; what is in it may be anything.</summary>
sealed record HttpCall(string Method, string Target)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    public byte[]? Body { get; init; }
    /// <summary>Chunked, in pieces of so many bytes; 0 = with a length.</summary>
    public int Chunks { get; init; }
    /// <summary>The header with the administrator's key; null = none.</summary>
    public string? Authorization { get; init; } = "Bearer " + RunningServer.AdminKey;

    public HttpCall With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public byte[] Bytes
    {
        get
        {
            var bytes = new MemoryStream();
            Write($"{Method} {Target} HTTP/1.1\r\n");
            if (!Headers.Any(header => header.Name == "Host")) Write("Host: localhost\r\n");
            Write("Connection: close\r\n");
            if (Authorization is not null) Write($"Authorization: {Authorization}\r\n");
            foreach (var (name, value) in Headers) Write($"{name}: {value}\r\n");
            if (Body is not null) Write(Chunks > 0 ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {Body.Length}\r\n");
            Write("\r\n");
            if (Body is null) return bytes.ToArray();
            if (Chunks == 0) bytes.Write(Body);
            else
            {
                foreach (var piece in Body.Chunk(Chunks))
                {
                    Write($"{piece.Length:x}\r\n");
                    bytes.Write(piece);
                    Write("\r\n");
                }
                Write("0\r\n\r\n");
            }
            return bytes.ToArray();

            void Write(string text) => bytes.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    public Shot Shot(string what, bool answered = true, bool patient = false) => new("", 0, 0, what, Bytes, answered, patient);
}
