using System.Text.Json;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>A story's matrix by what had been said until a moment, by what is known now: every cell from its evidence, in said order.</summary>
sealed class SaidMatrix : MatrixView
{
    readonly Snapshot _from;
    readonly long _story;
    readonly long _until;

    public SaidMatrix(Snapshot from, long story, long until) : base(from)
    {
        (_from, _story, _until) = (from, story, until);
        foreach (var (entity, side) in Axis(from, story))
        {
            var row = from.Database[side == TurnRows.Actors
                ? "SELECT said_key, position FROM evidence INDEXED BY evidence_of_actor WHERE story = ? AND actor = ? AND said_key <= ? AND known_to = ? AND historical = 0 ORDER BY said_key DESC LIMIT 1"
                : "SELECT said_key, position FROM evidence INDEXED BY evidence_of_topic WHERE story = ? AND topic = ? AND said_key <= ? AND known_to = ? AND historical = 0 ORDER BY said_key DESC LIMIT 1"]
                .Bind(story).Bind(entity).Bind(until).Bind(IndexStore.Forever);
            if (!row.Step()) continue;
            Add(entity, side, row.Int64(0), row.Int64(1), 0);
            row.Reset();
        }
        Cells = (int)(from.Database["SELECT count(*) FROM (SELECT DISTINCT actor, topic FROM evidence WHERE story = ? AND said_key <= ? AND known_to = ? AND historical = 0)"]
            .Bind(story).Bind(until).Bind(IndexStore.Forever).Number() ?? 0);
    }

    protected override byte[]? Cell(long actor, long topic) => At(_from, _story, actor, topic, _until);

    /// <summary>The cell by what had been said until then; null = no position known.</summary>
    public static byte[]? At(Snapshot from, long story, long actor, long topic, long until)
    {
        var evidence = new List<(long Statement, long Position, int Stance, long? Conditions)>();
        var (count, moves, held) = (0, 0, 0L);
        // Newest first: each row is compared with the one that was said next after it.
        var rows = from.Database["SELECT statement, position, stance, conditions, held FROM evidence WHERE story = ? AND actor = ? AND topic = ? AND said_key <= ? AND known_to = ? AND historical = 0 ORDER BY said_key DESC, position DESC"]
            .Bind(story).Bind(actor).Bind(topic).Bind(until).Bind(IndexStore.Forever);
        while (rows.Step())
        {
            if (count++ == 0 || rows.Int64(4) != held) moves++;
            held = rows.Int64(4);
            if (evidence.Count < CellState.Kept) evidence.Add((rows.Int64(0), rows.Int64(1), rows.Int32(2), rows.IsNull(3) ? null : rows.Int64(3)));
        }
        if (count == 0) return null;
        var newest = evidence[0];
        var cell = new Cell
        {
            Actor = Ref.IdOf(from.RefOf(actor)), Topic = Ref.IdOf(from.RefOf(topic)), Stance = (Stance)newest.Stance,
            Conditions = newest.Conditions is { } words ? JsonSerializer.Deserialize<List<ConditionText>>(from.Body(words), Events.Json)! : [],
            Since = SaidAt(from, newest.Statement), Evidence = [.. evidence.Select(one => Ref.IdOf(from.RefOf(one.Statement)))], EvidenceCount = count, Moves = moves, Cause = newest.Position,
        };
        return Jcs.Canonical(JsonSerializer.SerializeToUtf8Bytes(cell, Events.Json));
    }

    static string? SaidAt(Snapshot from, long statement)
    {
        var body = from.Database["SELECT body FROM docs WHERE entity = ? ORDER BY known_from DESC LIMIT 1"].Bind(statement).Number();
        if (body is not { } found) return null;
        using var document = JsonDocument.Parse(from.Document(found, 0));
        return document.RootElement.TryGetProperty("saidAt", out var said) ? said.GetString() : null;
    }
}
