using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Store;

/// <summary>
/// One file on a disk with a cache before it, as an operating system has it: a write reaches the cache page by page, a flush the disk. When the process dies
/// the cache stays; when the power goes, each page that was not flushed is on the disk as it was, as it is, or mixed by sectors.
/// </summary>
/// <param name="pause">Awaited in the middle of every write and flush.</param>
sealed class SimulatedDisk(Chance chance, Func<Task> pause)
{
    const int Page = 512;
    const int Sector = 64;

    byte[] _cache = new byte[64 * Page];
    byte[] _disk = new byte[64 * Page];
    SortedSet<int> _dirty = [];
    Action? _interrupted;

    /// <summary>Whether there is room for more pages; what is there can always be overwritten.</summary>
    public bool Full { get; set; }

    /// <summary>The next flush fails.</summary>
    public bool FailsToFlush { get; set; }

    /// <summary>One past the last byte that was ever written.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Read(int offset, int count) => _cache.AsSpan(offset, Math.Min(count, _cache.Length - offset));

    /// <summary>Whether these bytes are anywhere, in the cache or on the disk.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes) => _cache.AsSpan().IndexOf(bytes) >= 0 || _disk.AsSpan().IndexOf(bytes) >= 0;

    /// <exception cref="DiskException">Full: some first pages may be written.</exception>
    public async Task WriteAsync(int offset, ReadOnlyMemory<byte> bytes)
    {
        var pages = (offset + bytes.Length - 1) / Page - offset / Page + 1;
        var fits = Full && offset + bytes.Length > Length ? Math.Min(pages - 1, chance.Below(pages)) : pages;
        // Whoever dies meanwhile has written some of it.
        _interrupted = () => Put(offset, bytes, chance.Below(fits + 1));
        await pause();
        _interrupted = null;
        Put(offset, bytes, fits);
        if (fits < pages) throw new DiskException(DiskTrouble.Full);
        Length = Math.Max(Length, offset + bytes.Length);
    }

    /// <summary>Nothing is left after this byte, as soon as that is flushed.</summary>
    public void Truncate(int length)
    {
        for (var page = length / Page; page * Page < _cache.Length; page++)
        {
            var from = Math.Max(length, page * Page);
            if (_cache.AsSpan(from, (page + 1) * Page - from).ContainsAnyExcept((byte)0) || PageOf(_disk, page).ContainsAnyExcept((byte)0)) _dirty.Add(page);
        }
        _cache.AsSpan(length).Clear();
        Length = length;
    }

    /// <exception cref="DiskException">Some of it is on the disk, and nobody will try again: the cache calls the rest clean, and may forget it.</exception>
    public async Task FlushAsync()
    {
        await pause();
        var failing = FailsToFlush && _dirty.Count > 0;
        foreach (var page in _dirty)
        {
            if (!failing || chance.Percent(50)) PageOf(_cache, page).CopyTo(PageOf(_disk, page));
            else if (chance.Percent(50)) PageOf(_disk, page).CopyTo(PageOf(_cache, page));
        }
        _dirty.Clear();
        if (!failing) return;
        FailsToFlush = false;
        throw new DiskException(DiskTrouble.Flush);
    }

    /// <summary>The process has died, perhaps in the middle of a write.</summary>
    public void Killed()
    {
        _interrupted?.Invoke();
        _interrupted = null;
    }

    /// <summary>The power is gone, and comes back.</summary>
    public void PowerCut()
    {
        Killed();
        foreach (var page in _dirty) Tear(page);
        _dirty.Clear();
        _disk.CopyTo(_cache, 0);
        FailsToFlush = false;
    }

    /// <summary>As it is on the disk now.</summary>
    public SimulatedDisk Copy(Chance chance, Func<Task> pause) => new(chance, pause) { _cache = [.. _disk], _disk = [.. _disk], Length = Length };

    void Put(int offset, ReadOnlyMemory<byte> bytes, int pages)
    {
        var end = Math.Min(offset + bytes.Length, (offset / Page + pages) * Page);
        if (end <= offset) return;
        while (end > _cache.Length) (_cache, _disk) = ([.. _cache, .. new byte[_cache.Length]], [.. _disk, .. new byte[_disk.Length]]);
        bytes.Span[..(end - offset)].CopyTo(_cache.AsSpan(offset));
        for (var page = offset / Page; page * Page < end; page++) _dirty.Add(page);
    }

    void Tear(int page)
    {
        var old = PageOf(_disk, page);
        var now = PageOf(_cache, page);
        var kept = chance.Below(3);
        for (var sector = 0; sector < Page; sector += Sector)
        {
            if (kept == 2 || (kept == 1 && chance.Percent(50))) now.Slice(sector, Sector).CopyTo(old[sector..]);
        }
    }

    static Span<byte> PageOf(byte[] file, int page) => file.AsSpan(page * Page, Page);
}
