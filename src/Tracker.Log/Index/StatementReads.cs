using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>Statements by whom they touch, and one statement's history.</summary>
static class StatementReads
{
    public static Listing List(Snapshot from, string entity, IReadOnlyCollection<TouchRole> roles, Moment? at, long? before, int limit)
    {
        if (from.IdOf(entity) is not { } id) return new Listing([], null, from.Position);
        var position = at is Moment.Known known ? known.Position : from.Position;
        var until = at is Moment.Said said ? said.Until : long.MaxValue;
        // Each role's newest first, then merged: one query over several roles would sort all there is.
        var found = new SortedDictionary<long, long>(Comparer<long>.Create(static (a, b) => b.CompareTo(a)));
        foreach (var role in roles)
        {
            var rows = from.Database["SELECT position, subject FROM mentions WHERE entity = ? AND role = ? AND position < ? AND known_from <= ? AND known_to > ? AND said_key <= ? ORDER BY position DESC LIMIT ?"]
                .Bind(id).Bind((int)role).Bind(before ?? IndexStore.Forever).Bind(position).Bind(position).Bind(until).Bind(limit + 1L);
            while (rows.Step()) found[rows.Int64(0)] = rows.Int64(1);
        }
        var heads = new List<Head>();
        foreach (var (created, statement) in found)
        {
            if (heads.Count > limit) break;
            var head = HeadOf(from, statement, created);
            if (head.Ref.StartsWith("statement/", StringComparison.Ordinal)) heads.Add(head);
        }
        return ListReads.Page(from, heads, limit, at);
    }

    public static Head HeadOf(Snapshot from, long statement, long position)
    {
        var row = from.Database["SELECT ref, version, touched FROM entities WHERE id = ?"].Bind(statement);
        row.Step();
        var head = new Head(row.Text(0), statement, row.Int32(1), row.Int64(2), position);
        row.Reset();
        return head;
    }

    /// <summary>The document with <c>history[]</c>, from the statement's records up to its version.</summary>
    public static async ValueTask<Document> WithHistoryAsync(IEventLog log, Document document, CancellationToken ct)
    {
        var history = new List<HistoryEntry>();
        while (history.Count < document.Version)
        {
            var page = await log.ReadStreamAsync(document.Entity, history.Count, document.Version - history.Count, ct);
            if (page.Count == 0) break;
            foreach (var record in page) history.Add(HistoryEntry.Of(record));
        }
        var entries = JsonSerializer.SerializeToUtf8Bytes(history, Events.Json);
        return document with { Body = (byte[])[.. document.Body.Span[..^1], .. ",\"history\":"u8, .. entries, (byte)'}'] };
    }
}

/// <summary>One record of a statement's life, as readers get it.</summary>
sealed record HistoryEntry
{
    public int Version { get; init; }
    public long Position { get; init; }
    public string At { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? By { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyDictionary<string, Change>? Changes { get; init; }
    public string? Note { get; init; }
    /// <summary>What sort of change a correction is.</summary>
    public CorrectionKind? Correction { get; init; }
    public Source? Source { get; init; }

    public static HistoryEntry Of(Record record)
    {
        var entry = new HistoryEntry { Version = record.Version, Position = record.Position, At = Members.Time(record.At), Kind = record.Kind };
        return record.Event switch
        {
            StatementAdded e => entry with { By = e.By },
            StatementCorrected e => entry with { By = e.By, Reason = e.Reason, Changes = e.Changes, Correction = e.Kind },
            StatementRetracted e => entry with { By = e.By, Reason = e.Reason },
            StatementVerified e => entry with { By = e.By, Note = e.Note },
            StatementSourceAdded e => entry with { By = e.By, Source = e.Source },
            RecordRedacted e => entry with { By = e.By, Reason = e.Reason },
            _ => entry,
        };
    }
}
