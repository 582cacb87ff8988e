using System.Text;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Lines;

/// <summary>What is no request, or one that two servers would read in two ways.</summary>
static class RawShots
{
    const string Head = "Host: localhost\r\n";
    const string Statement = """{"story":"small","speakers":["ann"],"text":"raw"}""";
    static readonly string Key = "Authorization: Bearer " + Acceptance.Servers.RunningServer.AdminKey + "\r\nContent-Type: application/json\r\n";

    static readonly IReadOnlyList<(string What, string Text)> Fixed =
    [
        ("nothing", ""), ("line ends", "\r\n\r\n\r\n"), ("a zero", "\0"), ("HTTP/0.9", "GET /\r\n"), ("HTTP/0.9 and more", "GET /health/live\n\n"), ("HTTP/1.0", "GET /health/live HTTP/1.0\r\n\r\n"), ("HTTP/2.0", "GET / HTTP/2.0\r\n" + Head + "\r\n"), ("HTTP/9.9", "GET / HTTP/9.9\r\n" + Head + "\r\n"), ("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        ("no version", "GET /\r\n" + Head + "\r\n"), ("no path", "GET  HTTP/1.1\r\n" + Head + "\r\n"), ("spaces", "GET  /health/live  HTTP/1.1\r\n" + Head + "\r\n"), ("a tab", "GET\t/\tHTTP/1.1\r\n" + Head + "\r\n"), ("no method", " / HTTP/1.1\r\n" + Head + "\r\n"), ("a long method", new string('A', 9_000) + " / HTTP/1.1\r\n" + Head + "\r\n"), ("a method of signs", "<>{}() / HTTP/1.1\r\n" + Head + "\r\n"),
        ("the absolute form", "GET http://evil.example/api/stories HTTP/1.1\r\n" + Head + "\r\n"), ("the absolute form of no host", "GET http:///api HTTP/1.1\r\n" + Head + "\r\n"), ("the absolute form, odd", "GET ftp://x:99999/ HTTP/1.1\r\n" + Head + "\r\n"), ("the authority form", "CONNECT localhost:80 HTTP/1.1\r\n" + Head + "\r\n"), ("the asterisk form", "OPTIONS * HTTP/1.1\r\n" + Head + "\r\n"), ("an asterisk for GET", "GET * HTTP/1.1\r\n" + Head + "\r\n"),
        ("no host", "GET /health/live HTTP/1.1\r\n\r\n"), ("two hosts", "GET /health/live HTTP/1.1\r\n" + Head + Head + "\r\n"), ("a host of garbage", "GET /api/stories HTTP/1.1\r\nHost: a b<>\r\n\r\n"), ("a host of letters beyond ASCII", "GET /api/stories HTTP/1.1\r\nHost: Ünï\r\n\r\n"), ("a long target", "GET /" + new string('a', 9_000) + " HTTP/1.1\r\n" + Head + "\r\n"), ("zero in the path", "GET /a\0b HTTP/1.1\r\n" + Head + "\r\n"),
        ("a header without colon", "GET / HTTP/1.1\r\n" + Head + "Nothing\r\n\r\n"), ("a header without name", "GET / HTTP/1.1\r\n" + Head + ": x\r\n\r\n"), ("space before the colon", "GET / HTTP/1.1\r\n" + Head + "A : b\r\n\r\n"), ("a folded header", "GET / HTTP/1.1\r\n" + Head + "A: b\r\n c\r\n\r\n"), ("a bare line feed", "GET /health/live HTTP/1.1\nHost: localhost\n\n"), ("a bare carriage return", "GET / HTTP/1.1\r\n" + Head + "A: b\rc\r\n\r\n"),
        ("many headers", "GET / HTTP/1.1\r\n" + Head + string.Concat(Enumerable.Range(0, 200).Select(n => $"H{n}: x\r\n")) + "\r\n"), ("large headers", "GET / HTTP/1.1\r\n" + Head + "A: " + new string('x', 60_000) + "\r\n\r\n"), ("headers without end", "GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 20_000))),
        ("a hello of TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" + new string('\u0007', 500)), ("SSH", "SSH-2.0-OpenSSH_9.2\r\n"), ("SMTP", "EHLO x\r\n"), ("Redis", "*1\r\n$4\r\nPING\r\n"), ("gopher", "\r\n."),
        ("length and chunks", Post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\nGET /x"), ("chunks and length", Post("Transfer-Encoding: chunked\r\nContent-Length: 50\r\n") + "0\r\n\r\n"), ("two lengths", Post("Content-Length: 5\r\nContent-Length: 6\r\n") + "{}   "), ("two same lengths", Post("Content-Length: 5\r\nContent-Length: 5\r\n") + "{}   "), ("lengths in one", Post("Content-Length: 5, 6\r\n") + "{}   "),
        ("a negative length", Post("Content-Length: -1\r\n")), ("a length with sign", Post("Content-Length: +2\r\n") + "{}"), ("a length in hexadecimal", Post("Content-Length: 0x2\r\n") + "{}"), ("an immense length", Post("Content-Length: 99999999999999999999\r\n")), ("a large length", Post("Content-Length: 9223372036854775807\r\n") + "{}"), ("a length of Arabic digits", Post("Content-Length: ٢\r\n") + "{}"), ("neither", Post("")),
        ("less than the length", Post("Content-Length: 500\r\n") + Statement), ("more than the length", Post($"Content-Length: {Statement.Length}\r\n") + Statement + Statement), ("gzip chunks", Post("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n"), ("an unknown coding", Post("Transfer-Encoding: x\r\n")), ("chunked, not last", Post("Transfer-Encoding: chunked, gzip\r\n") + "0\r\n\r\n"), ("chunked twice", Post("Transfer-Encoding: chunked, chunked\r\n") + "0\r\n\r\n"),
        ("identity", Post("Transfer-Encoding: identity\r\n")), ("chunked with a tab", Post("Transfer-Encoding:\tchunked\r\n") + "0\r\n\r\n"), ("chunked oddly", Post("Transfer-Encoding: \u000bchunked\r\n") + "0\r\n\r\n"), ("chunked for HTTP/1.0", Post("Transfer-Encoding: chunked\r\n").Replace("1.1", "1.0", StringComparison.Ordinal) + "0\r\n\r\n"),
    ];

    static readonly IReadOnlyList<string> Chunks =
    [
        "x\r\n", "-1\r\n", "0x5\r\nhello\r\n", "fffffffffffffffff\r\n", "7fffffff\r\nx", "ffffffff\r\nx", "7fffffffffffffff\r\nx", "5\nhello\n", "5\r\nhell", "5\r\nhelloX\r\n", "5\r\nhello\r\n\r\n", "5;a=b\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", "00000000000000000000005\r\nhello\r\n0\r\n\r\n", "5;" + new string('e', 20_000) + "\r\nhello\r\n0\r\n\r\n", "0\r\nTrailer: x\r\n\r\n", "0\r\nContent-Length: 9\r\n\r\n",
        "0\r\n" + string.Concat(Enumerable.Repeat("T: x\r\n", 20_000)) + "\r\n", "\r\n", "5\r\n\0\0\0\0\0\r\n0\r\n\r\n", "g\r\n", "１\r\nx\r\n",
    ];

    static string Post(string headers) => "POST /api/statements HTTP/1.1\r\n" + Head + Key + headers + "\r\n";

    public static int Count => Fixed.Count + Chunks.Count + 240;

    public static Shot Of(Dice dice, int number)
    {
        var (what, text) = number < Fixed.Count ? Fixed[number]
            : number < Fixed.Count + Chunks.Count ? ("a chunk", Post("Transfer-Encoding: chunked\r\n") + Chunks[number - Fixed.Count])
            : Made(dice);
        // Each character up to ÿ is a byte of its own: what is no text has to be sayable too.
        var bytes = text.All(sign => sign < 256) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        return new Shot("", 0, 0, what, bytes, Answered: false);
    }

    static (string What, string Text) Made(Dice dice)
    {
        switch (dice.Next(6))
        {
            case 0:
                return ("random bytes", Encoding.Latin1.GetString(dice.Bytes(dice.Between(1, 4_000))));
            case 1:
                return ("pipelined", string.Concat(Enumerable.Range(0, dice.Between(2, 60)).Select(_ => dice.One(5) ? dice.Of(Fixed).Text : "GET /health/live HTTP/1.1\r\n" + Head + "\r\n")));
            case 2:
                var whole = Post($"Content-Length: {Statement.Length}\r\n") + Statement;
                return ("closed early", whole[..dice.Next(whole.Length)]);
            case 3:
                var spoiled = (dice.One(2) ? Post($"Content-Length: {Statement.Length}\r\n") + Statement : "GET /api/stories?limit=5 HTTP/1.1\r\n" + Head + "\r\n").ToCharArray();
                for (var left = dice.Between(1, 6); left > 0; left--) spoiled[dice.Next(spoiled.Length)] = (char)dice.Next(256);
                return ("bytes flipped", new string(spoiled));
            case 4:
                return ("a path", $"{dice.Of("GET", "POST", "PUT")} /{dice.Of("", "api/", "api/stories/", "problems/", "docs/")}{dice.Of(Poison.Paths)} HTTP/1.1\r\n{Head}\r\n");
            default:
                return ("chunks", Post("Transfer-Encoding: chunked\r\n") + string.Concat(Enumerable.Range(0, dice.Between(1, 30)).Select(_ => dice.One(4) ? dice.Of(Chunks) : "1\r\nx\r\n")));
        }
    }
}
