using System.Diagnostics;
using System.Net.Sockets;

namespace Tracker.Hostile.Shooting;

/// <summary>What became of the bytes that were sent.</summary>
/// <param name="Closed">The server closed the connection; false = the client gave up waiting.</param>
sealed record Outcome(IReadOnlyList<Answer> Answers, bool Closed, TimeSpan Took);

/// <summary>One connection: sends bytes as they are and reads what comes.</summary>
static class Line
{
    // Something malformed may be half a request to the server: after this long it is told that no more comes.
    static readonly TimeSpan UntilHalfClosed = TimeSpan.FromMilliseconds(150);

    public static async Task<Socket> ConnectAsync(Uri address, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, ct);
        return socket;
    }

    /// <summary>Until the answer is whole, the server closes, or patience ends.</summary>
    public static async Task<Outcome> FireAsync(Uri address, Shot shot, TimeSpan patience, CancellationToken ct)
    {
        using var socket = await ConnectAsync(address, ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        var started = Stopwatch.GetTimestamp();
        var sending = SendAsync(socket, shot, limit.Token);
        var got = new MemoryStream();
        var closed = false;
        try
        {
            var buffer = new byte[64 * 1024];
            while (!closed)
            {
                var read = await socket.ReceiveAsync(buffer, limit.Token);
                closed = read == 0;
                await got.WriteAsync(buffer.AsMemory(0, read), limit.Token);
                if (shot.Answered && First(got, shot, closed) is { } first) return new Outcome([first], closed, Stopwatch.GetElapsedTime(started));
            }
        }
        catch (SocketException)
        {
            closed = true; // reset: it did not want to read on
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Patience has ended.
        }
        await limit.CancelAsync();
        await sending;
        return new Outcome(All(got, shot), closed, Stopwatch.GetElapsedTime(started));
    }

    static Answer? First(MemoryStream got, Shot shot, bool ended)
    {
        ReadOnlySpan<byte> bytes = got.GetBuffer().AsSpan(0, (int)got.Length);
        return Answer.Take(ref bytes, shot.IsHead, ended);
    }

    static List<Answer> All(MemoryStream got, Shot shot)
    {
        ReadOnlySpan<byte> bytes = got.GetBuffer().AsSpan(0, (int)got.Length);
        var answers = new List<Answer>();
        while (Answer.Take(ref bytes, shot.IsHead, ended: true) is { } answer) answers.Add(answer);
        return answers;
    }

    static async Task SendAsync(Socket socket, Shot shot, CancellationToken ct)
    {
        try
        {
            for (var rest = shot.Bytes.AsMemory(); !rest.IsEmpty;) rest = rest[await socket.SendAsync(rest, ct)..];
            if (shot.Answered) return;
            await Task.Delay(UntilHalfClosed, ct);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It answered before it had read everything, or is gone.
        }
    }
}
