using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tracker.Api.Live;

/// <summary>
/// A connection's way out that can go straight: bytes that many readers share go to the kernel as they are, past the pipe, its copy and its sending loop,
/// which cost a fifth of a delivery. Until a live handler asks for that, everything passes through Kestrel's own pipe. From then on everything passes through
/// here, Kestrel's bytes too, so there is one order. Linux, without TLS, when the connection has sent nothing yet; elsewhere there is none of it, and the
/// pipe does the same more slowly.
/// </summary>
public sealed class StraightOutput : PipeWriter
{
    const int Smallest = 1024;
    const int DontWait = 0x40, NoSignal = 0x4000;
    const int WouldBlock = 11, Interrupted = 4;

    static readonly FlushResult Flushed = new(isCanceled: false, isCompleted: false);
    static readonly FlushResult Gone = new(isCanceled: false, isCompleted: true);

    readonly Lock _gate = new();
    readonly PipeWriter _pipe;
    readonly Socket _socket;
    byte[]? _buffer;
    int _length;
    Task? _sending;
    bool _used, _straight;

    internal StraightOutput(PipeWriter pipe, Socket socket) => (_pipe, _socket) = (pipe, socket);

    /// <summary>Every connection of the endpoint gets one.</summary>
    public static void Offer(ListenOptions listening)
    {
        if (!OperatingSystem.IsLinux()) return;
        listening.Use(next => connection =>
        {
            if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            {
                var output = new StraightOutput(connection.Transport.Output, socket);
                connection.Transport = new Both(connection.Transport.Input, output);
                connection.Features.Set(output);
            }
            return next(connection);
        });
    }

    /// <summary>That of a request whose response has not begun, now straight; null = there is none for it.</summary>
    internal static StraightOutput? Of(HttpContext http) =>
        HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<ITlsConnectionFeature>() is null && http.Features.Get<StraightOutput>() is { } output && output.TryBegin() ? output : null;

    internal bool TryBegin() => _straight || (_straight = !_used);

    /// <summary>
    /// Begins at once and never blocks; completes when the kernel has taken all of it. The bytes must not change until then. What Kestrel was given before has
    /// been flushed. Calls do not overlap, but Kestrel may flush something meanwhile (a pong, a close): that goes before or after, never between.
    /// </summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    internal ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => new(Send(bytes, null));

    public override Memory<byte> GetMemory(int sizeHint = 0) => _straight ? Room(sizeHint) : _pipe.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _straight ? Room(sizeHint).Span : _pipe.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        _used |= bytes > 0;
        if (_straight) _length += bytes;
        else _pipe.Advance(bytes);
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _straight ? _length : _pipe.UnflushedBytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (!_straight) return _pipe.FlushAsync(cancellationToken);
        if (_buffer is null) return new(Flushed);
        var (buffer, length) = (_buffer, _length);
        (_buffer, _length) = (null, 0);
        try
        {
            var sending = Send(buffer.AsMemory(0, length), buffer);
            return sending.IsCompletedSuccessfully ? new(Flushed) : new(FlushedAfter(sending));
        }
        catch (IOException)
        {
            return new(Gone);
        }
    }

    public override void CancelPendingFlush() => _pipe.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        var last = _straight && exception is null ? FlushAsync() : new(Flushed);
        if (!last.IsCompleted) _ = CompleteAfter(last);
        else _pipe.Complete(exception);
    }

    async Task CompleteAfter(ValueTask<FlushResult> last)
    {
        await last;
        await _pipe.CompleteAsync();
    }

    Memory<byte> Room(int sizeHint)
    {
        var needed = _length + Math.Max(1, sizeHint);
        if (_buffer is null || needed > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(needed, 2 * _length)));
            _buffer?.AsSpan(0, _length).CopyTo(larger);
            GiveBack(_buffer);
            _buffer = larger;
        }
        return _buffer.AsMemory(_length);
    }

    Task Send(ReadOnlyMemory<byte> bytes, byte[]? rented)
    {
        lock (_gate)
        {
            if (_sending is { IsCompleted: false } before) return _sending = AfterAsync(before, bytes, rented);
            if (_sending is { IsFaulted: true }) throw new IOException("The connection is gone.");
            var sent = 0;
            while (sent < bytes.Length)
            {
                var taken = ToKernel(bytes.Span[sent..]);
                if (taken < 0) return _sending = RestAsync(bytes[sent..], rented);
                sent += taken;
            }
            GiveBack(rented);
            return Task.CompletedTask;
        }
    }

    /// <summary>How many bytes the kernel took; negative = it can take none now.</summary>
    int ToKernel(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (true)
            {
                var sent = Native.Send(_socket.SafeHandle, in MemoryMarshal.GetReference(bytes), (nuint)bytes.Length, DontWait | NoSignal);
                if (sent >= 0) return (int)sent;
                var error = Marshal.GetLastPInvokeError();
                if (error == WouldBlock) return -1;
                if (error != Interrupted) throw new IOException($"The connection is gone: error {error}.");
            }
        }
        catch (ObjectDisposedException gone)
        {
            throw new IOException("The connection is gone.", gone);
        }
    }

    async Task AfterAsync(Task before, ReadOnlyMemory<byte> bytes, byte[]? rented)
    {
        await before;
        await RestAsync(bytes, rented);
    }

    async Task RestAsync(ReadOnlyMemory<byte> bytes, byte[]? rented)
    {
        try
        {
            while (bytes.Length > 0) bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
            GiveBack(rented);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            throw new IOException("The connection is gone.", gone);
        }
    }

    static async Task<FlushResult> FlushedAfter(Task sending)
    {
        try
        {
            await sending;
            return Flushed;
        }
        catch (IOException)
        {
            return Gone;
        }
    }

    static void GiveBack(byte[]? rented)
    {
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    sealed record Both(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    static class Native
    {
        // Socket.Send does not say how much of a part was sent when the rest would block.
#pragma warning disable SYSLIB1054 // The generated form needs unsafe code.
        [DllImport("libc", EntryPoint = "send", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint Send(SafeSocketHandle socket, in byte bytes, nuint length, int flags);
#pragma warning restore SYSLIB1054
    }
}
