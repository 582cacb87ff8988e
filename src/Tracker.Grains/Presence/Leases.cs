using Tracker.Grains.Messages;

namespace Tracker.Grains.Presence;

/// <summary>Who has what open, each for as long as the lease holds. Pure: whoever uses it keeps what it gives back.</summary>
public sealed record Leases(IReadOnlyList<Editing> Editors)
{
    /// <summary>A visitor is heard of every 5 s, so one that missed three in a row has gone.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    /// <summary>So many a story; for one more, whoever was heard of least lately goes.</summary>
    public const int Most = 100;

    public static Leases None { get; } = new([]);

    /// <summary>Those whose lease holds.</summary>
    public Leases At(DateTimeOffset now) => Editors.All(one => one.Until > now) ? this : new Leases([.. Editors.Where(one => one.Until > now)]);

    /// <summary>Heard of: the lease is new, and so is <see cref="Editing.Since"/> where it is another entity than before.</summary>
    public Leases Taken(string visitor, string name, string? entity, DateTimeOffset now)
    {
        var before = Editors.FirstOrDefault(one => one.Visitor == visitor);
        var since = before is not null && before.Entity == entity && before.Until > now ? before.Since : now;
        List<Editing> others = [.. Without(visitor).At(now).Editors];
        if (others.Count >= Most) others.Remove(others.MinBy(one => one.Until)!);
        return new Leases([.. others.Append(new Editing(visitor, name, entity, since, now + Length)).OrderBy(one => one.Since)]);
    }

    public Leases Without(string visitor) => new([.. Editors.Where(one => one.Visitor != visitor)]);
}
