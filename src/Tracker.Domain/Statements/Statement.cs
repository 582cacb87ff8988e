namespace Tracker.Domain.Statements;

/// <summary>What somebody said, as it reads now. It has no grain: whoever changes it loads its few records and appends on its version.</summary>
public sealed partial record Statement : IEntity<Statement, StatementCommand>
{
    public const int MostSources = 200;

    public string Id { get; init; } = "";
    public StatementContent Content { get; init; } = new();
    public StatementStatus Status { get; init; }
    public Verification Verification { get; init; }
    public string? VerificationNote { get; init; }
    /// <summary>Its words were taken down; <see cref="Content"/> is empty.</summary>
    public bool Redacted { get; init; }
    public int Version { get; init; }
    /// <summary>Position of its first record: breaks ties of said order.</summary>
    public long Position { get; init; }
    /// <summary>When its first record was taken: when the desk knew.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    /// <summary>Everything that a record of it ever touched: whatever changes it touches all of that again.</summary>
    public IReadOnlyList<Touch> Touched { get; init; } = [];

    public static Statement Initial { get; } = new();

    public static int FoldVersion => 1;

    public static Statement Evolve(Statement state, Record record)
    {
        if (!Stream.Owns(state.Version, Ref.Statement(state.Id), "statement.added", record)) return state;
        var next = state with
        {
            Id = Ref.IdOf(record.Entity),
            Version = record.Version,
            Position = state.Version == 0 ? record.Position : state.Position,
            RecordedAt = state.Version == 0 ? record.At : state.RecordedAt,
            Touched = new Touches(record.Entity).Add(state.Touched).Add(record.Touches).List,
        };
        // Once words are taken down, no record of theirs brings any back: not even one whose body is still there.
        if (state.Redacted || record.Redacted || record.Kind == "record.redacted") return TakenDown(next);
        return record.Event switch
        {
            StatementAdded e => next with { Content = e.Statement },
            StatementCorrected e => next with { Content = e.Statement, Status = StatementStatus.Corrected },
            StatementRetracted => next with { Status = StatementStatus.Retracted },
            StatementVerified e => next with { Verification = e.Status, VerificationNote = e.Note },
            StatementSourceAdded e => next with { Content = next.Content with { Sources = [.. next.Content.Sources, e.Source] } },
            _ => throw Stream.Unknown(record),
        };
    }

    static Statement TakenDown(Statement state) => state with { Redacted = true, Content = new StatementContent(), VerificationNote = null };
}
