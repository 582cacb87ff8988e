namespace Tracker.Server.Commands;

/// <summary>Something that the program does beside a running server, or instead of one.</summary>
/// <param name="Name">The first argument.</param>
/// <param name="Usage">One line.</param>
/// <param name="Help">What <c>--help</c> says below it.</param>
/// <param name="Flags">Names of its flags that take a value.</param>
/// <param name="Switches">Names of those that take none.</param>
/// <param name="Run">Gives the exit code; a refusal is an exception whose message is one line.</param>
sealed record Command(
    string Name, string Usage, string Help, IReadOnlyList<string> Flags, IReadOnlyList<string> Switches, Func<Given, TextWriter, CancellationToken, Task<int>> Run)
{
    public const int Done = 0;

    /// <summary>A log was altered.</summary>
    public const int Unsound = 1;

    /// <summary>It was not done: an argument, a right, a disk.</summary>
    public const int Refused = 2;

    /// <summary>Where the server would have its data.</summary>
    public static string DefaultData => Environment.GetEnvironmentVariable("Tracker__Data") ?? "data";

    /// <exception cref="UsageException">One line: which argument is wrong.</exception>
    public Task<int> RunAsync(IReadOnlyList<string> args, TextWriter say, CancellationToken ct) =>
        Given.Parse(this, args) is { } given ? Run(given, say, ct) : HelpAsync(say);

    async Task<int> HelpAsync(TextWriter say)
    {
        await say.WriteLineAsync($"Usage: tracker {Usage}\n\n{Help}");
        return Done;
    }
}
