namespace Tracker.Domain;

/// <summary>An entity's own stream among the records that touch it.</summary>
static class Stream
{
    /// <summary>
    /// Is this a record of the entity's own stream? Before its first record an entity does not know its id, and that record is known by its kind.
    /// </summary>
    internal static bool Owns(int version, string self, string created, Record record) =>
        version == 0 ? record.Kind == created : record.Entity == self;

    /// <summary>A kind that the fold of its own stream does not know is a bug, or a log of a newer program: never skipped.</summary>
    internal static InvalidOperationException Unknown(Record record) =>
        new($"The stream {record.Entity} has a record of kind '{record.Kind}', which its fold does not know.");
}
