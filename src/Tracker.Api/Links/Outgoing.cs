using System.Globalization;
using Tracker.Api.Writing;
using Tracker.Domain;
using Tracker.Domain.Links;
using Tracker.Log;

namespace Tracker.Api.Links;

/// <summary>A link and the newest record of its stream.</summary>
internal readonly record struct KnownLink(Link Link, Record Newest);

/// <summary>A statement and the links that go out from it, as the log has them.</summary>
/// <param name="First">The statement's first record.</param>
/// <param name="Links">In the order in which they were made.</param>
internal sealed record Outgoing(Record First, IReadOnlyList<KnownLink> Links)
{
    /// <summary>
    /// The id that the next link made by an editor will have: numbered within the statement, so that two that are made at the same moment want the same
    /// one, and whoever rests on there being no further link can say so to the log (expected version 0).
    /// </summary>
    public string NextId
    {
        get
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"s{First.Position}.");
            return string.Create(CultureInfo.InvariantCulture, $"{prefix}{Links.Count(known => known.Link.Id.StartsWith(prefix, StringComparison.Ordinal)) + 1}");
        }
    }

    /// <param name="statement">A reference.</param>
    /// <returns>Null when there is no such statement.</returns>
    public static async ValueTask<Outgoing?> ReadAsync(IEventLog log, string statement, CancellationToken ct)
    {
        if (await log.FirstAsync(statement, ct) is not { } first) return null;
        var links = new Dictionary<string, KnownLink>(StringComparer.Ordinal);
        await foreach (var record in log.LifeAsync(statement, ct))
        {
            if (Ref.KindOf(record.Entity) == "link")
                links[record.Entity] = new KnownLink(Link.Evolve(links.TryGetValue(record.Entity, out var known) ? known.Link : Link.Initial, record), record);
        }
        return new Outgoing(first, [.. links.Values.Where(known => known.Link.Content.From == statement)]);
    }
}
