namespace Tracker.Api.Live;

enum Spending { Fine, TooMuch, Flood }

/// <summary>So many messages a second after a burst of twice as many; one that goes on while it is refused runs into a debt, and at the burst's size it floods.</summary>
sealed class Allowance(int perSecond)
{
    readonly double _most = 2.0 * perSecond;
    double _left = 2.0 * perSecond;
    long _since;

    public Spending Spend(long now, long frequency)
    {
        if (_since != 0) _left = Math.Min(_most, _left + ((double)(now - _since) / frequency * perSecond));
        _since = now;
        _left--;
        return _left >= 0 ? Spending.Fine : _left >= -_most ? Spending.TooMuch : Spending.Flood;
    }
}
