using Tracker.Domain;
using Tracker.Domain.Acts;
using Tracker.Domain.Statements;
using Tracker.Log.Derived;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>Takes batches of records into the index: one transaction each, with the watermark. Used by one thread at a time.</summary>
sealed class IndexWriter : ITaker
{
    readonly IEventLog _log;
    readonly Database _database;
    readonly EntityRows _entities;
    readonly BodyRows _bodies;
    readonly DocumentRows _documents;
    readonly MergeRows _merges;
    readonly MentionRows _mentions;
    readonly CellRows _cells;
    readonly EvidenceRows _evidence;
    readonly PartRows _parts;
    readonly ConductRows _conduct;
    readonly SilenceRows _silence;
    readonly ChangeRows _changes;
    readonly TieRows _ties;
    readonly List<EntityRow> _stories = [];
    readonly List<EntityRow> _actors = [];
    Bounded<(long Story, long Actor), bool> _named = new(65_536);

    public IndexWriter(IEventLog log, Database database)
    {
        (_log, _database) = (log, database);
        _entities = new EntityRows(database);
        _bodies = new BodyRows(database);
        _documents = new DocumentRows(database, _bodies, _entities);
        _merges = new MergeRows(database, _entities);
        _mentions = new MentionRows(database, _entities, _merges);
        _cells = new CellRows(database, _bodies, _entities, new TurnRows(database));
        _evidence = new EvidenceRows(database, _bodies, _entities, _merges);
        _parts = new PartRows(database, _bodies);
        _conduct = new ConductRows(database, _entities, _merges);
        _silence = new SilenceRows(database, _entities, _merges, _documents);
        _changes = new ChangeRows(database);
        _ties = new TieRows(database, _entities);
    }

    public async ValueTask<bool> TakeAsync(IReadOnlyList<Record> records, CancellationToken ct)
    {
        var takedowns = await Takedown.ReadAsync(_log, records, ct);
        Write(records, takedowns);
        return takedowns.Count > 0;
    }

    void Write(IReadOnlyList<Record> records, IReadOnlyDictionary<long, Takedown> takedowns)
    {
        _database.Begin();
        try
        {
            foreach (var record in records) Take(record, takedowns);
            _entities.Flush();
            Progress.Mark(_database, records[^1]);
            _database.Commit();
        }
        catch
        {
            _entities.Forget();
            _bodies.Forget();
            _documents.Forget();
            _merges.Forget();
            _changes.Forget();
            _named = new(65_536);
            _database.Rollback();
            throw;
        }
    }

    void Take(Record record, IReadOnlyDictionary<long, Takedown> takedowns)
    {
        var own = _entities.Change(record.Entity);
        Touch(record);
        if (record.Kind == "position.changed") _cells.Follow(own, record);
        else if (own.Kind != 0) Follow(own, record);
        own.Created ??= record.Position;
        own.Version = record.Version;
        if (takedowns.TryGetValue(record.Position, out var takedown)) TakeDown(record, takedown);
    }

    void Follow(EntityRow own, Record record)
    {
        if (own.Created is null)
        {
            own.RecordedAt = record.At.ToUnixTimeMilliseconds();
            own.Story = own.Kind != DocumentKind.Story && StoryOf(record) is { } story ? _entities.Change(story).Id : null;
        }
        var (before, after) = _documents.Follow(own, record);
        switch (after)
        {
            case Domain.Statements.Statement statement:
                Follow(own, record, (Domain.Statements.Statement?)before, statement);
                return;
            case Act act:
                _parts.Follow(own, record);
                _conduct.Follow(own, record, (Act?)before, act);
                break;
            case Domain.Meetings.Meeting:
                _parts.Follow(own, record);
                return;
            case Domain.Actors.Actor { MergedInto: { } into } when record.Kind == "actor.merged":
                _merges.Merge(own, _entities.Change(Ref.Actor(into)), record.Position);
                return;
            case Domain.Claims.Claim when record.Kind == "claim.preferred":
                foreach (var touch in record.Touches.Where(touch => touch.Role == TouchRole.Claim && touch.Entity.StartsWith("claim/", StringComparison.Ordinal)).ToList())
                    _documents.Follow(_entities.Change(touch.Entity), record);
                break;
        }
        if (own.Kind > DocumentKind.Statement) _mentions.Open(own, own.Created ?? record.Position, record.Position, record.Touches);
    }

    void Follow(EntityRow own, Record record, Domain.Statements.Statement? before, Domain.Statements.Statement after)
    {
        if (before is null)
        {
            _mentions.Open(own, record.Position, record.Position, record.Touches);
            _evidence.Add(after, own, record.Position);
            _silence.Add(after, own, record.Position);
            _ties.Open(own, record.Position, record.Position, record.Touches);
        }
        else if (record.Kind is "statement.retracted")
        {
            _ties.Close(before, record.Position);
            _evidence.Close(after.Position, record);
            _silence.Close(before, record.Position);
        }
        else if (record.Kind is "statement.corrected" && !after.Redacted)
        {
            _mentions.Change(own, after.Position, record.Position, before.TouchesNow(), after.TouchesNow());
            _evidence.Close(after.Position, record);
            _evidence.Add(after, own, record.Position);
            _silence.Close(before, record.Position);
            _silence.Add(after, own, record.Position);
            _ties.Close(before, record.Position);
            if (after.Status != StatementStatus.Retracted) _ties.Open(own, after.Position, record.Position, after.TouchesNow());
        }
    }

    /// <summary>Last touches, who is named in a story, and which boards may differ from here on.</summary>
    void Touch(Record record)
    {
        _stories.Clear();
        _actors.Clear();
        foreach (var touch in record.Touches)
        {
            if (Ref.IsInternal(touch.Entity)) continue;
            var row = _entities.Change(touch.Entity);
            row.Touched = record.Position;
            if (row.Kind == DocumentKind.Story) _stories.Add(row);
            else if (row.Kind == DocumentKind.Actor) _actors.Add(row);
        }
        foreach (var story in _stories)
        {
            story.Board = record.Position;
            _changes.Add(story, record);
            foreach (var actor in _actors) Name(story, actor, record.Position);
        }
        if (record.Kind.StartsWith("actor.", StringComparison.Ordinal)) ChangeBoardsOf(_entities.Change(record.Entity), record.Position);
    }

    void Name(EntityRow story, EntityRow actor, long position)
    {
        if (_named.TryGet((story.Id, actor.Id), out _)) return;
        _database["INSERT OR IGNORE INTO named(story, actor, since) VALUES(?, ?, ?)"].Bind(story.Id).Bind(actor.Id).Bind(position).Run();
        _named.Set((story.Id, actor.Id), true);
    }

    void ChangeBoardsOf(EntityRow actor, long position)
    {
        var stories = new List<long>();
        var rows = _database["SELECT story FROM named WHERE actor = ?"].Bind(actor.Id);
        while (rows.Step()) stories.Add(rows.Int64(0));
        foreach (var story in stories) _entities.Change(story).Board = position;
    }

    void ChangeBoards(EntityRow entity, long position)
    {
        var story = entity.Kind == DocumentKind.Story ? entity : entity.Story is { } id ? _entities.Change(id) : null;
        if (story is not null) story.Board = position;
    }

    void TakeDown(Record record, Takedown takedown)
    {
        foreach (var first in takedown.Statements)
        {
            var statement = _entities.Change(first.Entity);
            _documents.TakeDown(statement, first);
            _evidence.TakeDown(first.Position, first);
            _evidence.TakeDown(first.Position, record);
            _mentions.TakeDown(statement, first, record.Touches);
            _ties.TakeDown(statement, first, record.Touches);
            if (statement.Story is { } story) _silence.TakeDown(_entities.Change(story), first.Position);
        }
        foreach (var stream in takedown.Streams)
        {
            if (stream.Count > 0) _documents.Refold(_entities.Change(stream[0].Entity), stream);
        }
        foreach (var (story, position) in takedown.Reactions)
        {
            _cells.TakeDown(_entities.Change(story), position);
            _changes.TakeDown(_entities.Change(story), position);
        }
        foreach (var entity in takedown.Statements.Select(first => first.Entity).Concat(takedown.Reactions.Select(one => one.Story)).Distinct(StringComparer.Ordinal).ToList())
            ChangeBoards(_entities.Change(entity), record.Position);
    }

    static string? StoryOf(Record record)
    {
        foreach (var touch in record.Touches)
        {
            if (touch.Role == TouchRole.Story) return touch.Entity;
        }
        return null;
    }
}
