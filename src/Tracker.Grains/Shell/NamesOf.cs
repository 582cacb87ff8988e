using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Places;
using Tracker.Log;

namespace Tracker.Grains.Shell;

/// <summary>The names that facts give to an entity, for the log's table of names.</summary>
public static class NamesOf
{
    public static IReadOnlyList<NameSet> Facts(string entity, IReadOnlyList<Fact> facts)
    {
        for (var i = facts.Count - 1; i >= 0; i--)
        {
            switch (facts[i].Event)
            {
                case ActorCreated created: return [new NameSet(entity, Names.Of(created.Actor))];
                case ActorRevised revised: return [new NameSet(entity, Names.Of(revised.Actor))];
                case PlaceCreated created: return [new NameSet(entity, Names.Of(created.Place))];
                case PlaceRevised revised: return [new NameSet(entity, Names.Of(revised.Place))];
            }
        }
        return [];
    }
}
