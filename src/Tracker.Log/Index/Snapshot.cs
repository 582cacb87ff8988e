using System.Buffers.Text;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>One consistent view of the index: everything that is read through it is of one position.</summary>
sealed class Snapshot : IDisposable
{
    readonly Readers.Lease _lease;

    Snapshot(Readers.Lease lease)
    {
        _lease = lease;
        Database["BEGIN"].Run();
        Position = Database["SELECT position FROM progress"].Number() ?? 0;
    }

    public static async ValueTask<Snapshot> OpenAsync(Readers readers, CancellationToken ct)
    {
        var lease = await readers.RentAsync(ct);
        try
        {
            return new Snapshot(lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public Database Database => _lease.Database;

    /// <summary>What the index had taken in.</summary>
    public long Position { get; }

    public long? IdOf(string reference) => Database["SELECT id FROM entities WHERE ref = ?"].Bind(reference).Number();

    public string RefOf(long id)
    {
        var row = Database["SELECT ref FROM entities WHERE id = ?"].Bind(id);
        row.Step();
        var reference = row.Text(0);
        row.Reset();
        return reference;
    }

    public byte[] Body(long id)
    {
        var row = Database["SELECT body FROM bodies WHERE id = ?"].Bind(id);
        row.Step();
        var body = row.Bytes(0).ToArray();
        row.Reset();
        return body;
    }

    /// <summary>A stored document, whole: with its version and its end.</summary>
    public byte[] Document(long body, int version)
    {
        var row = Database["SELECT body FROM bodies WHERE id = ?"].Bind(body);
        row.Step();
        var whole = Whole(row.Bytes(0), version);
        row.Reset();
        return whole;
    }

    /// <summary>The form in which documents are stored, with what it leaves out.</summary>
    public static byte[] Whole(ReadOnlySpan<byte> stored, int version)
    {
        Span<byte> end = stackalloc byte[24];
        ",\"version\":"u8.CopyTo(end);
        Utf8Formatter.TryFormat(version, end[11..], out var digits);
        end[11 + digits] = (byte)'}';
        return [.. stored, .. end[..(12 + digits)]];
    }

    public void Dispose()
    {
        Database["COMMIT"].Run();
        _lease.Dispose();
    }
}
