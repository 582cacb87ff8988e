using System.Globalization;

namespace Tracker.Faults.Checking;

/// <summary>
/// What the clients tried and were told, kept outside the store under test: invoke, then ok, conflict, refused (nothing was stored), or nothing, which is
/// "info": a cut or a timeout, and the outcome is unknown. Statements are numbers, contents 0 to 7. Written to a file too, a line an event:
/// <c>i NUMBER CONTENT</c>, <c>o NUMBER CONTENT POSITION</c>, <c>c …</c>, <c>r …</c>, <c>? …</c>.
/// </summary>
sealed class History(TextWriter? file = null)
{
    const int PageSize = 4_096;
    readonly Lock _gate = new();
    readonly List<Entry[]> _pages = [];
    long _numbers;
    long _acknowledged;
    long _attempts;
    long _unknown;
    long _replayed;

    /// <summary>Statements with a receipt.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);
    public long Attempts => Interlocked.Read(ref _attempts);
    public long Unknown => Interlocked.Read(ref _unknown);
    /// <summary>Receipts that were given again.</summary>
    public long Replayed => Interlocked.Read(ref _replayed);
    /// <summary>Numbers given out so far; the first is 1.</summary>
    public long Numbers => Interlocked.Read(ref _numbers);

    public long NewNumber() => Interlocked.Increment(ref _numbers);

    public void Invoke(long number, int content) => Change('i', number, content, 0, (ref Entry entry) =>
    {
        _attempts++;
        entry.Tried |= Bit(content);
        entry.Open++;
    });

    /// <param name="hash">The beginning of the receipt's hash, or 0 where the answer has none.</param>
    public void Ok(long number, int content, long position, ulong hash = 0) => Change('o', number, content, position, (ref Entry entry) =>
    {
        if (entry.Told == 0) _acknowledged++;
        else _replayed++;
        entry.Told |= Bit(content);
        entry.Open--;
        entry.Differs |= (entry.Position != 0 && entry.Position != position) || (entry.Hash != 0 && hash != 0 && entry.Hash != hash);
        if (entry.Position == 0) entry.Position = position;
        if (entry.Hash == 0) entry.Hash = hash;
    });

    public void Conflict(long number, int content) => Change('c', number, content, 0, (ref Entry entry) =>
    {
        entry.Conflicts |= Bit(content);
        entry.Open--;
    });

    /// <summary>Told that nothing was stored.</summary>
    public void Refused(long number, int content) => Change('r', number, content, 0, static (ref Entry entry) => entry.Open--);

    public void Info(long number, int content) => Change('?', number, content, 0, (ref Entry _) => _unknown++);

    public Entry this[long number]
    {
        get
        {
            lock (_gate) return number / PageSize < _pages.Count ? _pages[(int)(number / PageSize)][number % PageSize] : default;
        }
    }

    delegate void Changing(ref Entry entry);

    void Change(char what, long number, int content, long position, Changing change)
    {
        lock (_gate)
        {
            while (_pages.Count <= number / PageSize) _pages.Add(new Entry[PageSize]);
            _numbers = Math.Max(_numbers, number);
            change(ref _pages[(int)(number / PageSize)][number % PageSize]);
            file?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {number} {content}{(position == 0 ? "" : $" {position}")}"));
        }
    }

    static byte Bit(int content) => (byte)(1 << content);
}
