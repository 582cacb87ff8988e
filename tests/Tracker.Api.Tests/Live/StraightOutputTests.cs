using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Tracker.Api.Live;
using Xunit;

namespace Tracker.ApiTests.Live;

public sealed class StraightOutputTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_sent_and_what_is_flushed_arrive_whole_and_in_the_order_of_their_calls_however_slowly_they_are_read(int seed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere nothing goes straight.");
        var random = new Random(seed);
        var (sender, receiver) = await PairAsync();
        using var _ = sender;
        var output = new StraightOutput(new Pipe().Writer, sender);
        Assert.True(output.TryBegin());
        var expected = new List<byte>();
        var reading = ReadAsync(receiver, slowly: true);
        var gate = new Lock();
        // Two callers as there are two in a connection: whoever sends what is shared, and Kestrel.
        await Task.WhenAll(Task.Run(SharedAsync, Ct), Task.Run(FlushedAsync, Ct));
        await output.CompleteAsync();
        sender.Shutdown(SocketShutdown.Send);
        Assert.Equal(expected, await reading);

        async Task SharedAsync()
        {
            for (var n = 0; n < 200; n++)
            {
                ValueTask sending;
                lock (gate)
                {
                    var bytes = Some();
                    expected.AddRange(bytes);
                    sending = output.SendAsync(bytes);
                }
                await sending;
            }
        }

        async Task FlushedAsync()
        {
            for (var n = 0; n < 200; n++)
            {
                ValueTask<FlushResult> flushing;
                lock (gate)
                {
                    for (var part = 0; part < 3; part++)
                    {
                        var bytes = Some();
                        expected.AddRange(bytes);
                        bytes.CopyTo(output.GetSpan(bytes.Length));
                        output.Advance(bytes.Length);
                    }
                    flushing = output.FlushAsync(Ct);
                }
                Assert.False((await flushing).IsCompleted);
            }
        }

        byte[] Some()
        {
            var bytes = new byte[random.Next(1, random.Next(4) == 0 ? 40_000 : 400)];
            random.NextBytes(bytes);
            return bytes;
        }
    }

    [Fact]
    public async Task A_connection_that_has_sent_something_through_the_pipe_stays_with_it()
    {
        var (sender, receiver) = await PairAsync();
        using var _ = sender;
        using var __ = receiver;
        var pipe = new Pipe();
        var output = new StraightOutput(pipe.Writer, sender);
        await output.WriteAsync(new byte[] { 1, 2, 3 }, Ct);
        Assert.False(output.TryBegin());
        await output.WriteAsync(new byte[] { 4 }, Ct);
        await output.CompleteAsync();
        Assert.Equal([1, 2, 3, 4], System.Buffers.BuffersExtensions.ToArray((await pipe.Reader.ReadAtLeastAsync(4, Ct)).Buffer));
    }

    [Fact]
    public async Task A_reader_that_has_gone_is_an_error_to_whoever_sends_and_the_end_to_Kestrel()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere nothing goes straight.");
        var (sender, receiver) = await PairAsync();
        using var _ = sender;
        var output = new StraightOutput(new Pipe().Writer, sender);
        Assert.True(output.TryBegin());
        receiver.Close(0);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (var n = 0; n < 1_000; n++) await output.SendAsync(new byte[10_000]);
        });
        output.GetSpan(1)[0] = 1;
        output.Advance(1);
        Assert.True((await output.FlushAsync(Ct)).IsCompleted);
    }

    [Fact]
    public async Task A_closed_socket_under_a_send_that_waits_ends_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere nothing goes straight.");
        var (sender, receiver) = await PairAsync();
        using var _ = receiver;
        var output = new StraightOutput(new Pipe().Writer, sender);
        Assert.True(output.TryBegin());
        var stuck = Task.CompletedTask;
        for (var n = 0; n < 10_000 && stuck.IsCompleted; n++) stuck = output.SendAsync(new byte[10_000]).AsTask();
        Assert.False(stuck.IsCompleted);
        sender.Dispose();
        await Assert.ThrowsAsync<IOException>(() => stuck.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    static async Task<(Socket Sender, Socket Receiver)> PairAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await receiver.ConnectAsync(listener.LocalEndPoint!, Ct);
        var sender = await listener.AcceptAsync(Ct);
        sender.SendBufferSize = 16_384;
        return (sender, receiver);
    }

    static async Task<byte[]> ReadAsync(Socket socket, bool slowly)
    {
        using var _ = socket;
        var (all, buffer) = (new MemoryStream(), new byte[8192]);
        while (await socket.ReceiveAsync(buffer, Ct) is > 0 and var count)
        {
            await all.WriteAsync(buffer.AsMemory(0, count), Ct);
            if (slowly && all.Length % 7 == 0) await Task.Delay(1, Ct);
        }
        return all.ToArray();
    }
}
