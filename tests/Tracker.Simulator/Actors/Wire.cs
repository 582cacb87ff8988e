using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Actors;

/// <summary>
/// A connection: one frame under way, and the sender waits until the other side has taken it. It can end for both, for one (the other still believes in it),
/// and in the middle of a frame.
/// </summary>
sealed class Wire(Chance chance)
{
    readonly CancellationTokenSource _aborted = new();
    TaskCompletionSource? _taken;
    TaskCompletionSource<byte[]?>? _arrived;
    byte[]? _frame;
    bool _over;

    /// <summary>The server's side has ended, and the server knows.</summary>
    public CancellationToken Aborted => _aborted.Token;

    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task Send(byte[] frame)
    {
        if (_aborted.IsCancellationRequested) throw new IOException("The connection is gone.");
        _taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _frame = frame;
        Offer();
        await _taken.Task;
    }

    /// <summary>The next bytes; null when it is over, or when nothing has come for so long.</summary>
    public async Task<byte[]?> Receive(TimeSpan patience, TimeProvider clock)
    {
        if (_frame is null && _over) return null;
        var arrived = _arrived = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Offer();
        await using var timer = clock.CreateTimer(_ => arrived.TrySetResult(null), null, patience, Timeout.InfiniteTimeSpan);
        return await arrived.Task;
    }

    /// <summary>The client is told; what is under way arrives in part.</summary>
    public void EndForClient()
    {
        if (_over) return;
        _over = true;
        if (_frame is { } frame) _frame = frame[..chance.Below(frame.Length + 1)];
        Offer();
        _arrived?.TrySetResult(null);
    }

    /// <summary>The server is told.</summary>
    public void EndForServer()
    {
        _aborted.Cancel();
        _taken?.TrySetException(new IOException("The connection is gone."));
    }

    void Offer()
    {
        if (_frame is not { } frame || _arrived is not { Task.IsCompleted: false } arrived) return;
        _frame = null;
        arrived.TrySetResult(frame);
        if (!_over) _taken?.TrySetResult();
    }
}
