using Tracker.Domain;
using Tracker.Domain.Dates;
using Tracker.Domain.Statements;
using Tracker.Log.Derived;
using Tracker.Log.Index;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Search;

/// <summary>
/// Folds the records of statements into readings: one for each record that changes what a search can see, known from it to the next one. A duplicate has no
/// reading while it is one.
/// </summary>
sealed class SearchWriter : ITaker
{
    readonly IEventLog _log;
    readonly Database _database;
    readonly PartitionTables _tables;
    readonly int _partitionRows;
    readonly HashSet<Partition> _changed = [];
    readonly HashSet<Partition> _robbed = [];
    List<Partition> _partitions;

    public SearchWriter(IEventLog log, Database database, int partitionRows)
    {
        (_log, _database, _partitionRows) = (log, database, partitionRows);
        _tables = new PartitionTables(database);
        _partitions = Partition.ReadAll(database);
    }

    public async ValueTask<bool> TakeAsync(IReadOnlyList<Record> records, CancellationToken ct)
    {
        // Before the batch and not after it: what fails here has taken nothing in.
        Pack();
        var takedowns = await Takedown.ReadAsync(_log, records, ct);
        var origins = await OriginsAsync(records, ct);
        return Write(records, takedowns, origins);
    }

    /// <summary>Position of the first record of the statement, for records that do not tell it.</summary>
    async ValueTask<Dictionary<long, long>> OriginsAsync(IReadOnlyList<Record> records, CancellationToken ct)
    {
        var origins = new Dictionary<long, long>();
        foreach (var record in records)
        {
            if (record.Kind == "statement.source_added" || (record.Redacted && record.Version > 1 && IsStatement(record)))
                origins[record.Position] = (await _log.ReadStreamAsync(record.Entity, 0, 1, ct))[0].Position;
        }
        return origins;
    }

    bool Write(IReadOnlyList<Record> records, IReadOnlyDictionary<long, Takedown> takedowns, Dictionary<long, long> origins)
    {
        _database.Begin();
        try
        {
            foreach (var record in records)
            {
                Take(record, origins.GetValueOrDefault(record.Position, record.Position));
                if (!takedowns.TryGetValue(record.Position, out var takedown)) continue;
                foreach (var first in takedown.Statements) TakeDown(first.Position);
            }
            var robbed = _robbed.Count > 0;
            foreach (var partition in _robbed) Copy(partition);
            foreach (var partition in _changed) Store(partition);
            Progress.Mark(_database, records[^1]);
            _database.Commit();
            return robbed;
        }
        catch
        {
            _database.Rollback();
            _partitions = Partition.ReadAll(_database);
            throw;
        }
        finally
        {
            _changed.Clear();
            _robbed.Clear();
        }
    }

    void Take(Record record, long origin)
    {
        if (!IsStatement(record)) return;
        if (record.Redacted) TakeDown(origin);
        else if (record is { Kind: "statement.added", Event: StatementAdded added }) Read(record.Position, record, added.Statement, record.At);
        else if (record is { Kind: "statement.corrected", Event: StatementCorrected corrected }) Read(corrected.Added, record, corrected.Statement, corrected.RecordedAt);
        else if (record is { Kind: "statement.source_added", Event: StatementSourceAdded sourced }) Source(origin, record, sourced.Source);
    }

    void Read(long statement, Record record, StatementContent content, DateTimeOffset recordedAt)
    {
        if (IsTaken(statement)) return;
        var saidKey = Said.Key(content.SaidUntil, recordedAt).ToUnixTimeMilliseconds();
        var partition = record.Position == statement ? Newest(statement) : Partition.Of(_partitions, statement);
        Replace(partition, statement, record.Position, content.Duplicate is null ? Reading.Of(Ref.IdOf(record.Entity), content, saidKey) : null);
    }

    void Source(long statement, Record record, Source source)
    {
        if (IsTaken(statement)) return;
        var partition = Partition.Of(_partitions, statement);
        if (_tables.Current(partition, statement) is var (_, current)) Replace(partition, statement, record.Position, current.With(source));
    }

    /// <summary>From the record on it reads so; null = it is not in the search.</summary>
    void Replace(Partition partition, long statement, long position, Reading? reading)
    {
        if (position != statement && _tables.Current(partition, statement) is var (key, current))
        {
            if (current == reading) return;
            _tables.Close(partition, key, position);
        }
        var number = position == statement ? 0 : _tables.NextNumber(partition, statement);
        // Beyond a million readings it stays out of the search: nobody has corrected anything so often.
        if (reading is null || number > RowKey.MaxNumber) return;
        _tables.Add(partition, statement, number, position, reading);
        _changed.Add(partition);
    }

    void TakeDown(long statement)
    {
        _database["INSERT OR IGNORE INTO taken(position) VALUES(?)"].Bind(statement).Run();
        if (_partitions.Count == 0) return;
        var partition = Partition.Of(_partitions, statement);
        if (_tables.Remove(partition, statement) > 0) _robbed.Add(partition);
    }

    void Copy(Partition partition)
    {
        var number = _partitions.Max(one => one.Number) + 1;
        _tables.Copy(partition, number);
        _database["DELETE FROM partitions WHERE number = ?"].Bind(partition.Number).Run();
        (partition.Number, partition.Packed) = (number, false);
        _changed.Add(partition);
    }

    Partition Newest(long statement)
    {
        if (_partitions.Count > 0 && _partitions[^1].Rows < _partitionRows) return _partitions[^1];
        var partition = new Partition { Number = _partitions.Count == 0 ? 1 : _partitions.Max(one => one.Number) + 1, First = _partitions.Count == 0 ? 0 : statement };
        _tables.Create(partition);
        _partitions.Add(partition);
        _changed.Add(partition);
        return partition;
    }

    /// <summary>Full partitions, each in a transaction of its own: it takes most of a second, once in 65,536 statements.</summary>
    void Pack()
    {
        foreach (var partition in _partitions.SkipLast(1).Where(partition => !partition.Packed))
        {
            _database.Begin();
            try
            {
                _tables.Pack(partition);
                partition.Packed = true;
                Store(partition);
                _database.Commit();
            }
            catch
            {
                partition.Packed = false;
                _database.Rollback();
                throw;
            }
        }
    }

    void Store(Partition partition) =>
        _database["INSERT OR REPLACE INTO partitions(number, first, rows, words, said_from, said_until, packed) VALUES(?, ?, ?, ?, ?, ?, ?)"]
            .Bind(partition.Number).Bind(partition.First).Bind(partition.Rows).Bind(partition.Words).Bind(partition.SaidFrom).Bind(partition.SaidUntil)
            .Bind(partition.Packed ? 1L : 0).Run();

    bool IsTaken(long statement) => _database["SELECT 1 FROM taken WHERE position = ?"].Bind(statement).Number() is not null;

    static bool IsStatement(Record record) => record.Entity.StartsWith("statement/", StringComparison.Ordinal);
}
