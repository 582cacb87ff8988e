using System.Buffers;
using System.Net.WebSockets;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>One hub client's WebSocket: whole messages out, one at a time; messages in, bounded, with no buffer held while the client is silent.</summary>
sealed class HubSocket(WebSocket socket, StraightOutput? straight, int maxMessage) : IDisposable
{
    const byte Separator = 0x1e;
    const int Chunk = 4096;

    readonly SemaphoreSlim _sending = new(1);
    byte[]? _buffer;
    int _start, _end;

    /// <summary>Begins at once when nothing is under way, which is nearly always: then a send that the kernel takes whole allocates nothing.</summary>
    public ValueTask SendAsync(Page page) => SendAsync(page.SignalR, straight is null ? default : page.SignalRFrame);

    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => SendAsync(message, default);

    /// <param name="frame">The same with its WebSocket head, to go straight; empty = the socket makes its own.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> frame)
    {
#pragma warning disable VSTHRD103 // With no time to wait it does not wait.
        if (message.Length > Slices.Size || !_sending.Wait(0)) return InTurn(message);
#pragma warning restore VSTHRD103
        ValueTask sending;
        try
        {
            sending = frame.IsEmpty ? socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None) : straight!.SendAsync(frame);
        }
        catch
        {
            _sending.Release();
            throw;
        }
        if (!sending.IsCompletedSuccessfully) return Sent(sending);
        _sending.Release();
        return default;
    }

    /// <summary>Sends it unless something else is under way, which then says as much.</summary>
    public ValueTask TrySendAsync(ReadOnlyMemory<byte> message) => _sending.CurrentCount == 0 ? default : SendAsync(message);

    /// <summary>The client's next message with its separator, good until the next call; null when it has closed.</summary>
    /// <exception cref="InvalidDataException">It is larger than allowed.</exception>
    public async ValueTask<ReadOnlySequence<byte>?> NextAsync()
    {
        while (true)
        {
            if (_buffer is not null)
            {
                var length = _buffer.AsSpan(_start, _end - _start).IndexOf(Separator) + 1;
                if (length > 0)
                {
                    _start += length;
                    return new ReadOnlySequence<byte>(_buffer, _start - length, length);
                }
                MakeRoom();
            }
            if (_buffer is null)
            {
                if ((await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None)).MessageType == WebSocketMessageType.Close) return null;
                _buffer = ArrayPool<byte>.Shared.Rent(Chunk);
            }
            var received = await socket.ReceiveAsync(_buffer.AsMemory(_end), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            _end += received.Count;
        }
    }

    public async Task CloseAsync()
    {
        await _sending.WaitAsync();
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        GiveBack();
        _sending.Dispose();
    }

    void MakeRoom()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (rest.Length == 0)
        {
            GiveBack();
            return;
        }
        if (rest.Length > maxMessage) throw new InvalidDataException($"A message has at most {maxMessage} bytes.");
        var larger = rest.Length < _buffer!.Length ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        rest.CopyTo(larger);
        if (larger != _buffer) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = (larger, 0, rest.Length);
    }

    void GiveBack()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = (null, 0, 0);
    }

    async ValueTask InTurn(ReadOnlyMemory<byte> message)
    {
        await _sending.WaitAsync();
        try
        {
            do
            {
                var part = message[..Math.Min(Slices.Size, message.Length)];
                message = message[part.Length..];
                await socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: message.IsEmpty, CancellationToken.None);
            }
            while (!message.IsEmpty);
        }
        finally
        {
            _sending.Release();
        }
    }

    async ValueTask Sent(ValueTask sending)
    {
        try
        {
            await sending;
        }
        finally
        {
            _sending.Release();
        }
    }
}
