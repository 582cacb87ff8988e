using Tracker.Domain;
using Tracker.Log.Derived;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

public sealed partial class SqliteIndex
{
    public async ValueTask<Document?> GetAsync(string entity, Moment? at, CancellationToken ct)
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

    public ValueTask<Listing> ListAsync(Listed listed, long? before, int limit, CancellationToken ct) =>
        Read(from => ListReads.List(from, listed, before, limit), ct);

    public ValueTask<Listing> StatementsAsync(string entity, IReadOnlyCollection<TouchRole> roles, Moment? at, long? before, int limit, CancellationToken ct) =>
        Read(from => StatementReads.List(from, entity, roles, at, before, limit), ct);

    public ValueTask<Board?> BoardAsync(string story, Moment? at, CancellationToken ct) =>
        at is null ? _boards.GetAsync(story, _follower.Readers, ct) : Read(from => BoardAt(from, story, at), ct);

    public ValueTask<ReadOnlyMemory<byte>?> MatrixAsync(string story, MatrixPart part, Moment? at, CancellationToken ct) =>
        Read(from => PositionReads.Matrix(from, _log.Epoch, story, part, at), ct);

    public ValueTask<ReadOnlyMemory<byte>?> AxesAsync(string story, Moment? at, CancellationToken ct) =>
        Read(from => PositionReads.Axes(from, _log.Epoch, story, at), ct);

    public ValueTask<ReadOnlyMemory<byte>?> PositionsAsync(string story, string actor, string topic, Moment? at, long? before, int limit, CancellationToken ct) =>
        Read(from => PositionReads.Positions(from, _log.Epoch, story, actor, topic, at, before, limit), ct);

    public ValueTask<ReadOnlyMemory<byte>?> CompareAsync(string story, Moment from, Moment to, int limit, CancellationToken ct) =>
        Read(snapshot => CompareReads.Compare(snapshot, story, from, to, limit), ct);

    public ValueTask<Silences?> SilenceAsync(string story, Moment? at, int offset, int limit, CancellationToken ct) =>
        Read(from => SilenceReads.Silent(from, story, at, offset, limit), ct);

    public ValueTask<ReadOnlyMemory<byte>> HeldAsync(string entity, Moment? at, CancellationToken ct) => Read(from => HeldReads.Of(from, entity, at), ct);

    public ValueTask<ReadOnlyMemory<byte>?> SummaryAsync(string story, DateTimeOffset until, CancellationToken ct) => Read(from => SummaryReads.Of(from, story, until), ct);
    public ValueTask<ReadOnlyMemory<byte>?> TimelineAsync(string story, bool said, int marks, CancellationToken ct) =>
        Read(from => TimelineReads.Timeline(from, _log.Epoch, story, said, marks), ct);

    public ValueTask<ReadOnlyMemory<byte>?> StopsAsync(string story, Moment at, bool forward, bool onlyMoves, int limit, CancellationToken ct) =>
        Read(from => StopReads.Stops(from, _log.Epoch, story, at, forward, onlyMoves, limit), ct);

    public ValueTask<ReadOnlyMemory<byte>?> NetworkAsync(string story, NetworkPart part, Moment? at, CancellationToken ct) =>
        Read(from => NetworkReads.Network(from, _log.Epoch, story, part, at), ct);

    Board? BoardAt(Snapshot from, string story, Moment at) =>
        BoardReads.Canonical(from, story, at) is { } canonical
            ? BoardReads.With(canonical, BoardReads.Hash(canonical), _log.Epoch, at is Moment.Known known ? Math.Min(known.Position, from.Position) : from.Position)
            : null;

    ValueTask<T> Read<T>(Func<Snapshot, T> read, CancellationToken ct) => _follower.ReadAsync(read, ct);
}
