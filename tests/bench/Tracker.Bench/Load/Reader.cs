using System.Text;

namespace Tracker.Bench.Load;

/// <summary>
/// A client that is delivered to. It parses the transport's frames, answers what keeps the connection, and of what is in them it looks only for marks:
/// a tilde and nine digits, which each statement's text begins with.
/// </summary>
abstract class Reader(Loop loop, int port, Arrivals arrivals) : Connection(loop, port)
{
    const int Digits = 9;
    List<byte>? _head;
    Arrivals _arrivals = arrivals;
    ulong[] _had = new ulong[(arrivals.Count / 64) + 1];
    int _digits = -1, _number;

    /// <summary>Where it counts; another one for another round, of which it has nothing yet.</summary>
    public Arrivals Arrivals
    {
        get => _arrivals;
        set
        {
            _arrivals = value;
            (_had, Has) = (new ulong[(value.Count / 64) + 1], 0);
        }
    }

    /// <summary>How many different statements of the round it has.</summary>
    public int Has { get; private set; }

    /// <summary>The number of the last statement that came; −1 before the first.</summary>
    public int Last { get; set; } = -1;

    /// <summary>Whether what it gets is measured.</summary>
    public bool Counts { get; set; } = true;

    public bool IsOpen { get; private set; }

    /// <summary>It is about to be delivered to.</summary>
    public Action<Reader> OnOpen { get; set; } = _ => { };

    /// <summary>The other side closed it or refused; with the seconds after which it may come back, where it was told.</summary>
    public Action<Reader, int?> OnClosed { get; set; } = (_, _) => { };

    /// <summary>How the server's refusal began, or what it said before it was open.</summary>
    public string Heard { get; protected set; } = "nothing said";

    public static string Mark(int number) => $"~{number:D9}";

    public bool IsFirst(int index)
    {
        var (word, bit) = (index / 64, 1UL << (index % 64));
        if ((_had[word] & bit) != 0) return false;
        _had[word] |= bit;
        Has++;
        return true;
    }

    protected abstract string Request { get; }

    protected abstract int Status { get; }

    protected override void Connected()
    {
        (_head, _digits, IsOpen) = ([], -1, false);
        Send(Encoding.ASCII.GetBytes(Request));
    }

    protected sealed override void Received(ReadOnlySpan<byte> bytes)
    {
        Arrivals.Read(bytes.Length);
        if (_head is null)
        {
            Body(bytes);
            return;
        }
        _head.AddRange(bytes);
        var all = _head.ToArray().AsSpan();
        if (all.IndexOf("\r\n\r\n"u8) is var end && end < 0) return;
        _head = null;
        var head = Encoding.ASCII.GetString(all[..end]);
        if (!head.StartsWith($"HTTP/1.1 {Status} ", StringComparison.Ordinal))
        {
            Heard = head.Split("\r\n")[0];
            Close(abort: true);
            Ended(Field(head, "retry-after:") is { } seconds ? int.Parse(seconds, null) : null);
            return;
        }
        Heard = $"was {Status}";
        Headed(head);
        if (all.Length > end + 4) Body(all[(end + 4)..]);
    }

    protected sealed override void Closed() => Ended(null);

    protected virtual void Headed(string head)
    {
    }

    protected abstract void Body(ReadOnlySpan<byte> bytes);

    protected void Opened()
    {
        (IsOpen, Heard) = (true, "was open");
        OnOpen(this);
    }

    /// <summary>Looks for marks; one may begin in one piece and end in the next.</summary>
    protected void Scan(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            if (_digits < 0)
            {
                var at = text.IndexOf((byte)'~');
                if (at < 0) return;
                text = text[(at + 1)..];
                (_digits, _number) = (0, 0);
            }
            while (_digits is >= 0 and < Digits)
            {
                if (text.IsEmpty) return;
                (_digits, _number) = text[0] is >= (byte)'0' and <= (byte)'9' ? (_digits + 1, (_number * 10) + text[0] - '0') : (-1, 0);
                text = text[1..];
            }
            if (_digits == Digits) Arrivals.Seen(this, _number);
            _digits = -1;
        }
    }

    protected static string? Field(string head, string name)
    {
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line?[name.Length..].Trim();
    }

    void Ended(int? comeBackAfter)
    {
        (IsOpen, _head) = (false, null);
        OnClosed(this, comeBackAfter);
    }
}
