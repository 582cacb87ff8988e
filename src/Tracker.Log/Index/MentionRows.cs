using Tracker.Domain;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>Who and what is named by statements, acts, claims, conditions and links, in which role, each known from the record that said so to the one that no longer did.</summary>
sealed class MentionRows(Database database, EntityRows entities, MergeRows merges)
{
    /// <param name="position">Of the subject's first record: its place in lists.</param>
    /// <param name="from">Position of the record that names them.</param>
    public void Open(EntityRow subject, long position, long from, IEnumerable<Touch> touches)
    {
        // The lists of a story are of its statements, and not of those that tell again what another has.
        var listed = subject.Kind == DocumentKind.Statement && subject.State == 0;
        foreach (var touch in Own(touches))
        {
            if (touch.Role == TouchRole.Story && !listed) continue;
            database["INSERT OR IGNORE INTO mentions(entity, role, position, known_from, known_to, said_key, subject) VALUES(?, ?, ?, ?, ?, ?, ?)"]
                .Bind(merges.Canonical(entities.Change(touch.Entity)).Id).Bind((int)touch.Role).Bind(position).Bind(from).Bind(IndexStore.Forever).Bind(subject.Said ?? 0).Bind(subject.Id).Run();
        }
    }

    /// <summary>What it named before and names no longer ends here, and the other way round; where it stands in said order is settled anew.</summary>
    public void Change(EntityRow subject, long position, long at, IReadOnlyList<Touch> before, IReadOnlyList<Touch> after)
    {
        foreach (var touch in Own(before))
        {
            database["UPDATE mentions SET known_to = ? WHERE entity = ? AND role = ? AND position = ? AND known_to = ?"]
                .Bind(at).Bind(merges.Canonical(entities.Change(touch.Entity)).Id).Bind((int)touch.Role).Bind(position).Bind(IndexStore.Forever).Run();
        }
        Open(subject, position, at, after);
    }

    /// <summary>Words that were taken down named nobody but those whom the first record names.</summary>
    public void TakeDown(EntityRow subject, Record first, IReadOnlyList<Touch> ever)
    {
        foreach (var touch in Own(ever).Concat(Own(first.Touches)).Distinct())
        {
            database["DELETE FROM mentions WHERE entity = ? AND role = ? AND position = ?"]
                .Bind(merges.Canonical(entities.Change(touch.Entity)).Id).Bind((int)touch.Role).Bind(first.Position).Run();
            database["DELETE FROM mentions WHERE entity = ? AND role = ? AND position = ?"].Bind(entities.Change(touch.Entity).Id).Bind((int)touch.Role).Bind(first.Position).Run();
        }
        Open(subject, first.Position, first.Position, first.Touches);
    }

    static IEnumerable<Touch> Own(IEnumerable<Touch> touches) => touches.Where(touch => touch.Role != TouchRole.Self && !Ref.IsInternal(touch.Entity));
}
