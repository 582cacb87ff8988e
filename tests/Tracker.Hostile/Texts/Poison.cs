using Tracker.Hostile.Shooting;

namespace Tracker.Hostile.Texts;

/// <summary>Values that break programs, by what they pretend to be; for places that want something else, any will do.</summary>
static class Poison
{
    static readonly string Combining = "e" + new string('\u0301', 1_500);

    public static readonly IReadOnlyList<string> Texts =
    [
        "", " ", "\t\n\r", "\0", "a\0b", "\u0001\u001f\u007f", "\ufeffmark", "\u200b\u200d\u2060", "\u202eback\u202d", "\u2066iso\u2069", "\ufffd\ufffe\uffff", "\U0010ffff", "\ud83d\udc69\u200d\ud83d\ude80",
        "<script>alert(1)</script>", "</script><!--", "\"'`;--", "' OR 1=1 --", "%s%n%x", "${jndi:ldap://x}", "{{7*7}}", "../../etc/passwd", "..\\..", "con", "nul", "__proto__", "constructor", "toString", "$type",
        "null", "NaN", "Infinity", "-0", "1e999", "0x10", "İıſK", "ﬁﬂ", "ßẞ", "Ǆǅǆ", "ΣςσΣ", "אבג", "مرحبا", "中文字", "ก็ก็", Combining, "\u1100\u1161\u11a8", new string('x', 2_000), new string('ß', 2_000), "\r\nSet-Cookie: a=b",
    ];

    public static readonly IReadOnlyList<string> Ids =
    [
        "", "A", "-a", ".", "..", "a/b", "a b", "a%2Fb", "é", "ａ", "a\0", new string('a', 128), new string('a', 129), new string('a', 5_000), "actor/ann", "ann,bob", "ann\n", "null", "0", "__proto__", "a:b", "*", "a'b", "story/small/x", "\ufeffann", "аnn",
    ];

    public static readonly IReadOnlyList<string> Dates =
    [
        "", "0000", "-0000", "0001", "-0001", "9999", "-9999", "9999-12-31T23:59:59.999+14:00", "0001-01-01T00:00:00-14:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "Y170000002", "Y-999999999999999999", "Y999999999999999999", "Y99999999999999999999",
        "2025-02-29", "2024-02-29", "2025-00", "2025-13", "2025-21", "2025-24", "9999-24", "-9999-24", "2025-25", "2025-XX", "2025-XX-XX", "2025-12-XX", "XXXX", "20XX", "-20XX", "99XX", "202X-12", "2025-05-16T24:00", "2025-05-16T23:59:60", "2025-05-16T12:00:00.123456789123", "2025-03-30T03:30",
        "2025-05-16/", "/2025-05-16", "../..", "/", "//", "..", "../2025", "2025/..", "2025-05-16/2025-05-15", "9999-12-31/..", "Y99999/Y999999", "2025-05-16/2025-05-17/2025-05-18", "2025?~%", "2025%", "2025-05-16~", "[2025,2026]", "{2025..2026}", "٢٠٢٥", "２０２５", "2025-05-16T13:00+99:99", "2025-05-16T13:00+14:01", "+2025", "1e3", "2025 ",
    ];

    public static readonly IReadOnlyList<string> Numbers =
        ["-1", "0", "1", "00", "01", "+1", " 1", "1.5", "1e3", "0x1f", "1000", "1001", "2147483647", "2147483648", "-2147483648", "9007199254740991", "9007199254740992", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "١", "１", "NaN", "", "null", "1,2", "true"];

    public static readonly IReadOnlyList<string> Cursors =
    [
        "start", "now", "START", "", ":", "0", "-1", "1", World.Epoch, $"{World.Epoch}:", $"{World.Epoch}:0", $"{World.Epoch}:1", $"{World.Epoch}:00", $"{World.Epoch}:-1", $"{World.Epoch}:+1", $"{World.Epoch}: 1", $"{World.Epoch}:1 ", $"{World.Epoch}:9007199254740991", $"{World.Epoch}:9007199254740992",
        $"{World.Epoch}:9223372036854775807", $"{World.Epoch}:18446744073709551616", $"{World.Epoch}:١", $"{World.Epoch}:１", $"{World.Epoch}:1:2", $"{World.Epoch}:0x1", $"{World.Epoch}:1e1", "zzzzzzzzzzzzzzzz:1", "ZZZZZZZZZZ:1", "short:1", "éééééééé:1", new string('a', 33) + ":1", new string('a', 20_000) + ":1",
        "aaaaaaaa:" + new string('9', 5_000), "aaaaaaaa:1\n", "aaaaaaaa:1\0", "aaaaaaaa：1",
    ];

    public static readonly IReadOnlyList<string> Filters =
    [
        "actor/ann", "story/small", "actor/", "/", "actor", "actor/ann/x", "actor/*", "*", "cell/small/ann/tea", "fact/meeting/noon/start", "statement/" + new string('a', 129), "Actor/ann", "actor/é", "unknown/x", "key/1", "position/x", ",", ",,,,", "actor/ann,actor/ann", string.Join(',', Enumerable.Range(0, 201).Select(n => $"actor/a{n}")),
        string.Join(',', Enumerable.Range(0, 200).Select(n => $"actor/b{n}")), "statement.added", "statement.*", "*.*", ".*", "statement.", "statement.*.*", "Statement.Added", "statement.added,nothing.known", "meeting.*,meeting.created",
    ];

    public static readonly IReadOnlyList<string> Searches =
    [
        "\"", "\"\"", "\"unbalanced", "a NEAR b", "NEAR(a b, 5)", "NEAR(", "a*", "*", "ab*", "ab**", "^a", "^", "a AND b", "AND", "a OR", "NOT a", "-a", "--a", "-", "-\"", "-\"a", "(", ")", "(((((a", "words : a", "marks : \"x\"", "words:a", "{words heads} : a", "- { words } : a", "a + b", "a\0b", "\0", "'; DROP TABLE x; --", "“curly", "«a»b", "„a‟",
        string.Join(' ', Enumerable.Repeat("ab*", 16)), string.Join(' ', Enumerable.Repeat("th*", 17)), string.Join(' ', Enumerable.Range(0, 60).Select(n => $"w{n}")), string.Join(' ', Enumerable.Range(0, 10_000).Select(_ => "x")), new string('a', 300), new string('a', 301), new string('(', 300), new string('"', 299), new string('*', 300),
        "\u0301", "\u0301*", "中*", "中文 文字", "क्षि*", "İ*", "ﬁ", "th-th*", "a'b*", "a-bcde*", "said AND (number OR", "-said -number", "-said*", "\"this is\" -\"what is\"", "\ud83d\ude00", "1*", "12*",
    ];

    public static readonly IReadOnlyList<string> Paths =
    [
        "%2e%2e", "%2e%2e%2fstatements", "..%2f..%2fetc%2fpasswd", "..", ".", "%2F", "a%2Fb", "%5c", "%00", "ann%00", "%", "%2", "%zz", "%u0041", "%c0%af", "%ff", "%ed%a0%80", "%e2%80%ae", "ann%20", "+", "ann;x=1", "ann?", "ann#", "*", "%25", "%252e%252e", "~", "{id}", "é", "\u0130", new string('a', 129), new string('a', 6_000),
    ];

    /// <summary>Any of them, from any list.</summary>
    public static string Any(Dice dice) => dice.Of(dice.Of<IReadOnlyList<string>>(Texts, Ids, Dates, Numbers, Cursors, Filters, Searches));
}
