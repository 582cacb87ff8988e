using Tracker.Domain;

namespace Tracker.Log.Index;

/// <summary>
/// Derived from the log, in this process: lists by entity and role, documents, cells and their past as rows. Rebuilt when it must be; never the truth.
/// Reads answer from one position (<see cref="Position"/> at the time) and call no grain.
/// </summary>
public interface IIndex : IAsyncDisposable
{
    /// <summary>The last position that it has taken in.</summary>
    long Position { get; }

    /// <summary>True when <see cref="Position"/> ≥ position; false when <paramref name="ct"/> is cancelled first.</summary>
    ValueTask<bool> WaitAsync(long position, CancellationToken ct);

    /// <summary>The entity's document, now or as it read at a position; null = not there.</summary>
    ValueTask<Document?> GetAsync(string entity, long? at, CancellationToken ct);

    /// <summary>Version and last touch only, for an ETag; null = not there.</summary>
    ValueTask<(int Version, long Touched)?> StampAsync(string entity, CancellationToken ct);

    /// <summary>Documents of one kind, newest first by the position that created them.</summary>
    /// <param name="kind"><c>story</c>, <c>actor</c>, <c>place</c>, <c>topic</c>, <c>meeting</c>, <c>statement</c>.</param>
    /// <param name="story">Only those of this story (topics, meetings, statements; actors: those that a record of the story names), or null.</param>
    /// <param name="before">Only those created before this position (paging key), or null.</param>
    ValueTask<Listing> ListAsync(string kind, string? story, long? before, int limit, CancellationToken ct);

    /// <summary>Statements that touch an entity in any of the roles, newest first by position of <c>statement.added</c>.</summary>
    ValueTask<Listing> StatementsAsync(string entity, IReadOnlyCollection<TouchRole> roles, long? before, int limit, CancellationToken ct);

    /// <summary>Ids of the stories of which a record names the actor, in order.</summary>
    ValueTask<IReadOnlyList<string>> StoriesNamingAsync(string actor, CancellationToken ct);

    /// <summary>The board's JSON with <c>cursor</c> and <c>hash</c>; null = no such story. Cached as bytes until a record of the story comes.</summary>
    /// <param name="at">A position in the past, or null for now.</param>
    ValueTask<Board?> BoardAsync(string story, long? at, CancellationToken ct);

    /// <summary>The whole matrix or a part: <c>{story, cursor, actors[], topics[], cells[], size{actors,topics,cells}}</c>; rows and columns by who moved last.</summary>
    ValueTask<ReadOnlyMemory<byte>?> MatrixAsync(string story, MatrixPart part, CancellationToken ct);

    /// <summary><c>{story, actor, topic, cell|absent, moves[], evidence[], historical[], next}</c>, newest first; null = no such story.
    /// Moves are <c>{position, at, from?, to?, cause}</c>, evidence and historical are statement documents. One key (<c>next</c>, a position) pages all three.</summary>
    ValueTask<ReadOnlyMemory<byte>?> PositionsAsync(string story, string actor, string topic, long? before, int limit, CancellationToken ct);
}

/// <param name="Body">The entity's fields flat, with <c>id</c>, <c>version</c>, <c>recordedAt</c> and, for a statement, <c>history[]</c>; a JSON object without <c>cursor</c>.</param>
/// <param name="Position">The position that it is read at: what the index had taken in, or the past one that was asked for.</param>
/// <param name="Touched">Position of the last record that touches it (in the past: of the last one that changed it).</param>
public sealed record Document(string Entity, int Version, long Position, long Touched, ReadOnlyMemory<byte> Body);

/// <param name="Next">Paging key for the next page, or null at the end.</param>
/// <param name="Position">What the index had taken in.</param>
public sealed record Listing(IReadOnlyList<Document> Items, long? Next, long Position);

/// <param name="Hash">Lower-case hex of SHA-256 over the RFC 8785 form of the board without <c>cursor</c> and <c>hash</c>.</param>
public sealed record Board(ReadOnlyMemory<byte> Json, string Hash, long Position);

/// <summary>
/// Which rows and columns; empty = those that moved last, at most 50 × 40. <paramref name="Offset"/> skips among rows that are not named; where rows are
/// named, among columns.
/// </summary>
public sealed record MatrixPart(IReadOnlyList<string> Actors, IReadOnlyList<string> Topics, int Offset);
