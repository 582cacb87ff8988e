namespace Tracker.Server.Commands;

/// <summary>Which command the arguments ask for, and help for all of them.</summary>
static class CommandLine
{
    static readonly Command[] All = [VerifyCommand.Command, BackupCommand.Command, RestoreCommand.Command, NewEpochCommand.Command, HealthCommand.Command];

    /// <summary>Null when the arguments are the server's own.</summary>
    /// <exception cref="UsageException">One line: which argument is wrong.</exception>
    public static async Task<int?> RunAsync(IReadOnlyList<string> args, TextWriter say, CancellationToken ct)
    {
        if (args.Count == 0) return null;
        if (args[0] is "help" or "--help" or "-h" or "-?") return await HelpAsync(say);
        if (Array.Find(All, command => command.Name == args[0]) is { } found) return await found.RunAsync([.. args.Skip(1)], say, ct);
        return !args[0].StartsWith('-') && args[0].All(c => char.IsAsciiLetter(c) || c == '-')
            ? throw new UsageException($"There is no command {args[0]}; there are {string.Join(", ", All.Select(command => command.Name))}. Without one the server starts.")
            : null;
    }

    static async Task<int> HelpAsync(TextWriter say)
    {
        await say.WriteLineAsync($"""
            Usage: tracker [--urls URL] [--data DIR] [--demo [--demo-speed N]]     starts the server
            {string.Join('\n', All.Select(command => "       tracker " + command.Usage))}

            `tracker COMMAND --help` tells more. Settings of the server are environment variables Tracker__NAME or arguments --Tracker:NAME=VALUE;
            NAME is one of {string.Join(", ", typeof(ServerOptions).GetProperties().Select(property => property.Name))}.
            Exit codes: 0 done, 1 something is not as it was written or not well (a server: it could not go on), 2 not done, 3 (a server) the cluster gave it up.
            """);
        return Command.Done;
    }
}
