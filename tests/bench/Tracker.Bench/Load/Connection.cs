using System.Runtime.InteropServices;

namespace Tracker.Bench.Load;

/// <summary>One client's socket on a loop; what it calls is on the loop's thread.</summary>
abstract class Connection(Loop loop, int port)
{
    const int Sources = 200;
    static int _next;
    byte[] _unsent = [];
    int _fd = -1;
    bool _connecting, _deaf;

    protected Loop Loop => loop;

    public bool IsConnected => _fd >= 0 && !_connecting;

    /// <summary>Bytes that the kernel may hold for it; 0 = as it likes.</summary>
    public int ReceiveBuffer { get; init; }

    /// <summary>Clients come from 200 addresses: a server may limit what one address opens, and each address has its own ports.</summary>
    public void Connect()
    {
        _fd = Libc.Connect(0x7F000102 + (uint)(Interlocked.Increment(ref _next) % Sources), port, ReceiveBuffer);
        if (_fd < 0)
        {
            Closed();
            return;
        }
        (_connecting, _deaf, _unsent) = (true, false, []);
        loop.Add(this, _fd, Libc.In | Libc.Out);
    }

    public void Ready(uint events)
    {
        if (_connecting)
        {
            if (Libc.PendingError(_fd) != 0)
            {
                End();
                return;
            }
            _connecting = false;
            loop.Await(_fd, Libc.In);
            Connected();
            return;
        }
        if ((events & Libc.Out) != 0) Flush();
        if (_deaf && (events & (Libc.Error | Libc.HangUp)) != 0) End();
        else if (!_deaf && _fd >= 0 && (events & (Libc.In | Libc.Error | Libc.HangUp)) != 0) Read();
    }

    /// <summary>It stays open and reads nothing any more, like a browser whose machine has gone to sleep.</summary>
    public void StopReading()
    {
        _deaf = true;
        if (_fd >= 0) loop.Await(_fd, 0);
    }

    public void ReadAgain()
    {
        _deaf = false;
        if (_fd >= 0) loop.Await(_fd, Libc.In);
    }

    public void Close(bool abort)
    {
        if (_fd < 0) return;
        loop.Remove(_fd);
        Libc.Close(_fd, abort);
        _fd = -1;
    }

    protected void Send(ReadOnlySpan<byte> bytes)
    {
        if (_fd < 0) return;
        var sent = _unsent.Length > 0 ? 0 : Libc.Send(_fd, bytes);
        if (sent == bytes.Length) return;
        if (sent < 0 && Marshal.GetLastPInvokeError() is not (Libc.Again or Libc.Interrupted))
        {
            End();
            return;
        }
        _unsent = [.. _unsent, .. bytes[Math.Max(0, sent)..]];
        loop.Await(_fd, Libc.In | Libc.Out);
    }

    protected abstract void Connected();

    /// <summary>What came; valid during the call.</summary>
    protected abstract void Received(ReadOnlySpan<byte> bytes);

    /// <summary>The other side closed it, or it never opened.</summary>
    protected abstract void Closed();

    void Flush()
    {
        var rest = _unsent;
        _unsent = [];
        loop.Await(_fd, _deaf ? 0 : Libc.In);
        Send(rest);
    }

    void Read()
    {
        var count = Libc.Receive(_fd, loop.Buffer);
        if (count > 0) Received(loop.Buffer.AsSpan(0, count));
        else if (count == 0 || Marshal.GetLastPInvokeError() is not (Libc.Again or Libc.Interrupted)) End();
    }

    /// <summary>As if the other side had closed it.</summary>
    protected void End()
    {
        Close(abort: true);
        Closed();
    }
}
