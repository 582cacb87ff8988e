using Tracker.Domain;
using Tracker.Log.Derived;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

public sealed partial class SqliteIndex
{
    public async ValueTask<Document?> GetAsync(string entity, long? at, CancellationToken ct)
    {
        var document = await Read(from => DocumentReads.Get(from, entity, at), ct);
        return document is not null && DocumentKind.CodeOf(entity) == DocumentKind.Statement
            ? await StatementReads.WithHistoryAsync(_log, document, ct)
            : document;
    }

    public ValueTask<(int Version, long Touched)?> StampAsync(string entity, CancellationToken ct) => Read<(int, long)?>(from =>
    {
        var row = from.Database["SELECT version, touched FROM entities WHERE ref = ? AND created IS NOT NULL"].Bind(entity);
        if (!row.Step()) return null;
        var stamp = (row.Int32(0), row.Int64(1));
        row.Reset();
        return stamp;
    }, ct);

    public ValueTask<Listing> ListAsync(string kind, string? story, long? before, int limit, CancellationToken ct) =>
        Read(from => DocumentReads.List(from, kind, story, before, limit), ct);

    public ValueTask<Listing> StatementsAsync(string entity, IReadOnlyCollection<TouchRole> roles, long? before, int limit, CancellationToken ct) =>
        Read(from => StatementReads.List(from, entity, roles, before, limit), ct);

    public ValueTask<Board?> BoardAsync(string story, long? at, CancellationToken ct) =>
        at is { } past ? Read(from => BoardAt(from, story, Math.Min(past, from.Position)), ct) : _boards.GetAsync(story, _follower.Readers, ct);

    public ValueTask<ReadOnlyMemory<byte>?> MatrixAsync(string story, MatrixPart part, CancellationToken ct) =>
        Read(from => PositionReads.Matrix(from, _log.Epoch, story, part), ct);

    public ValueTask<ReadOnlyMemory<byte>?> PositionsAsync(string story, string actor, string topic, long? before, int limit, CancellationToken ct) =>
        Read(from => PositionReads.Positions(from, _log.Epoch, story, actor, topic, before, limit), ct);

    Board? BoardAt(Snapshot from, string story, long position) =>
        BoardReads.Canonical(from, story, position) is { } canonical ? BoardReads.With(canonical, BoardReads.Hash(canonical), _log.Epoch, position) : null;

    ValueTask<T> Read<T>(Func<Snapshot, T> read, CancellationToken ct) => _follower.ReadAsync(read, ct);
}
