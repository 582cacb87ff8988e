using System.Text;
using Tracker.Bench.Load;

namespace Tracker.Bench.Peers;

/// <summary>The statements that every peer gets: of about 350 bytes, every fourth with a position, the same for the same number.</summary>
static class Statements
{
    public static string Json(int number, string story = "bench")
    {
        var position = number % 4 == 0 && story == "bench" ? $$""","positions":[{"topic":"topic-{{number % 20}}","stance":"{{(number % 8 == 0 ? "supports" : "opposes")}}"}]""" : "";
        return $$"""{"id":"n{{number:D9}}","story":"{{story}}","speakers":["actor-{{number % 200}}"],"text":"{{Reader.Mark(number)}} {{World.Text(new Random(number))}}","saidAt":"2026-03-01"{{position}}}""";
    }

    public static ReadOnlyMemory<byte> Request(string path, string? key, string json) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
}
