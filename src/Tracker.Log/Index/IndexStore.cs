using System.Globalization;
using Tracker.Domain;
using Tracker.Log.Derived;

namespace Tracker.Log.Index;

/// <summary>
/// The file <c>index.db</c>. All words are in <c>bodies</c>, to which rows are only ever appended and whose rows keep their length: nothing in it moves,
/// so overwriting a row leaves no copy behind. A row that holds now ends at <see cref="Forever"/>.
/// </summary>
static class IndexStore
{
    const int Version = 3;
    public const long Forever = long.MaxValue;

    const string Tables = """
        CREATE TABLE entities(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, story INTEGER, created INTEGER, recorded_at INTEGER NOT NULL,
          version INTEGER NOT NULL, touched INTEGER NOT NULL, board INTEGER NOT NULL, state INTEGER NOT NULL, said INTEGER) STRICT;
        CREATE INDEX entities_of_kind ON entities(kind, created) WHERE created IS NOT NULL;
        CREATE INDEX entities_of_story ON entities(story, kind, created) WHERE story IS NOT NULL;
        CREATE INDEX entities_of_state ON entities(story, kind, state, created) WHERE state > 0 AND story IS NOT NULL;
        CREATE INDEX entities_said ON entities(story, kind, said, created) WHERE said IS NOT NULL AND story IS NOT NULL;
        CREATE TABLE bodies(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
        CREATE TABLE docs(entity INTEGER NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL, version INTEGER NOT NULL, body INTEGER NOT NULL,
          PRIMARY KEY(entity, known_from)) STRICT, WITHOUT ROWID;
        CREATE TABLE mentions(entity INTEGER NOT NULL, role INTEGER NOT NULL, position INTEGER NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL,
          said_key INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY(entity, role, position, known_from)) STRICT, WITHOUT ROWID;
        CREATE TABLE named(story INTEGER NOT NULL, actor INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY(story, actor)) STRICT, WITHOUT ROWID;
        CREATE INDEX named_in ON named(actor);
        CREATE TABLE merges(actor INTEGER PRIMARY KEY, into_actor INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;
        CREATE INDEX merged_into ON merges(into_actor);
        CREATE TABLE cells(story INTEGER NOT NULL, actor INTEGER NOT NULL, topic INTEGER NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL,
          body INTEGER NOT NULL, PRIMARY KEY(story, actor, topic, known_from)) STRICT, WITHOUT ROWID;
        CREATE TABLE axis(story INTEGER NOT NULL, side INTEGER NOT NULL, entity INTEGER NOT NULL, cells INTEGER NOT NULL, PRIMARY KEY(story, side, entity)) STRICT, WITHOUT ROWID;
        CREATE TABLE turns(story INTEGER NOT NULL, entity INTEGER NOT NULL, position INTEGER NOT NULL, cells INTEGER NOT NULL,
          PRIMARY KEY(story, entity, position)) STRICT, WITHOUT ROWID;
        CREATE TABLE moves(story INTEGER NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, actor INTEGER, topic INTEGER, said_key INTEGER,
          body INTEGER, PRIMARY KEY(story, position)) STRICT, WITHOUT ROWID;
        CREATE INDEX moves_of ON moves(story, actor, topic, position);
        CREATE TABLE evidence(story INTEGER NOT NULL, actor INTEGER NOT NULL, topic INTEGER NOT NULL, said_key INTEGER NOT NULL, position INTEGER NOT NULL,
          known_from INTEGER NOT NULL, known_to INTEGER NOT NULL, statement INTEGER NOT NULL, stance INTEGER NOT NULL, held INTEGER NOT NULL, conditions INTEGER,
          historical INTEGER NOT NULL, PRIMARY KEY(story, actor, topic, said_key, position, known_from)) STRICT, WITHOUT ROWID;
        CREATE INDEX evidence_added ON evidence(story, actor, topic, position);
        CREATE INDEX evidence_of_actor ON evidence(story, actor, said_key);
        CREATE INDEX evidence_of_topic ON evidence(story, topic, said_key);
        CREATE TABLE parts(entity INTEGER NOT NULL, position INTEGER NOT NULL, n INTEGER NOT NULL, said_key INTEGER NOT NULL, actor TEXT, body INTEGER NOT NULL,
          PRIMARY KEY(entity, position, n)) STRICT, WITHOUT ROWID;
        CREATE TABLE asked(story INTEGER NOT NULL, actor INTEGER NOT NULL, topic INTEGER NOT NULL, said_key INTEGER NOT NULL, position INTEGER NOT NULL,
          known_from INTEGER NOT NULL, known_to INTEGER NOT NULL, statement INTEGER NOT NULL, PRIMARY KEY(story, actor, topic, said_key, position, known_from)) STRICT, WITHOUT ROWID;
        CREATE TABLE answered(story INTEGER NOT NULL, actor INTEGER NOT NULL, topic INTEGER NOT NULL, said_key INTEGER NOT NULL, position INTEGER NOT NULL,
          known_from INTEGER NOT NULL, known_to INTEGER NOT NULL, PRIMARY KEY(story, actor, topic, said_key, position, known_from)) STRICT, WITHOUT ROWID;
        CREATE TABLE conduct(story INTEGER NOT NULL, actor INTEGER NOT NULL, topic INTEGER NOT NULL, position INTEGER NOT NULL, known_from INTEGER NOT NULL,
          known_to INTEGER NOT NULL, said_key INTEGER NOT NULL, act INTEGER NOT NULL, stance INTEGER NOT NULL,
          PRIMARY KEY(story, actor, topic, position, known_from)) STRICT, WITHOUT ROWID;
        CREATE TABLE changes(story INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL, reaction INTEGER NOT NULL, move INTEGER NOT NULL, n INTEGER NOT NULL,
          statements INTEGER NOT NULL, moves INTEGER NOT NULL, statuses INTEGER NOT NULL, PRIMARY KEY(story, position)) STRICT, WITHOUT ROWID;
        CREATE INDEX changes_moves ON changes(story, position) WHERE move = 1;
        CREATE TABLE ties(story INTEGER NOT NULL, position INTEGER NOT NULL, known_from INTEGER NOT NULL, kind INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL,
          known_to INTEGER NOT NULL, said_key INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY(story, position, known_from, kind, a, b)) STRICT, WITHOUT ROWID;
        """;

    // Roles and stances are stored by number: another order of them is another schema.
    static readonly string Schema = string.Create(CultureInfo.InvariantCulture,
        $"{Version}/{DocumentKind.Folds}/{string.Join(',', Enum.GetNames<TouchRole>())}/{string.Join(',', Enum.GetNames<Domain.Statements.Stance>())}");

    public static DerivedFile File(string directory, int readers) => new(Path.Combine(Path.GetFullPath(directory), "index.db"), Schema, Tables, readers);
}
