using System.Text;
using System.Text.Json.Nodes;
using Tracker.Hostile.Shooting;
using Tracker.Hostile.Texts;

namespace Tracker.Hostile.Hubs;

/// <summary>What a client of the hub should not send.</summary>
static class FrameShots
{
    static readonly IReadOnlyList<string> Handshakes =
        ["", "{}", "null", "[]", "{\"protocol\":\"json\"}", "{\"protocol\":\"messagepack\",\"version\":1}", "{\"protocol\":\"json\",\"version\":99}", "{\"protocol\":\"json\",\"version\":\"1\"}", "{\"protocol\":null,\"version\":null}", "{\"protocol\":\"json\",\"version\":1,\"version\":2}", "GET / HTTP/1.1", "{\"type\":6}", "{\"protocol\":\"" + new string('x', 5_000) + "\",\"version\":1}", new string('[', 2_000), "{\"protocol\":\"\\ud800\",\"version\":1}"];

    static readonly IReadOnlyList<string> Messages =
    [
        "{}", "null", "[]", "1", "\"x\"", "{", "{\"type\":null}", "{\"type\":99}", "{\"type\":-1}", "{\"type\":\"1\"}", "{\"type\":1}", "{\"type\":1,\"target\":null,\"arguments\":[]}", "{\"type\":1,\"target\":\"Watch\"}", "{\"type\":1,\"type\":6,\"target\":\"Watch\",\"arguments\":[{}]}",
        Invocation("nothing"), Invocation("watch"), Invocation("OnConnectedAsync"), Invocation("Dispose"), Invocation("ToString"), Invocation("StartAsync", "{}"), Invocation("get_Context"), Invocation(""), Invocation(new string('x', 5_000)), Invocation("Watch"), Invocation("Watch", "null"), Invocation("Watch", "1"), Invocation("Watch", "\"x\""), Invocation("Watch", "[]"), Invocation("Watch", "{}", "{}"), Invocation("Watch", "{\"x\":1}"),
        Invocation("Watch", "{\"after\":7}"), Invocation("Watch", "{\"touches\":\"actor/ann\"}"), Invocation("Watch", "{\"touches\":[null]}"), Invocation("Watch", "{\"kinds\":[null]}"), Invocation("Watch", "{\"touches\":[1]}"), Invocation("Watch", "{\"touches\":[\"\\ud800\"]}"), Invocation("Watch", "{\"touches\":{}}"), Invocation("Watch", "{\"after\":\"now\",\"after\":\"start\"}"), Invocation("Watch", new string('[', 500) + new string(']', 500)), Invocation("Watch", new string('[', 20_000)),
        "{\"type\":1,\"invocationId\":7,\"target\":\"Watch\",\"arguments\":[{}]}", "{\"type\":1,\"invocationId\":\"a\",\"target\":\"Watch\",\"arguments\":{}}", "{\"type\":1,\"invocationId\":\"a\",\"target\":\"Watch\",\"arguments\":[{}],\"streamIds\":[\"1\",\"1\"]}", "{\"type\":4,\"invocationId\":\"a\",\"target\":\"Watch\",\"arguments\":[{}]}", "{\"type\":4,\"target\":\"Watch\",\"arguments\":[]}",
        "{\"type\":2,\"invocationId\":\"a\",\"item\":1}", "{\"type\":3,\"invocationId\":\"a\",\"result\":1}", "{\"type\":3,\"invocationId\":\"a\",\"result\":1,\"error\":\"x\"}", "{\"type\":5,\"invocationId\":\"a\"}", "{\"type\":5}", "{\"type\":6}", "{\"type\":7}", "{\"type\":7,\"error\":\"x\",\"allowReconnect\":true}", "{\"type\":8,\"sequenceId\":1}", "{\"type\":9,\"sequenceId\":99}", "\u001e\u001e\u001e", "{\"type\":6}\u001e{\"type\":6}\u001e{",
    ];

    public static string Invocation(string target, params IReadOnlyList<string> arguments) => $"{{\"type\":1,\"invocationId\":\"a\",\"target\":\"{target}\",\"arguments\":[{string.Join(',', arguments)}]}}";

    public static int Count => Handshakes.Count + Messages.Count + 220;

    /// <summary>The frames, behind a right handshake unless it is the handshake that is wrong.</summary>
    public static (string What, byte[] Frames) Of(Dice dice, int number)
    {
        if (number < Handshakes.Count) return ("a handshake", Frame.Message(Handshakes[number]));
        number -= Handshakes.Count;
        var (what, frames) = number < Messages.Count ? ("a message", Frame.Message(Messages[number])) : Made(dice);
        return (what, [.. Frame.Handshake, .. frames]);
    }

    static (string What, byte[] Frames) Made(Dice dice)
    {
        var ping = Encoding.UTF8.GetBytes("{\"type\":6}\u001e");
        return dice.Next(18) switch
        {
            0 => ("a reserved bit", Frame.Of(Frame.Text, ping, reserved: dice.Between(1, 7))),
            1 => ("no mask", Frame.Of(Frame.Text, ping, masked: false)),
            2 => ("an unknown opcode", Frame.Of(dice.Of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15), ping)),
            3 => ("a message of bytes", Frame.Of(Frame.Binary, ping)),
            4 => ("not UTF-8", Frame.Of(Frame.Text, [0xFF, 0xFE, .. ping])),
            5 => ("a ping that is too long", Frame.Of(Frame.Ping, dice.Bytes(dice.Between(126, 70_000)))),
            6 => ("a ping in pieces", Frame.Of(Frame.Ping, "x"u8, final: false)),
            7 => ("a close code", Frame.Closing(dice.Of(0, 1, 999, 1000, 1004, 1005, 1006, 1011, 1012, 1015, 2999, 3000, 4999, 5000, 65_535), dice.Of("", "bye", new string('x', 123), new string('x', 200)))),
            8 => ("a close of one byte", Frame.Of(Frame.Close, [3])),
            9 => ("a close that is not UTF-8", Frame.Of(Frame.Close, [0x03, 0xE8, 0xFF, 0xFF])),
            10 => ("a continuation of nothing", Frame.Of(Frame.Continuation, ping)),
            11 => ("a message that begins inside another", [.. Frame.Of(Frame.Text, "{"u8, final: false), .. Frame.Of(Frame.Text, ping)]),
            12 => ("pieces without end", [.. Enumerable.Range(0, dice.Of(10, 20_000)).SelectMany(at => Frame.Of(at == 0 ? Frame.Text : Frame.Continuation, "x"u8, final: false))]),
            13 => ("a message over the limit", Frame.Message($"{{\"type\":6,\"x\":\"{new string('x', dice.Of(64 * 1024, 1_000_000, 5_000_000))}\"}}")),
            14 => ("a length that never comes", Frame.Of(Frame.Text, ping, claimed: dice.Of(126ul, 65_536ul, 1ul << 31, (1ul << 63) - 1, 1ul << 63, ulong.MaxValue))),
            15 => ("random bytes", dice.Bytes(dice.Between(1, 3_000))),
            16 => ("pings", [.. Enumerable.Range(0, 3_000).SelectMany(_ => Frame.Of(dice.Of(Frame.Ping, Frame.Pong), "p"u8))]),
            _ => ("a watch", Frame.Message(Invocation("Watch", Watch(dice)))),
        };
    }

    static string Watch(Dice dice)
    {
        var request = new JsonObject { ["after"] = dice.Of(Poison.Cursors) };
        if (dice.One(2)) request["touches"] = new JsonArray([.. Enumerable.Range(0, dice.Of(1, 3, 250)).Select(_ => (JsonNode)(dice.Of(Poison.Filters) is { Length: < 200 } filter ? filter : "actor/ann"))]);
        if (dice.One(2)) request["kinds"] = new JsonArray(dice.Of(Poison.Filters), dice.Of(Poison.Texts));
        return request.ToJsonString();
    }
}
