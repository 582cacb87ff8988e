using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tracker.Bench.Load;

/// <summary>A client that posts one request after the other on one connection.</summary>
sealed class Poster(Loop loop, int port) : Connection(loop, port)
{
    readonly byte[] _answer = new byte[8192];
    ReadOnlyMemory<byte> _request;
    int _have;
    bool _asked;

    /// <summary>Gets status and answer (valid during the call); status 0 = the connection ended before it.</summary>
    public Action<Poster, int, ReadOnlyMemory<byte>> OnAnswer { get; set; } = (_, _, _) => { };

    public void Post(ReadOnlyMemory<byte> request)
    {
        (_request, _asked, _have) = (request, true, 0);
        if (IsConnected) Send(request.Span);
        else Connect();
    }

    protected override void Connected() => Send(_request.Span);

    protected override void Closed()
    {
        if (!_asked) return;
        _asked = false;
        OnAnswer(this, 0, default);
    }

    protected override void Received(ReadOnlySpan<byte> bytes)
    {
        var here = Math.Min(bytes.Length, _answer.Length - _have);
        bytes[..here].CopyTo(_answer.AsSpan(_have));
        _have += here;
        var all = _answer.AsSpan(0, _have);
        var end = all.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !IsWhole(all[..end], all[(end + 4)..])) return;
        _asked = false;
        OnAnswer(this, int.Parse(all[9..12], NumberStyles.None, CultureInfo.InvariantCulture), _answer.AsMemory(0, _have));
    }

    static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return body.EndsWith("0\r\n\r\n"u8);
        var value = head[(at + 16)..];
        var end = value.IndexOf((byte)'\r');
        return body.Length >= int.Parse(end < 0 ? value : value[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

/// <summary>Posts at a steady rate, whether answers come or not: each goes out when it is due, on a connection that is free.</summary>
/// <param name="request">Number → request.</param>
sealed class SteadyPosts(Loop loop, int port, double perSecond, Func<int, ReadOnlyMemory<byte>> request, Action<int> sending)
{
    readonly Stack<Poster> _free = new();
    readonly List<Poster> _all = [];
    int _unanswered;

    /// <summary>Post to receipt.</summary>
    public Histogram Took { get; private set; } = new();

    /// <summary>Gets number and answer of each that was taken in.</summary>
    public Action<int, ReadOnlyMemory<byte>> OnReceipt { get; set; } = (_, _) => { };

    /// <summary>Answers other than 2xx, and connections that ended without one.</summary>
    public int Refused { get; private set; }

    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>Sends the numbers from <paramref name="from"/>; ends when the last was sent.</summary>
    public async Task RunAsync(int from, int count)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await loop.DoAsync(() =>
        {
            Took = new Histogram();
            Send(from, from, count, Stopwatch.GetTimestamp(), sent);
        });
        await sent.Task;
    }

    public Task CloseAsync() => loop.DoAsync(() =>
    {
        foreach (var poster in _all) poster.Close(abort: true);
    });

    void Send(int number, int from, int count, long began, TaskCompletionSource done)
    {
        if (number == from + count)
        {
            done.SetResult();
            return;
        }
        var bytes = request(number);
        if (!_free.TryPop(out var poster)) _all.Add(poster = new Poster(loop, port));
        var at = Stopwatch.GetTimestamp();
        poster.OnAnswer = (same, status, answer) =>
        {
            Interlocked.Decrement(ref _unanswered);
            Took.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            if (status is >= 200 and < 300) OnReceipt(number, answer);
            else Refused++;
            _free.Push(same);
        };
        Interlocked.Increment(ref _unanswered);
        sending(number);
        poster.Post(bytes);
        loop.At(began + (long)((number - from + 1) / perSecond * Stopwatch.Frequency), () => Send(number + 1, from, count, began, done));
    }
}

/// <summary>Clients that each post one and wait for its receipt before the next.</summary>
static class EagerPosts
{
    /// <summary>All requests by as many clients; how long it took, and post to receipt.</summary>
    /// <exception cref="InvalidOperationException">One was not taken in.</exception>
    public static async Task<(TimeSpan Elapsed, Histogram Took)> RunAsync(Loop loop, int port, int clients, IReadOnlyList<ReadOnlyMemory<byte>> requests)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (took, next, answered, began) = (new Histogram(), 0, 0, Stopwatch.GetTimestamp());
        var posters = Enumerable.Range(0, clients).Select(_ => new Poster(loop, port)).ToList();
        await loop.DoAsync(() => posters.ForEach(Next));
        await done.Task.WaitAsync(TimeSpan.FromMinutes(10));
        var elapsed = Stopwatch.GetElapsedTime(began);
        await loop.DoAsync(() => posters.ForEach(poster => poster.Close(abort: true)));
        return (elapsed, took);

        void Next(Poster poster)
        {
            if (next == requests.Count) return;
            var sent = Stopwatch.GetTimestamp();
            poster.OnAnswer = (same, status, answer) =>
            {
                took.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                if (status is < 200 or >= 300) done.TrySetException(new InvalidOperationException($"{status} {Encoding.UTF8.GetString(answer.Span)}"));
                else if (++answered == requests.Count) done.TrySetResult();
                else Next(same);
            };
            poster.Post(requests[next++]);
        }
    }
}
