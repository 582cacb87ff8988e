using System.IO.Pipelines;
using System.Text;
using Tracker.Api.Json;
using Xunit;

namespace Tracker.ApiTests.Json;

public sealed class NdJsonTests
{
    [Fact]
    public async Task A_body_that_is_left_in_the_middle_can_be_read_on()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes("{\"a\":1}\n{\"b\":2}\n"), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        await foreach (var (line, _) in NdJson.LinesAsync(pipe.Reader, 100, TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, line);
            break;
        }
        var rest = await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("{\"b\":2}\n", Encoding.UTF8.GetString(rest.Buffer));
    }
}
