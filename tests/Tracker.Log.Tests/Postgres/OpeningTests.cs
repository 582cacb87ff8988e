using Tracker.Log.Postgres;
using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

/// <summary>What a person can put right is one line that names the setting and never the password.</summary>
public sealed class OpeningTests(SharedServer shared)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<LogOpenException> Refused(Database database, Func<PostgresLogOptions, PostgresLogOptions> with)
    {
        var refused = await Assert.ThrowsAsync<LogOpenException>(() => database.OpenAsync(with));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain(PostgresServer.Password, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", refused.Message, StringComparison.Ordinal);
        return refused;
    }

    [Theory]
    [InlineData("")]
    [InlineData("Username=tracker")]
    [InlineData("postgres://tracker:sesame@db/tracker")]
    [InlineData("Host=db;Passwort=open sesame")]
    [InlineData("Host=db;Port=sesame")]
    [InlineData("Host=db;Password=open;sesame")]
    public async Task A_connection_string_that_cannot_be_read_is_refused(string text)
    {
        await using var database = await Database.OfAsync(shared);
        var refused = await Refused(database, options => options with { ConnectionString = text });
        Assert.Equal("bad-setting", refused.Code);
        Assert.Contains("Tracker:ConnectionString", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Tracker")]
    [InlineData("1st")]
    [InlineData("pg_log")]
    [InlineData("a\"; DROP SCHEMA public; --")]
    public async Task A_schema_that_is_no_name_is_refused(string schema)
    {
        await using var database = await Database.OfAsync(shared);
        Assert.Contains("Tracker:Schema", (await Refused(database, options => options with { Schema = schema })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told()
    {
        await using var database = await Database.OfAsync(shared);
        Assert.Equal("no-account", (await Refused(database, options => options with { ConnectionString = database.Server.ConnectionString(password: "open sesame") })).Code);
        Assert.Equal("no-account", (await Refused(database, options => options with { ConnectionString = database.Server.ConnectionString(user: "nobody") })).Code);
        Assert.Equal("no-account", (await Refused(database, options => options with { ConnectionString = database.Server.ConnectionString(database: "none") })).Code);
        var unknown = await Refused(database, options => options with { ConnectionString = "Host=nobody.invalid;Username=tracker;Password=sesame" });
        Assert.Equal("bad-setting", unknown.Code);
        Assert.Contains("nobody.invalid", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_rights_is_refused()
    {
        await using var database = await Database.OfAsync(shared);
        var account = "a_" + database.Schema[2..];
        await database.AskAsync($"CREATE ROLE {account} LOGIN PASSWORD '{PostgresServer.Password}'");
        PostgresLogOptions Theirs(PostgresLogOptions options) => options with { ConnectionString = database.Server.ConnectionString(user: account) };
        Assert.Equal("no-access", (await Refused(database, Theirs)).Code);
        // Where somebody else made the log, reading it is not enough, and neither is writing: partitions and scrubbing want an owner.
        await (await database.OpenAsync()).DisposeAsync();
        await database.AskAsync($"GRANT ALL ON SCHEMA {database.Schema} TO {account}; GRANT ALL ON ALL TABLES IN SCHEMA {database.Schema} TO {account}");
        Assert.Equal("no-access", (await Refused(database, Theirs)).Code);
        // A schema that it owns is enough.
        var own = new Database(database.Server);
        await database.AskAsync($"CREATE SCHEMA {own.Schema} AUTHORIZATION {account}");
        await using (var log = await own.OpenAsync(Theirs)) Assert.IsType<Appended>(await log.AppendAsync(Some.Append(Some.Record("actor/a")), Ct));
        await own.DisposeAsync();
        await database.AskAsync($"DROP OWNED BY {account}; DROP ROLE {account}");
    }

    [Fact]
    public async Task A_log_of_a_newer_format_is_refused_with_both_versions()
    {
        await using var database = await Database.OfAsync(shared);
        await (await database.OpenAsync()).DisposeAsync();
        await database.AskAsync("INSERT INTO migrations VALUES(7, now(), '3.4.5')");
        var refused = await Refused(database, options => options);
        Assert.Equal("newer-format", refused.Code);
        Assert.Matches($@"format 7, written by Tracker 3\.4\.5; this is Tracker \d+\.\d+\.\d+\S*, which knows formats up to {Migrations.Version}", refused.Message);
        Assert.Equal("newer-format", (await Assert.ThrowsAsync<LogOpenException>(() => database.VerifyAsync())).Code);
    }

    [Fact]
    public async Task A_touch_in_a_role_of_a_newer_program_is_refused()
    {
        await using var database = await Database.OfAsync(shared);
        await (await database.OpenAsync()).DisposeAsync();
        await database.AskAsync("INSERT INTO roles VALUES(99, 'rival')");
        Assert.Equal("newer-format", (await Refused(database, options => options)).Code);
    }

    [Fact]
    public async Task A_schema_of_another_program_is_refused_and_left_alone()
    {
        await using var database = await Database.OfAsync(shared);
        await database.AskAsync($"CREATE SCHEMA {database.Schema}; CREATE TABLE {database.Schema}.recipes(name text)");
        Assert.Equal("not-a-log", (await Refused(database, options => options)).Code);
        Assert.Equal(1L, await database.AskAsync($"SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = '{database.Schema}' AND relkind = 'r'"));
        Assert.Equal("not-a-log", (await Assert.ThrowsAsync<LogOpenException>(() => database.VerifyAsync())).Code);
    }

    [Fact]
    public async Task A_database_without_unicode_is_refused()
    {
        await using var database = await Database.OfAsync(shared);
        var name = "ascii_" + database.Schema[2..];
        await database.AskAsync($"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        Assert.Contains("SQL_ASCII", (await Refused(database, options => options with { ConnectionString = database.Server.ConnectionString(database: name) + ";Pooling=false" })).Message, StringComparison.Ordinal);
        await database.AskAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    [Fact]
    public async Task Two_schemas_of_one_database_are_two_logs()
    {
        await using var one = await Database.OfAsync(shared);
        await using var two = await Database.OfAsync(shared);
        await using var first = await one.OpenAsync();
        await using var second = await two.OpenAsync();
        Assert.NotEqual(first.Epoch, second.Epoch);
        await first.AppendAsync(Some.New(Some.Record("statement/a")), Ct);
        await second.AppendAsync(Some.New(Some.Record("statement/a")), Ct);
        Assert.Equal((1, 1), (first.Head, second.Head));
        Assert.Null((await one.VerifyAsync(first.Anchor)).First);
    }

    [Fact]
    public async Task A_log_that_asks_for_less_than_durable_is_durable_all_the_same()
    {
        await using var database = await Database.OfAsync(shared);
        var account = "d_" + database.Schema[2..];
        await database.AskAsync($"CREATE ROLE {account} LOGIN PASSWORD '{PostgresServer.Password}'; ALTER ROLE {account} SET synchronous_commit = off; CREATE SCHEMA {database.Schema} AUTHORIZATION {account}");
        var told = new List<string>();
        await using (var log = await database.OpenAsync(options => options with { ConnectionString = database.Server.ConnectionString(user: account), Trouble = told.Add }))
        {
            var setting = await log.AskAsync(async (connection, stop) =>
            {
                await using var command = connection.Command("SHOW synchronous_commit");
                return (string)(await command.ExecuteScalarAsync(stop))!;
            }, Ct);
            Assert.Equal("on", setting);
        }
        Assert.Contains(told, line => line.Contains("fsync", StringComparison.Ordinal));
        await database.AskAsync($"DROP OWNED BY {account} CASCADE; DROP ROLE {account}");
    }
}
