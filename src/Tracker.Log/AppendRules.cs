namespace Tracker.Log;

/// <summary>What an append must be for any log. Breaking a rule is a bug of the caller, so it is an exception, and it is met before anybody waits with it.</summary>
static class AppendRules
{
    public static void Check(Append append)
    {
        if (append.Records.Count == 0) throw new ArgumentException("An append needs a record.", nameof(append));
        foreach (var record in append.Records)
        {
            if (record.Entity.Length == 0 || record.Kind.Length == 0) throw new ArgumentException("A record needs an entity and a kind.", nameof(append));
            if (record.Body.IsEmpty) throw new ArgumentException("A record needs a body: an empty one means that it was taken down.", nameof(append));
            if (record.Cause is < 1) throw new ArgumentException("A cause is a position, from 1.", nameof(append));
        }
        foreach (var once in append.Once)
        {
            if (once.Key.Length is 0 or > 512) throw new ArgumentException("A once-key has 1 to 512 characters.", nameof(append));
            if (once.Fingerprint.Length != 32) throw new ArgumentException("A fingerprint is SHA-256, 32 bytes.", nameof(append));
        }
    }

    /// <summary>A redaction must say itself what it takes down: verification believes the chain, not a table.</summary>
    public static void Check(IReadOnlyList<long> positions, Append redaction)
    {
        Check(redaction);
        var told = redaction.Records.Where(record => record.Kind == "record.redacted")
            .SelectMany(record => ((Domain.RecordRedacted)Domain.Events.Read(record.Kind, record.Body.Span)).Positions).ToHashSet();
        if (positions.Count == 0 || !told.SetEquals(positions))
            throw new ArgumentException("The append needs one record.redacted that names exactly the positions.", nameof(redaction));
        if (redaction.Records.Count(record => record.Kind == "record.redacted") != 1)
            throw new ArgumentException("A takedown is one record.redacted.", nameof(redaction));
    }

    /// <summary>What is to be taken down is there, and is not itself the proof of a takedown.</summary>
    public static async Task CheckAsync(IEventLog log, IReadOnlyList<long> positions, Append redaction, CancellationToken ct)
    {
        Check(positions, redaction);
        foreach (var position in positions)
        {
            if (position < 1 || position > log.Head) throw new ArgumentException($"There is no record at {position}.", nameof(positions));
            if ((await log.ReadAsync(position - 1, 1, ct))[0].Kind == "record.redacted")
                throw new ArgumentException($"Position {position} is itself a record.redacted: it proves an earlier takedown and cannot be taken down.", nameof(positions));
        }
    }
}
