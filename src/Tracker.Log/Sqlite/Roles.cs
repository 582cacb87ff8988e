using Tracker.Domain;

namespace Tracker.Log.Sqlite;

/// <summary>Numbers of the roles in this store (table <c>roles</c>): stored by name once, so the order of the enumeration means nothing.</summary>
sealed class Roles
{
    readonly Dictionary<int, TouchRole> _byId = [];
    readonly Dictionary<TouchRole, byte> _ids = [];

    /// <summary>Reads the table; with <paramref name="extend"/>, writes what this program knows beyond it.</summary>
    public static Roles Load(Database database, bool extend)
    {
        var roles = new Roles();
        var byName = Enum.GetValues<TouchRole>().ToDictionary(Chain.NameOf, role => role, StringComparer.Ordinal);
        var rows = database["SELECT id, name FROM roles ORDER BY id"];
        while (rows.Step())
        {
            var name = rows.Text(1);
            if (!byName.TryGetValue(name, out var role))
            {
                rows.Reset();
                throw new LogOpenException("newer-format", $"The log has touches in the role '{name}', which this program does not know. Start the newer program.");
            }
            roles.Add(rows.Int32(0), role);
        }
        if (extend) roles.Extend(database);
        return roles;
    }

    public byte IdOf(TouchRole role) => _ids[role];

    public TouchRole Of(byte id) => _byId[id];

    void Add(int id, TouchRole role)
    {
        _byId[id] = role;
        _ids[role] = checked((byte)id);
    }

    void Extend(Database database)
    {
        var unknown = Enum.GetValues<TouchRole>().Where(role => !_ids.ContainsKey(role)).ToList();
        if (unknown.Count == 0) return;
        database.Begin();
        foreach (var role in unknown)
        {
            Add(_byId.Count, role);
            database["INSERT INTO roles(id, name) VALUES(?, ?)"].Bind(_ids[role]).Bind(Chain.NameOf(role)).Run();
        }
        database.Commit();
    }
}
