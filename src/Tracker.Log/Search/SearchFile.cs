using System.Globalization;
using Tracker.Domain.Statements;
using Tracker.Log.Derived;

namespace Tracker.Log.Search;

/// <summary>
/// The file <c>search.db</c>. Statements lie in <c>partitions</c>, in the order of their positions; each has three tables of its own (see
/// <see cref="Partition"/>). <c>taken</c> has the positions of statements whose words were taken down: no record of theirs brings any back.
/// </summary>
static class SearchFile
{
    const int Version = 1;

    /// <summary><c>known_to</c> of a reading that holds now.</summary>
    public const long Now = 0;

    const string Tables = """
        CREATE TABLE partitions(number INTEGER PRIMARY KEY, first INTEGER NOT NULL, rows INTEGER NOT NULL, words INTEGER NOT NULL,
          said_from INTEGER NOT NULL, said_until INTEGER NOT NULL, packed INTEGER NOT NULL) STRICT;
        CREATE TABLE taken(position INTEGER PRIMARY KEY) STRICT;
        """;

    public static DerivedFile At(string directory, int readers) =>
        new(Path.Combine(Path.GetFullPath(directory), "search.db"), string.Create(CultureInfo.InvariantCulture, $"{Version}/{Statement.FoldVersion}"), Tables, readers)
        {
            PageSize = 16_384,
            Reading = static database =>
            {
                database.Execute("PRAGMA cache_size = -32768");
                TermCounts.Register(database);
            },
        };
}
