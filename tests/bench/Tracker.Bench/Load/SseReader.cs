namespace Tracker.Bench.Load;

/// <summary>Server-sent events over HTTP/1.1, in chunks or until the end. Open with the first byte of its body, or with its head where none comes before a message.</summary>
/// <param name="path">Path and query.</param>
/// <param name="resume">What <c>Last-Event-ID</c> is to be; null = none.</param>
sealed class SseReader(Loop loop, int port, Arrivals arrivals, string path, Func<Reader, string?> resume) : Reader(loop, port, arrivals)
{
    enum Part { Size, Data, DataEnd, Plain }

    Part _part;
    int _left;

    protected override string Request =>
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n{(resume(this) is { } id ? $"Last-Event-ID: {id}\r\n" : "")}\r\n";

    protected override int Status => 200;

    protected override void Headed(string head)
    {
        var chunked = Field(head, "transfer-encoding:") is "chunked";
        (_part, _left) = (chunked ? Part.Size : Part.Plain, 0);
        Opened();
    }

    protected override void Body(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            switch (_part)
            {
                case Part.Plain:
                    Scan(bytes);
                    return;
                case Part.Size:
                    bytes = Size(bytes);
                    break;
                case Part.Data:
                    var here = Math.Min(_left, bytes.Length);
                    Scan(bytes[..here]);
                    bytes = bytes[here..];
                    _left -= here;
                    if (_left == 0) (_part, _left) = (Part.DataEnd, 2);
                    break;
                default:
                    var end = Math.Min(_left, bytes.Length);
                    bytes = bytes[end..];
                    _left -= end;
                    if (_left == 0) _part = Part.Size;
                    break;
            }
        }
    }

    ReadOnlySpan<byte> Size(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                _part = Part.Data;
                return bytes[(i + 1)..];
            }
            if (bytes[i] != '\r') _left = (_left * 16) + (bytes[i] <= '9' ? bytes[i] - '0' : (bytes[i] | 0x20) - 'a' + 10);
        }
        return [];
    }
}
