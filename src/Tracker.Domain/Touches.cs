namespace Tracker.Domain;

/// <summary>Collects what a fact touches: each (entity, role) once, in the order in which it was first named.</summary>
sealed class Touches
{
    readonly List<Touch> _list = [];
    readonly HashSet<Touch> _seen = [];

    internal Touches(string self) => Add(self, TouchRole.Self);

    internal Touches Add(string? entity, TouchRole role)
    {
        if (entity is null) return this;
        var touch = new Touch(entity, role);
        if (_seen.Add(touch)) _list.Add(touch);
        return this;
    }

    internal Touches Add(string? id, Func<string, string> kind, TouchRole role) => string.IsNullOrEmpty(id) ? this : Add(kind(id), role);

    internal Touches Add(IEnumerable<string> ids, Func<string, string> kind, TouchRole role)
    {
        foreach (var id in ids) Add(id, kind, role);
        return this;
    }

    internal Touches Add(IEnumerable<Touch> touches)
    {
        foreach (var touch in touches) Add(touch.Entity, touch.Role);
        return this;
    }

    internal IReadOnlyList<Touch> List => _list;

    internal Fact With(IEvent happened) => new(happened, _list);
}
