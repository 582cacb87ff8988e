namespace Tracker.Log.Sqlite;

/// <summary>The table <c>roles</c>.</summary>
static class RoleTable
{
    /// <summary>Reads the table; with <paramref name="extend"/>, writes what this program knows beyond it.</summary>
    public static Roles Load(Database database, bool extend)
    {
        var stored = new List<(int, string)>();
        var rows = database["SELECT id, name FROM roles ORDER BY id"];
        while (rows.Step()) stored.Add((rows.Int32(0), rows.Text(1)));
        var roles = Roles.Of(stored);
        if (!extend || roles.Extend() is not { Count: > 0 } unknown) return roles;
        database.Begin();
        foreach (var (id, role) in unknown) database["INSERT INTO roles(id, name) VALUES(?, ?)"].Bind(id).Bind(Chain.NameOf(role)).Run();
        database.Commit();
        return roles;
    }
}
