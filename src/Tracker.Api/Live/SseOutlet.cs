using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tracker.Api.Keys;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>One event stream: the shared bytes go straight to the kernel where they can, else into the response's pipe.</summary>
sealed class SseOutlet(HttpContext http, string epoch, LiveConnections.Place place, LiveMeter meter, KeyRing? keys) : IOutlet
{
    StraightOutput? _straight = StraightOutput.Of(http);
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly PipeWriter _body = http.Response.BodyWriter;

    /// <summary>Completes when the stream is to end, whoever ends it.</summary>
    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();

    /// <summary>The first bytes, with the response's head.</summary>
    public async ValueTask BeginAsync(ReadOnlyMemory<byte> hello)
    {
        await WriteAsync(hello);
        // The shared chunk is right only where the body is chunked, which a client of HTTP/1.0 would not understand.
        if (http.Response.Headers.TransferEncoding != "chunked") _straight = null;
    }

    public ValueTask WriteAsync(Page page) =>
        page.Sse.Length > Slices.Size ? InSlices(page.Sse) : _straight is { } straight ? straight.SendAsync(page.SseChunk) : WriteAsync(page.Sse);

    public ValueTask BeatAsync(Beat beat)
    {
        // A key that was taken back ends its streams too.
        if (http.Items[typeof(Principal)] is Principal caller && keys?.StillHolds(caller) == false)
        {
            meter.Closed("key");
            End();
            return default;
        }
        return WriteAsync(Encoding.ASCII.GetBytes(Heartbeat(beat.Cursor, beat.Head, beat.Items)));
    }

    public void Arrived() => place.Arrived();

    public void Closed(Ending why, Exception? trouble)
    {
        meter.Closed(why, trouble);
        // Cut, not ended: a stream that ends well leaves its connection open, and nobody waits there.
        http.Abort();
        End();
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var writing = _body.WriteAsync(bytes);
        if (!writing.IsCompletedSuccessfully) return Flushed(writing);
#pragma warning disable VSTHRD103 // It has completed.
        Check(writing.Result);
#pragma warning restore VSTHRD103
        return default;
    }

    public string Heartbeat(long cursor, long head, long items) =>
        string.Create(CultureInfo.InvariantCulture, $"event: heartbeat\nid: {epoch}:{cursor}\ndata: {{\"cursor\":\"{epoch}:{cursor}\",\"head\":\"{epoch}:{head}\",\"items\":{items}}}\n\n");

    async ValueTask InSlices(ReadOnlyMemory<byte> bytes)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(Slices.Size, bytes.Length)..]) await WriteAsync(bytes[..Math.Min(Slices.Size, bytes.Length)]);
    }

    static async ValueTask Flushed(ValueTask<FlushResult> writing) => Check(await writing);

    static void Check(FlushResult flushed)
    {
        if (flushed.IsCompleted || flushed.IsCanceled) throw new IOException("The reader went away.");
    }
}
