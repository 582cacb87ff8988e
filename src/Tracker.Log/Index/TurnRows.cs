using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>
/// Who moved when: for each row and column of a story's matrix how many cells it had after each move of its. From here rows and columns of any moment
/// are put in order, and counted, without looking at the cells.
/// </summary>
sealed class TurnRows(Database database)
{
    public const int Actors = 0, Topics = 1;

    public void Move(long story, long actor, long topic, long position, int difference)
    {
        Turn(story, Actors, actor, position, difference);
        Turn(story, Topics, topic, position, difference);
    }

    /// <summary>A move that is as if it had not been: until the next one of the cell there are fewer, or more, cells.</summary>
    public void TakeDown(long story, long actor, long topic, long position, long next, int difference)
    {
        foreach (var (side, entity) in new[] { (Actors, actor), (Topics, topic) })
        {
            database["DELETE FROM turns WHERE story = ? AND entity = ? AND position = ?"].Bind(story).Bind(entity).Bind(position).Run();
            if (difference == 0) continue;
            database["UPDATE turns SET cells = cells + ? WHERE story = ? AND entity = ? AND position > ? AND position < ?"].Bind(difference).Bind(story).Bind(entity).Bind(position).Bind(next).Run();
            if (next == IndexStore.Forever) database["UPDATE axis SET cells = cells + ? WHERE story = ? AND side = ? AND entity = ?"].Bind(difference).Bind(story).Bind(side).Bind(entity).Run();
        }
    }

    void Turn(long story, int side, long entity, long position, int difference)
    {
        var cells = (int)(database["SELECT cells FROM axis WHERE story = ? AND side = ? AND entity = ?"].Bind(story).Bind(side).Bind(entity).Number() ?? 0) + difference;
        database["INSERT INTO axis(story, side, entity, cells) VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET cells = excluded.cells"].Bind(story).Bind(side).Bind(entity).Bind(cells).Run();
        database["INSERT INTO turns(story, entity, position, cells) VALUES(?, ?, ?, ?)"].Bind(story).Bind(entity).Bind(position).Bind(cells).Run();
    }
}
