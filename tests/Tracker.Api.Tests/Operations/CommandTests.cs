using Tracker.Log;
using Tracker.Log.Sqlite;
using Tracker.Server;
using Tracker.Server.Commands;
using Xunit;

namespace Tracker.ApiTests.Operations;

/// <summary>The program's commands, as they read their arguments and what they print.</summary>
public sealed class CommandTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("tracker-commands-").FullName;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    static async Task<(int? Code, string Said)> Run(params string[] args)
    {
        using var said = new StringWriter();
        return (await CommandLine.RunAsync(args, said, Ct), said.ToString());
    }

    [Theory]
    [InlineData("verify", "--file FILE")]
    [InlineData("backup", "--to FILE")]
    [InlineData("restore", "--drop-keys")]
    [InlineData("new-epoch", "--drop-keys")]
    [InlineData("health", "--url URL")]
    public async Task A_command_tells_its_flags_and_exit_codes(string name, string flag)
    {
        foreach (var help in new[] { "--help", "-h" })
        {
            var (code, said) = await Run(name, help);
            Assert.Equal(0, code);
            Assert.StartsWith($"Usage: tracker {name} ", said, StringComparison.Ordinal);
            Assert.Contains(flag, said, StringComparison.Ordinal);
            Assert.Contains("Exit codes: 0 ", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Help_names_every_command_and_every_setting()
    {
        var (code, said) = await Run("--help");
        Assert.Equal(0, code);
        Assert.All(["tracker verify", "tracker backup", "tracker restore", "tracker new-epoch", "tracker health"], name => Assert.Contains(name, said, StringComparison.Ordinal));
        Assert.All(typeof(ServerOptions).GetProperties(), setting => Assert.Contains(setting.Name, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_command_is_left_to_the_server()
    {
        Assert.Null((await Run()).Code);
        Assert.Null((await Run("--urls", "http://localhost:1")).Code);
        Assert.Null((await Run("urls=http://localhost:1")).Code);
    }

    [Theory]
    [InlineData("There is no command bakup", "bakup")]
    [InlineData("There is no command new-epok", "new-epok")]
    [InlineData("new-epoch is for a log in PostgreSQL", "new-epoch")]
    [InlineData("verify has no --from", "verify", "--from", "x")]
    [InlineData("--data needs a value", "verify", "--data")]
    [InlineData("--to is given twice", "backup", "--to", "a", "--to=b")]
    [InlineData("--to is needed", "backup")]
    [InlineData("--from is needed", "restore")]
    [InlineData("Either --data or --file", "verify", "--data", "a", "--file", "b")]
    [InlineData("--anchor is <epoch>", "verify", "--anchor", "yesterday")]
    [InlineData("restore has no --drop-keys", "restore", "--drop-keys=yes")]
    [InlineData("--url is an address", "health", "--url", "5080")]
    [InlineData("--url is an address", "health", "--url", "ftp://localhost")]
    public async Task A_wrong_argument_is_one_line(string line, params string[] args)
    {
        var wrong = await Assert.ThrowsAsync<UsageException>(() => Run(args));
        Assert.StartsWith(line, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public async Task A_log_goes_to_a_backup_and_back_and_each_is_sound()
    {
        var (data, backup, restored) = (Path.Combine(_directory, "data"), Path.Combine(_directory, "backup"), Path.Combine(_directory, "restored"));
        await (await SqliteLog.OpenAsync(new() { Directory = data, Clock = TimeProvider.System }, Ct)).DisposeAsync();
        var (code, said) = await Run("backup", "--data", data, "--to", backup);
        Assert.Equal(0, code);
        Assert.StartsWith($"backup {backup}: every record up to ", said, StringComparison.Ordinal);
        Assert.True(Anchor.TryParse(said.Trim().Split("anchor ")[1], out var anchor));
        Assert.Equal(0, (await Run("verify", $"--file={backup}", "--anchor", anchor.ToString())).Code);
        var (made, told) = await Run("restore", "--from", backup, "--data", restored, "--drop-keys");
        Assert.Equal(0, made);
        Assert.Contains($"restored in {restored}: every record up to 0", told, StringComparison.Ordinal);
        Assert.DoesNotContain(anchor.Cursor.Epoch, told, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("verify", "--data", restored)).Code);
        var alien = anchor with { Cursor = new Cursor("zzzzzzzzzzzz", 0) };
        var (wrong, why) = await Run("verify", "--data", restored, "--anchor", alien.ToString());
        Assert.Equal(1, wrong);
        Assert.Contains("of another log", why, StringComparison.Ordinal);
    }
}
