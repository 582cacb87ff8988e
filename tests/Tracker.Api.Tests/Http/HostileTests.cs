using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Tracker.ApiTests.Http;

/// <summary>What generators of hostile input (tests/Tracker.Hostile) found, each in its smallest form.</summary>
[Collection(HostCollection.Name)]
public class HostileTests(Host host)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/statements", "application/json", "fffffffff\r\n")]
    [InlineData("/api/statements/batch", "application/x-ndjson", "7fffffffffffffff\r\nx")]
    [InlineData("/api/statements/batch", "application/x-ndjson", "x\r\n")]
    public async Task A_chunk_size_that_is_none_is_a_malformed_request_and_no_bug(string path, string type, string chunk)
    {
        var answer = await Raw($"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {Host.AdminKey}\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/invalid", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_breaks_off_answers_the_lines_that_came_whole_and_is_cut()
    {
        var line = JsonSerializer.Serialize(new { id = "before-it-broke", story = "talks", speakers = new[] { "ann" }, text = "Before it broke." }) + "\n";
        var answer = await Raw($"POST /api/statements/batch HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {Host.AdminKey}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n{line.Length:x}\r\n{line}\r\n", "fffffffff\r\n");
        Assert.Contains("\"line\":1,\"status\":201,\"id\":\"before-it-broke\"", answer, StringComparison.Ordinal);
        Assert.False(answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal), "It looks like the whole answer.");
    }

    [Theory]
    [InlineData(1_100_000)]
    [InlineData(2_500_000)]
    public async Task The_last_line_of_a_batch_is_answered_although_it_is_too_long_and_has_no_end(int length)
    {
        using var body = new StringContent("\n" + new string('x', length), Encoding.UTF8, "application/x-ndjson");
        body.Headers.ContentType!.CharSet = null;
        using var answer = await host.Admin.PostAsync("/api/statements/batch", body, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var only = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal((2, 413), (only.RootElement.GetProperty("line").GetInt32(), only.RootElement.GetProperty("status").GetInt32()));
    }

    [Theory]
    [InlineData("/api/claims", """{"about":"actor/ann","field":"background","value":"\ud800"}""", "value")]
    [InlineData("/api/claims", """{"about":"actor/ann","field":"memberships","value":[{"\udc00":1}]}""", "value")]
    [InlineData("/api/statements/nothing/corrections", """{"reason":"r","changes":{"text":"\ud800"}}""", "changes.text")]
    public async Task Half_a_surrogate_pair_in_an_open_value_is_told_as_that(string path, string body, string field)
    {
        var problem = await (await host.Admin.Send(HttpMethod.Post, path, body)).Problem(400, "invalid");
        Assert.Contains("surrogate", problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    /// <param name="then">Sent when the answer has begun.</param>
    async Task<string> Raw(string request, string? then = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port, Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Ct) is > 0 and var read)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
                if (then is null || !answer.ToString().Contains("\"line\"", StringComparison.Ordinal)) continue;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(then), Ct);
                then = null;
            }
        }
        catch (IOException)
        {
            // Reset: it was cut.
        }
        return answer.ToString();
    }
}
