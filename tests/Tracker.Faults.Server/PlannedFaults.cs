using Tracker.Log.Sqlite;

namespace Tracker.Faults.Server;

/// <summary>The store fails once, at the n-th moment of a kind after it was told so.</summary>
sealed class PlannedFaults
{
    readonly Lock _gate = new();
    Moment _moment;
    int _left;
    int _code;

    public void Plan(Moment moment, int n, int code)
    {
        lock (_gate) (_moment, _left, _code) = (moment, n, code);
    }

    /// <summary>Whether the next such moment is the one.</summary>
    public bool WillFail(Moment moment)
    {
        lock (_gate) return _left == 1 && _moment == moment;
    }

    /// <summary>Not this one, the next.</summary>
    public void Postpone()
    {
        lock (_gate) _left++;
    }

    public void Meet(Moment moment)
    {
        lock (_gate)
        {
            if (_left == 0 || moment != _moment || --_left > 0) return;
        }
        Console.WriteLine($"injected: {moment} fails with {_code}");
        throw new StoreError(_code, "injected");
    }
}
