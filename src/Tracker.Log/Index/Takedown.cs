using Tracker.Domain;

namespace Tracker.Log.Index;

/// <summary>What the index needs of the log to take words down: read before its transaction, so that no transaction waits for the log.</summary>
/// <param name="Statements">First record of each statement whose words are gone.</param>
/// <param name="Streams">Streams, up to the takedown, of other entities whose words are gone.</param>
/// <param name="Reactions">Changes of cells whose words are gone, and their story.</param>
sealed record Takedown(IReadOnlyList<Record> Statements, IReadOnlyList<IReadOnlyList<Record>> Streams, IReadOnlyList<(string Story, long Position)> Reactions)
{
    const int Page = 1_000;

    public static async Task<IReadOnlyDictionary<long, Takedown>> ReadAsync(IEventLog log, IReadOnlyList<Record> batch, CancellationToken ct)
    {
        var found = new Dictionary<long, Takedown>();
        foreach (var record in batch)
        {
            if (record.Kind == "record.redacted" && record.Event is RecordRedacted redacted) found[record.Position] = await ReadAsync(log, record, redacted, ct);
        }
        return found;
    }

    static async Task<Takedown> ReadAsync(IEventLog log, Record record, RecordRedacted redacted, CancellationToken ct)
    {
        var entities = new SortedSet<string>(StringComparer.Ordinal) { record.Entity };
        List<(string, long)> reactions = [];
        foreach (var position in redacted.Positions)
        {
            foreach (var taken in await log.ReadAsync(position - 1, 1, ct))
            {
                if (taken.Kind == "position.changed") reactions.Add((taken.Entity, position));
                else entities.Add(taken.Entity);
            }
        }
        List<Record> statements = [];
        List<IReadOnlyList<Record>> streams = [];
        foreach (var entity in entities)
        {
            if (DocumentKind.CodeOf(entity) == DocumentKind.Statement) statements.AddRange(await log.ReadStreamAsync(entity, 0, 1, ct));
            else if (DocumentKind.CodeOf(entity) != 0) streams.Add(await StreamAsync(log, entity, record.Position, ct));
        }
        return new Takedown(statements, streams, reactions);
    }

    static async Task<IReadOnlyList<Record>> StreamAsync(IEventLog log, string entity, long upTo, CancellationToken ct)
    {
        List<Record> stream = [];
        while (true)
        {
            var page = await log.ReadStreamAsync(entity, stream.Count, Page, ct);
            stream.AddRange(page);
            if (page.Count < Page || page[^1].Position > upTo) return stream.FindAll(record => record.Position <= upTo);
        }
    }
}
