using Tracker.Domain;

namespace Tracker.Log;

/// <summary>Numbers of the roles in one store (its table <c>roles</c>): stored by name once, so the order of the enumeration means nothing.</summary>
sealed class Roles
{
    readonly Dictionary<int, TouchRole> _byId = [];
    readonly Dictionary<TouchRole, byte> _ids = [];

    /// <summary>As the store has them.</summary>
    /// <exception cref="LogOpenException">A role that this program does not know: <c>newer-format</c>.</exception>
    public static Roles Of(IEnumerable<(int Id, string Name)> stored)
    {
        var roles = new Roles();
        var byName = Enum.GetValues<TouchRole>().ToDictionary(Chain.NameOf, role => role, StringComparer.Ordinal);
        foreach (var (id, name) in stored)
        {
            if (!byName.TryGetValue(name, out var role))
                throw new LogOpenException("newer-format", $"The log has touches in the role '{name}', which this program does not know. Start the newer program.");
            roles.Add(id, role);
        }
        return roles;
    }

    /// <summary>What this program knows beyond the store, with the numbers that they get.</summary>
    public IReadOnlyList<(byte Id, TouchRole Role)> Extend()
    {
        var extended = new List<(byte, TouchRole)>();
        foreach (var role in Enum.GetValues<TouchRole>().Where(role => !_ids.ContainsKey(role)).ToList())
        {
            Add(_byId.Count, role);
            extended.Add((_ids[role], role));
        }
        return extended;
    }

    public byte IdOf(TouchRole role) => _ids[role];

    public TouchRole Of(byte id) => _byId[id];

    void Add(int id, TouchRole role)
    {
        _byId[id] = role;
        _ids[role] = checked((byte)id);
    }
}
