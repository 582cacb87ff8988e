using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracker.Log.Index;

namespace Tracker.Log.Tests.Indexes;

public sealed class JcsTests
{
    // RFC 8785, appendix B, by its IEEE 754 bits, and the edges of ECMAScript's layout.
    [Theory]
    [InlineData(0x0000000000000000UL, "0"), InlineData(0x8000000000000000UL, "0"), InlineData(0x0000000000000001UL, "5e-324"), InlineData(0x8000000000000001UL, "-5e-324")]
    [InlineData(0x7fefffffffffffffUL, "1.7976931348623157e+308"), InlineData(0x4340000000000000UL, "9007199254740992"), InlineData(0x4430000000000000UL, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5UL, "9.999999999999997e+22"), InlineData(0x44b52d02c7e14af6UL, "1e+23"), InlineData(0x44b52d02c7e14af7UL, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4eUL, "999999999999999700000"), InlineData(0x444b1ae4d6e2ef50UL, "1e+21"), InlineData(0x3eb0c6f7a0b5ed8cUL, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8dUL, "0.000001"), InlineData(0x41b3de4355555553UL, "333333333.3333332"), InlineData(0xbecbf647612f3696UL, "-0.0000033333333333333333")]
    public void Numbers_are_written_as_ECMAScript_does(ulong bits, string expected) => Assert.Equal(expected, Jcs.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Fact]
    public void Numbers_read_back_as_themselves()
    {
        var dice = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(dice.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(number)) Assert.Equal(number, double.Parse(Jcs.Number(number), CultureInfo.InvariantCulture));
        }
    }

    // The example of RFC 8785, section 3.2.2 to 3.2.4.
    [Fact]
    public void The_RFCs_example_has_its_canonical_form() => Assert.Equal(
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        Canonical("""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""));

    [Fact]
    public void Members_are_sorted_by_UTF_16_code_units() => Assert.Equal(
        "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"ö\":4,\"€\":5,\"\ud83d\ude00\":6,\"\ufb33\":7}",
        Canonical("{\"\u20ac\":5,\"\\r\":1,\"\ufb33\":7,\"1\":2,\"\ud83d\ude00\":6,\"\u0080\":3,\"\u00f6\":4}"));

    [Fact]
    public void Canonical_of_canonical_is_itself()
    {
        var once = Canonical(JsonSerializer.Serialize(new { b = new[] { 1.5, -0.0, 1e300 }, a = "\u2028\u007f\u0001\"\\/😀<", c = new { } }));
        Assert.Equal(once, Canonical(once));
    }

    static string Canonical(string json) => Encoding.UTF8.GetString(Jcs.Canonical(Encoding.UTF8.GetBytes(json)));
}
