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
    const int Version = 1;
    public const long Forever = long.MaxValue;

    const string Tables = """
        CREATE TABLE entities(id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, story INTEGER, created INTEGER, recorded_at INTEGER NOT NULL,
          version INTEGER NOT NULL, touched INTEGER NOT NULL, board INTEGER NOT NULL) STRICT;
        CREATE INDEX entities_of_kind ON entities(kind, created) WHERE created IS NOT NULL;
        CREATE INDEX entities_of_story ON entities(story, kind, created) WHERE story IS NOT NULL;
        CREATE TABLE bodies(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
        CREATE TABLE docs(entity INTEGER NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL, version INTEGER NOT NULL, said_key INTEGER, body INTEGER NOT NULL,
          PRIMARY KEY(entity, known_from)) STRICT, WITHOUT ROWID;
        CREATE TABLE mentions(entity INTEGER NOT NULL, role INTEGER NOT NULL, position INTEGER NOT NULL, statement INTEGER NOT NULL,
          PRIMARY KEY(entity, role, position)) STRICT, WITHOUT ROWID;
        CREATE TABLE named(story INTEGER NOT NULL, actor INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY(story, actor)) STRICT, WITHOUT ROWID;
        CREATE INDEX named_in ON named(actor);
        CREATE TABLE cells(story INTEGER NOT NULL, actor INTEGER NOT NULL, topic INTEGER NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL,
          said_key INTEGER, cause INTEGER NOT NULL, body INTEGER NOT NULL, PRIMARY KEY(story, actor, topic, known_from)) STRICT, WITHOUT ROWID;
        CREATE INDEX cells_known ON cells(story, known_to, known_from);
        CREATE TABLE moves(story INTEGER NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, actor INTEGER, topic INTEGER, body INTEGER,
          PRIMARY KEY(story, position)) STRICT, WITHOUT ROWID;
        CREATE INDEX moves_of ON moves(story, actor, topic, position);
        CREATE TABLE evidence(story INTEGER NOT NULL, actor INTEGER NOT NULL, topic INTEGER NOT NULL, position INTEGER NOT NULL, known_from INTEGER NOT NULL,
          known_to INTEGER NOT NULL, statement INTEGER NOT NULL, said_key INTEGER NOT NULL, stance TEXT NOT NULL, historical INTEGER NOT NULL,
          PRIMARY KEY(story, actor, topic, position, known_from)) STRICT, WITHOUT ROWID;
        """;

    // Roles are stored by number: another order of them is another schema.
    static readonly string Schema = string.Create(CultureInfo.InvariantCulture, $"{Version}/{DocumentKind.Folds}/{string.Join(',', Enum.GetNames<TouchRole>())}");

    public static DerivedFile File(string directory, int readers) => new(Path.Combine(Path.GetFullPath(directory), "index.db"), Schema, Tables, readers);
}
