using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>A story's documents and matrix as they were at a moment of one of the two clocks.</summary>
abstract class MomentView(Snapshot from, long story)
{
    public static MomentView Of(Snapshot from, long story, Moment at) => at switch
    {
        Moment.Known known => new KnownView(from, story, Math.Min(known.Position, from.Position)),
        Moment.Said said => new SaidView(from, story, said.Until),
        _ => throw new InvalidOperationException($"Unhandled {at.GetType().Name}."),
    };

    protected Snapshot From => from;
    protected long StoryId => story;

    /// <summary>Its own document; null when it was not there.</summary>
    public byte[]? Story() => Document(story, DocumentKind.Story);

    /// <summary>Every actor that a record of the story named, by reference.</summary>
    public List<byte[]> Actors() => Documents(Named(), DocumentKind.Actor);

    /// <summary>All of a kind, by reference.</summary>
    public List<byte[]> All(int kind) => Documents(Ids(kind), kind);

    public abstract MatrixView Matrix();

    /// <summary>The newest of a kind, newest first.</summary>
    public abstract List<byte[]> Newest(int kind, int most);

    /// <summary>The newest of the story's statements, newest first.</summary>
    public abstract List<byte[]> Statements(int most);

    /// <summary>An entity as it was; null when it was not there.</summary>
    public abstract byte[]? Document(long id, int kind);

    /// <summary>Actors that a record of the story had named.</summary>
    protected abstract List<long> Named();

    protected abstract List<long> Ids(int kind);

    protected List<byte[]> Documents(List<long> ids, int kind)
    {
        var documents = new List<byte[]>(ids.Count);
        foreach (var id in ids)
        {
            if (Document(id, kind) is { } document) documents.Add(document);
        }
        return documents;
    }

    protected static List<long> Ids(Sqlite.Statement rows)
    {
        var ids = new List<long>();
        while (rows.Step()) ids.Add(rows.Int64(0));
        return ids;
    }
}

/// <summary>By what the desk knew at a position.</summary>
sealed class KnownView(Snapshot from, long story, long position) : MomentView(from, story)
{
    public override MatrixView Matrix() => new KnownMatrix(From, StoryId, position);

    public override List<byte[]> Newest(int kind, int most) => Documents(
        Ids(From.Database["SELECT id FROM entities WHERE story = ? AND kind = ? AND created <= ? ORDER BY created DESC LIMIT ?"].Bind(StoryId).Bind(kind).Bind(position).Bind(most)), kind);

    public override List<byte[]> Statements(int most) => Documents(
        Ids(From.Database["SELECT subject FROM mentions WHERE entity = ? AND role = ? AND position <= ? AND known_from <= ? AND known_to > ? ORDER BY position DESC LIMIT ?"]
            .Bind(StoryId).Bind((int)Domain.TouchRole.Story).Bind(position).Bind(position).Bind(position).Bind(most)), DocumentKind.Statement);

    public override byte[]? Document(long id, int kind) => DocumentReads.Whole(From, id, kind, position);

    protected override List<long> Named() => Ids(From.Database["SELECT e.id FROM named n JOIN entities e ON e.id = n.actor WHERE n.story = ? AND n.since <= ? AND e.created <= ? ORDER BY e.ref"]
        .Bind(StoryId).Bind(position).Bind(position));

    protected override List<long> Ids(int kind) =>
        Ids(From.Database["SELECT id FROM entities WHERE story = ? AND kind = ? AND created <= ? ORDER BY ref"].Bind(StoryId).Bind(kind).Bind(position));
}

/// <summary>By what had been said or done until a moment, as it is known now.</summary>
sealed class SaidView(Snapshot from, long story, long until) : MomentView(from, story)
{
    public override MatrixView Matrix() => new SaidMatrix(From, StoryId, until);

    public override List<byte[]> Newest(int kind, int most) => Documents(
        Ids(From.Database["SELECT id FROM entities WHERE story = ? AND kind = ? AND said <= ? ORDER BY said DESC, created DESC LIMIT ?"].Bind(StoryId).Bind(kind).Bind(until).Bind(most)), kind);

    public override List<byte[]> Statements(int most) => Documents(
        Ids(From.Database["SELECT id FROM entities WHERE story = ? AND kind = ? AND said <= ? AND state = 0 ORDER BY said DESC, created DESC LIMIT ?"]
            .Bind(StoryId).Bind(DocumentKind.Statement).Bind(until).Bind(most)), DocumentKind.Statement);

    public override byte[]? Document(long id, int kind) => SaidDocuments.Read(From, id, kind, until);

    protected override List<long> Named() => Ids(From.Database["SELECT e.id FROM named n JOIN entities e ON e.id = n.actor WHERE n.story = ? AND e.created IS NOT NULL ORDER BY e.ref"].Bind(StoryId));

    protected override List<long> Ids(int kind) => Ids(From.Database["SELECT id FROM entities WHERE story = ? AND kind = ? AND created IS NOT NULL ORDER BY ref"].Bind(StoryId).Bind(kind));
}
