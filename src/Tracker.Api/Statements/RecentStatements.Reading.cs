using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Domain.Statements.Likeness;
using Tracker.Log.Index;

namespace Tracker.Api.Statements;

/// <summary>How shelves are filled from the index and kept up with the log.</summary>
public sealed partial class RecentStatements
{
    static readonly string[] ToldAgainStates = [.. Listed.StatesOf("statement")];

    /// <summary>Completes when the shelf is filled; the first who asks fills it.</summary>
    async ValueTask ReadyAsync(ShelfKey key, CancellationToken ct)
    {
        Shelf? shelf;
        var mine = false;
        lock (_gate)
        {
            if (_cursor < 0) _cursor = log.Head;
            if (!_shelves.TryGetValue(key, out shelf))
            {
                mine = true;
                shelf = _shelves[key] = new Shelf(key, options.PerSpeaker);
                shelf.Node = _byUse.AddLast(shelf);
            }
        }
        if (mine) await FillAsync(shelf);
        else if (!shelf.Filled.Task.IsCompleted) await shelf.Filled.Task.WaitAsync(ct);
    }

    // Not cancelled with the request that happens to be first: others wait for it.
    async Task FillAsync(Shelf shelf)
    {
        try
        {
            var (known, position) = await ReadAsync(shelf.Key);
            long cursor;
            lock (_gate) cursor = _cursor;
            var gap = await GapAsync(shelf.Key, position, cursor);
            lock (_gate)
            {
                if (shelf.Missed) Drop(shelf);
                else Change(shelf, () =>
                {
                    foreach (var one in known) shelf.Put(one);
                    var meanwhile = shelf.Meanwhile!;
                    shelf.Meanwhile = null;
                    foreach (var record in gap.Concat(meanwhile.Where(record => record.Position > cursor))) Follow(shelf, record);
                });
            }
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            NotRead(unreadable, shelf.Key.Actor);
            lock (_gate) Drop(shelf);
        }
        finally
        {
            shelf.Filled.SetResult();
        }
    }

    /// <summary>What the index has, oldest first, and up to which position.</summary>
    async Task<(List<Signature> Known, long Position)> ReadAsync(ShelfKey key)
    {
        var (documents, position) = (new List<Document>(), long.MaxValue);
        if (key.Role == TouchRole.Duplicate)
        {
            foreach (var state in ToldAgainStates)
            {
                var told = await index.ListAsync(new Listed("statement", Ref.IdOf(key.Story), State: state), null, options.PerSpeaker / 2, CancellationToken.None);
                documents.AddRange(told.Items);
                position = Math.Min(position, told.Position);
            }
        }
        else
        {
            var said = await index.StatementsAsync(key.Actor, [key.Role], null, null, options.PerSpeaker, CancellationToken.None);
            documents.AddRange(said.Items);
            position = said.Position;
        }
        var known = new List<Signature>(documents.Count);
        for (var i = documents.Count - 1; i >= 0; i--)
        {
            if (SignatureOf(documents[i]) is { } signature && Ref.Story(signature.Story) == key.Story) known.Add(signature);
        }
        return (known, position);
    }

    static Signature? SignatureOf(Document document)
    {
        using var json = JsonDocument.Parse(document.Body);
        var root = json.RootElement;
        if (root.TryGetProperty("redacted", out _) || root.GetProperty("status").ValueEquals("retracted")) return null;
        return Signature.Of(Ref.IdOf(document.Entity), root.Deserialize<StatementContent>(Events.Json)!, root.GetProperty("recordedAt").GetDateTimeOffset());
    }

    /// <summary>Records of the key that the index lacks and that shelves were not told of; of a long gap the newest.</summary>
    async Task<List<Record>> GapAsync(ShelfKey key, long position, long cursor)
    {
        var gap = new List<Record>();
        var after = Math.Max(position, cursor - options.Behind);
        while (after < cursor && await log.ReadTouchingAsync(key.Actor.Length > 0 ? key.Actor : key.Story, after, cursor, PageSize, CancellationToken.None) is { Count: > 0 } page)
        {
            gap.AddRange(page);
            after = page[^1].Position;
        }
        return gap;
    }

    /// <summary>Takes in what the log has had since: from the feed's tail, or where that begins later, from the log.</summary>
    async ValueTask CatchUpAsync(CancellationToken ct)
    {
        var head = log.Head;
        while (Volatile.Read(ref _cursor) is var cursor && cursor < head)
        {
            var recent = feed.Recent(cursor);
            if (recent is not { Count: > 0 } && head - cursor > options.Behind)
            {
                lock (_gate) Forget(head);
                return;
            }
            var page = recent is { Count: > 0 } ? recent : await log.ReadAsync(cursor, PageSize, ct);
            lock (_gate)
            {
                foreach (var record in page) Take(record);
            }
        }
    }

    void Take(Record record)
    {
        if (record.Position != _cursor + 1) return;
        Volatile.Write(ref _cursor, record.Position);
        if (!record.Entity.StartsWith("statement/", StringComparison.Ordinal)) return;
        var story = "";
        foreach (var touch in record.Touches)
        {
            if (touch.Role == TouchRole.Story) story = touch.Entity;
        }
        // A statement that is held for told again, or no longer is, leaves one kind of shelf for the other: every touch is looked at.
        foreach (var touch in record.Touches)
        {
            var key = touch.Role switch
            {
                TouchRole.Speaker or TouchRole.OnBehalf => new ShelfKey(story, touch.Entity, touch.Role),
                TouchRole.Duplicate => ShelfKey.ToldAgain(story),
                _ => default,
            };
            if (key.Story is null || !_shelves.TryGetValue(key, out var shelf)) continue;
            if (shelf.Meanwhile is { } meanwhile) meanwhile.Add(record);
            else Change(shelf, () => Follow(shelf, record));
        }
    }

    /// <summary>One record of a statement that touches the shelf's key, in log order; a record that it had before changes nothing.</summary>
    void Follow(Shelf shelf, Record record)
    {
        var id = Ref.IdOf(record.Entity);
        switch (record.Kind)
        {
            case "statement.added" when !record.Redacted && !shelf.Has(id):
                Place(shelf, _underWay.Find(own => own.Signature.Id == id)?.Signature ?? Signature.Of(id, ((StatementAdded)record.Event!).Statement, record.At));
                break;
            case "statement.corrected" when !record.Redacted:
                var corrected = (StatementCorrected)record.Event!;
                shelf.Remove(id);
                Place(shelf, Signature.Of(id, corrected.Statement, corrected.RecordedAt));
                break;
            case "statement.source_added" when !record.Redacted:
                shelf.Change(id, one => one.With(((StatementSourceAdded)record.Event!).Source));
                break;
            case "statement.retracted" or "record.redacted":
                shelf.Remove(id);
                break;
        }
    }

    static void Place(Shelf shelf, Signature signature)
    {
        if (KeysOf(signature).Contains(shelf.Key)) shelf.Put(signature);
    }

    // The longest unused go, but none that is being read or that is asked for right now.
    void Shed(List<ShelfKey> asked)
    {
        for (var node = _byUse.First; _cost > options.Bytes && node is not null;)
        {
            var next = node.Next;
            if (node.Value.Meanwhile is null && !asked.Contains(node.Value.Key)) Drop(node.Value);
            node = next;
        }
    }

    void Forget(long head)
    {
        foreach (var shelf in _byUse.ToList())
        {
            if (shelf.Meanwhile is null) Drop(shelf);
            else shelf.Missed = true;
        }
        Volatile.Write(ref _cursor, head);
    }
}
