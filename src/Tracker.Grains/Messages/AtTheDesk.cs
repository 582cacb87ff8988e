namespace Tracker.Grains.Messages;

/// <summary>Somebody has a part of a story open at the desk.</summary>
/// <param name="Visitor">One page of one key.</param>
/// <param name="Name">The key's name.</param>
/// <param name="Entity">What is open, as a reference; null = nothing that has one.</param>
/// <param name="Since">Since when it is this entity.</param>
/// <param name="Until">Gone unless heard of again by then.</param>
public sealed record Editing(string Visitor, string Name, string? Entity, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>Who is at a story's desk, longest there first.</summary>
public sealed record AtTheDesk(IReadOnlyList<Editing> Editors);
