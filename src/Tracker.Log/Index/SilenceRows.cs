using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>
/// Who was asked for what, and who replied to it: a demand or proposal on a topic that is addressed to somebody asks; a reply to it answers, whatever it
/// says. Positions on the topic answer too: those are in the evidence.
/// </summary>
sealed class SilenceRows(Database database, EntityRows entities, MergeRows merges, DocumentRows documents)
{
    public void Add(Domain.Statements.Statement statement, EntityRow entity, long position)
    {
        var content = statement.Content;
        if (content.Duplicate is not null || content.Historical || statement.Status == StatementStatus.Retracted) return;
        foreach (var (story, actor, topic) in Asked(content))
        {
            database["INSERT OR IGNORE INTO asked(story, actor, topic, said_key, position, known_from, known_to, statement) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"]
                .Bind(story).Bind(actor).Bind(topic).Bind(entity.Said ?? 0).Bind(statement.Position).Bind(position).Bind(IndexStore.Forever).Bind(entity.Id).Run();
        }
        foreach (var (story, actor, topic) in Answered(content))
        {
            database["INSERT OR IGNORE INTO answered(story, actor, topic, said_key, position, known_from, known_to) VALUES(?, ?, ?, ?, ?, ?, ?)"]
                .Bind(story).Bind(actor).Bind(topic).Bind(entity.Said ?? 0).Bind(statement.Position).Bind(position).Bind(IndexStore.Forever).Run();
        }
    }

    /// <summary>What it asked and answered before ends here.</summary>
    public void Close(Domain.Statements.Statement before, long at)
    {
        foreach (var (story, actor, topic) in Asked(before.Content).Distinct())
        {
            database["UPDATE asked SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND position = ? AND known_to = ?"]
                .Bind(at).Bind(story).Bind(actor).Bind(topic).Bind(before.Position).Bind(IndexStore.Forever).Run();
        }
        foreach (var (story, actor, topic) in Answered(before.Content).Distinct())
        {
            database["UPDATE answered SET known_to = ? WHERE story = ? AND actor = ? AND topic = ? AND position = ? AND known_to = ?"]
                .Bind(at).Bind(story).Bind(actor).Bind(topic).Bind(before.Position).Bind(IndexStore.Forever).Run();
        }
    }

    /// <summary>Words that were taken down asked nobody, at no time.</summary>
    public void TakeDown(EntityRow story, long position)
    {
        database["DELETE FROM asked WHERE story = ? AND position = ?"].Bind(story.Id).Bind(position).Run();
        database["DELETE FROM answered WHERE story = ? AND position = ?"].Bind(story.Id).Bind(position).Run();
    }

    IEnumerable<(long Story, long Actor, long Topic)> Asked(StatementContent content)
    {
        if (content.To.Count == 0) return [];
        var story = entities.Change(Ref.Story(content.Story)).Id;
        return from taken in content.Positions
               where taken.Stance is Stance.Demands or Stance.Proposes
               from to in content.To
               select (story, merges.Canonical(entities.Change(Ref.Actor(to))).Id, entities.Change(Ref.Topic(taken.Topic)).Id);
    }

    IEnumerable<(long Story, long Actor, long Topic)> Answered(StatementContent content)
    {
        if (content.InReplyTo is not { } asked || documents.Now(entities.Change(Ref.Statement(asked))) is not Domain.Statements.Statement first) return [];
        var topics = first.Content.Positions.Where(taken => taken.Stance is Stance.Demands or Stance.Proposes).Select(taken => taken.Topic).ToList();
        var story = entities.Change(Ref.Story(content.Story)).Id;
        return from topic in topics
               from actor in content.Speakers.Concat(content.OnBehalfOf).Distinct(StringComparer.Ordinal)
               select (story, merges.Canonical(entities.Change(Ref.Actor(actor))).Id, entities.Change(Ref.Topic(topic)).Id);
    }
}
