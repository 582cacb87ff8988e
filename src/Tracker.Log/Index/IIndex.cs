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

    /// <summary>The entity's document, now or at a moment; null = not there.</summary>
    ValueTask<Document?> GetAsync(string entity, Moment? at, CancellationToken ct);

    /// <summary>Version and last touch only, for an ETag; null = not there.</summary>
    ValueTask<(int Version, long Touched)?> StampAsync(string entity, CancellationToken ct);

    /// <summary>Documents of one kind, newest first by the position that created them.</summary>
    /// <param name="before">Only those created before this position (paging key), or null.</param>
    ValueTask<Listing> ListAsync(Listed listed, long? before, int limit, CancellationToken ct);

    /// <summary>Statements that touch an entity in any of the roles, newest first by position of <c>statement.added</c>.</summary>
    ValueTask<Listing> StatementsAsync(string entity, IReadOnlyCollection<TouchRole> roles, Moment? at, long? before, int limit, CancellationToken ct);

    /// <summary>Ids of the stories of which a record names the actor, in order.</summary>
    ValueTask<IReadOnlyList<string>> StoriesNamingAsync(string actor, CancellationToken ct);

    /// <summary>Ids of the actor and of all that turned out to be the same one, at any remove: first the one that it is now.</summary>
    ValueTask<IReadOnlyList<string>> AliasesAsync(string actor, CancellationToken ct);

    /// <summary>The board's JSON with <c>cursor</c> and <c>hash</c>; null = no such story then. That of now is cached as bytes until a record of the story comes.</summary>
    ValueTask<Board?> BoardAsync(string story, Moment? at, CancellationToken ct);

    /// <summary>
    /// The whole matrix or a part: <c>{story, cursor, actors[], topics[], cells[], conduct[], size{actors,topics,cells}}</c>; rows and columns by who moved
    /// last. Conduct: <c>{actor, topic, stance, basis: "conduct", evidence[]}</c> for the same rows and columns.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> MatrixAsync(string story, MatrixPart part, Moment? at, CancellationToken ct);

    /// <summary>
    /// Whose cells the matrix has: <c>{story, cursor, actors[], topics[], cells}</c>, ids, those that moved last first, and how many cells; null = no such story then.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> AxesAsync(string story, Moment? at, CancellationToken ct);

    /// <summary><c>{story, actor, topic, cell|absent, moves[], evidence[], historical[], conduct[], next}</c>, newest first; null = no such story then.
    /// Moves are <c>{position, at, from?, to?, since?, evidence?, cause}</c> (known at, said since), evidence and historical are statement documents, conduct
    /// acts. One key (<c>next</c>, a position) pages moves, evidence and historical.</summary>
    ValueTask<ReadOnlyMemory<byte>?> PositionsAsync(string story, string actor, string topic, Moment? at, long? before, int limit, CancellationToken ct);

    /// <summary>
    /// What changed between two moments of one clock: <c>{story, appeared[], hardened[], softened[], turned[], changed[], vanished[], complete}</c>, each entry
    /// <c>{actor, topic, from?, to?}</c> with whole cells; null = no such story. At most <paramref name="limit"/> cells are compared, the newest moves first.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> CompareAsync(string story, Moment from, Moment to, int limit, CancellationToken ct);

    /// <summary>
    /// Who has not answered what was asked of them: <c>{story, silent[{actor, topic, since, demands, first, askedBy[]}]}</c>, longest silence first; null = no such
    /// story then. Answered: a position of the actor, or of whom it belongs to, on the topic, or a reply, since then.
    /// </summary>
    ValueTask<Silences?> SilenceAsync(string story, Moment? at, int offset, int limit, CancellationToken ct);

    /// <summary>
    /// The positions of an actor over all stories, or on a topic (a reference), at most 300 and their newest 200 moves:
    /// <c>{positions[{story, cell}], moves[{story, actor, topic, position, at, from?, to?, since?, evidence?, cause}]}</c>; empty when there are none.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>> HeldAsync(string entity, Moment? at, CancellationToken ct);

    /// <summary>
    /// What a list of stories says of one: <c>{statement?, meeting?, actors[], hours[24], until}</c>: the last statement and its speakers, the meeting that is on or
    /// comes next, statements in each of the last 24 hours (the oldest first, at most 10,000 counted); null = no such story.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> SummaryAsync(string story, DateTimeOffset until, CancellationToken ct);
    /// <summary>A story's whole life in stretches, oldest first: <c>{story, clock, cursor, marks[{at, position?, statements, moves, statuses}], complete}</c>; null = no such story.</summary>
    /// <param name="marks">About how many stretches.</param>
    ValueTask<ReadOnlyMemory<byte>?> TimelineAsync(string story, bool said, int marks, CancellationToken ct);

    /// <summary>Moments at which something changed, after or before one, nearest first: <c>{story, clock, cursor, items[]}</c>, each as a stretch of a timeline; null = no such story.</summary>
    ValueTask<ReadOnlyMemory<byte>?> StopsAsync(string story, Moment at, bool forward, bool onlyMoves, int limit, CancellationToken ct);

    /// <summary>
    /// Who has to do with whom: <c>{story, cursor, nodes[{actor, name, kind?, side?, statements}], ties[{from, to, kind, count, evidence[≤10]}], complete}</c>;
    /// null = no such story then. Ties: <c>spoke_to</c>, <c>about</c>, <c>relayed</c>, <c>spoke_for</c>, <c>met</c> (without direction); most first.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> NetworkAsync(string story, NetworkPart part, Moment? at, CancellationToken ct);
}

/// <param name="Kind"><c>story</c>, <c>actor</c>, <c>place</c>, <c>topic</c>, <c>meeting</c>, <c>statement</c>, <c>act</c>, <c>claim</c>, <c>condition</c>, <c>link</c>.</param>
/// <param name="Story">Only those of this story (actors: those that a record of the story names), or null.</param>
/// <param name="Of">Only those that name this entity (a reference), in whatever role; acts, claims, conditions and links only. Null = all.</param>
/// <param name="State">Only those in this state, by the wire's name; see <see cref="StatesOf"/>. Null = all.</param>
/// <param name="At">As of a moment; null = now.</param>
public sealed record Listed(string Kind, string? Story = null, string? Of = null, string? State = null, Moment? At = null)
{
    /// <summary>The states by which a kind can be listed; empty = none. A statement is in one only while it is held for told again.</summary>
    public static IReadOnlyList<string> StatesOf(string kind) => DocumentKind.CodeOf(kind + "/") is > 0 and var code ? DocumentKind.Of(code).States : [];
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

/// <summary>A part of the silences of a story.</summary>
/// <param name="Json"><c>{story, silent[]}</c>.</param>
/// <param name="More">There are shorter ones behind them.</param>
public sealed record Silences(ReadOnlyMemory<byte> Json, bool More);
