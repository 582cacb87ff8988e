using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>How a statement ties two actors. The numbers are stored.</summary>
enum Tie
{
    /// <summary>Spoke, or was spoken for; of one actor alone.</summary>
    Spoke = 0,
    SpokeTo = 1,
    About = 2,
    /// <summary>From who passed the words on to whose words they are.</summary>
    Relayed = 3,
    SpokeFor = 4,
}

/// <summary>
/// Whom a story's statements tie to whom, each known from the record that says so to the one that no longer does; one that is retracted ties nobody.
/// Actors are as the record names them: who turned out to be another is found when it is read.
/// </summary>
sealed class TieRows(Database database, EntityRows entities)
{
    public void Open(EntityRow statement, long position, long from, IReadOnlyList<Touch> touches)
    {
        if (statement.State != 0) return;
        foreach (var touch in touches)
        {
            if (touch.Role != TouchRole.Story) continue;
            Open(entities.Change(touch.Entity), statement, position, from, touches);
            return;
        }
    }

    /// <summary>What it tied before ends here.</summary>
    public void Close(Domain.Statements.Statement before, long at)
    {
        // Whom words that are gone tie is as takedown leaves it, whatever was recorded before it.
        if (before.Redacted) return;
        database["UPDATE ties SET known_to = ? WHERE story = ? AND position = ? AND known_to = ?"]
            .Bind(at).Bind(entities.Change(Ref.Story(before.Content.Story)).Id).Bind(before.Position).Bind(IndexStore.Forever).Run();
    }

    /// <summary>Words that were taken down tie nobody but those whom the first record names.</summary>
    public void TakeDown(EntityRow statement, Record first, IReadOnlyList<Touch> ever)
    {
        foreach (var story in ever.Concat(first.Touches).Where(touch => touch.Role == TouchRole.Story).Select(touch => touch.Entity).Distinct(StringComparer.Ordinal).ToList())
            database["DELETE FROM ties WHERE story = ? AND position = ?"].Bind(entities.Change(story).Id).Bind(first.Position).Run();
        Open(statement, first.Position, first.Position, first.Touches);
    }

    void Open(EntityRow story, EntityRow statement, long position, long from, IReadOnlyList<Touch> touches)
    {
        var (speakers, principals) = (In(touches, TouchRole.Speaker), In(touches, TouchRole.OnBehalf));
        foreach (var speaker in speakers.Union(principals)) Add(Tie.Spoke, speaker, speaker);
        foreach (var speaker in speakers)
        {
            foreach (var to in In(touches, TouchRole.To)) Add(Tie.SpokeTo, speaker, to);
            foreach (var about in In(touches, TouchRole.AboutActor)) Add(Tie.About, speaker, about);
            foreach (var relay in In(touches, TouchRole.ReportedBy)) Add(Tie.Relayed, relay, speaker);
            foreach (var principal in principals) Add(Tie.SpokeFor, speaker, principal);
        }

        void Add(Tie tie, long a, long b) =>
            database["INSERT OR IGNORE INTO ties(story, position, known_from, kind, a, b, known_to, said_key, subject) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"]
                .Bind(story.Id).Bind(position).Bind(from).Bind((int)tie).Bind(a).Bind(b).Bind(IndexStore.Forever).Bind(statement.Said ?? 0).Bind(statement.Id).Run();
    }

    List<long> In(IReadOnlyList<Touch> touches, TouchRole role)
    {
        List<long> actors = [];
        foreach (var touch in touches)
        {
            if (touch.Role == role) actors.Add(entities.Change(touch.Entity).Id);
        }
        return actors;
    }
}
