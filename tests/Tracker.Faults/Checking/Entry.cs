namespace Tracker.Faults.Checking;

/// <summary>All that was tried under one id. Contents are numbered 0 to 7; each set of them is a mask.</summary>
struct Entry
{
    /// <summary>Sent, whatever came of it.</summary>
    public byte Tried;

    /// <summary>Acknowledged with a receipt.</summary>
    public byte Told;

    /// <summary>Refused because the id is taken by another content.</summary>
    public byte Conflicts;

    /// <summary>Attempts under way, or whose outcome nobody knows.</summary>
    public int Open;

    /// <summary>Position of the first receipt; 0 = none.</summary>
    public long Position;

    /// <summary>The beginning of the hash in a receipt; 0 = none had one.</summary>
    public ulong Hash;

    /// <summary>Two receipts were not the same.</summary>
    public bool Differs;
}
