namespace Tracker.Server.Commands;

/// <summary>The flags that a command was given.</summary>
sealed class Given
{
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Null when help is asked for.</summary>
    /// <exception cref="UsageException">One line: which argument is wrong.</exception>
    public static Given? Parse(Command command, IReadOnlyList<string> args)
    {
        var given = new Given();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (args[i][..at], args[i][(at + 1)..]) : (args[i], null);
            if (name is "--help" or "-h") return null;
            if (command.Switches.Contains(name) && value is null) value = "";
            else if (!command.Flags.Contains(name)) throw new UsageException($"{command.Name} has no {name}. Usage: {command.Usage}");
            else value ??= i + 1 < args.Count ? args[++i] : throw new UsageException($"{name} needs a value. Usage: {command.Usage}");
            if (!given._values.TryAdd(name, value)) throw new UsageException($"{name} is given twice. Usage: {command.Usage}");
        }
        return given;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <exception cref="UsageException">It is not there.</exception>
    public string Required(Command command, string name) => this[name] ?? throw new UsageException($"{name} is needed. Usage: {command.Usage}");
}
