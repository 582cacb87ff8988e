using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Search;
using Tracker.Log.Sqlite;
using Tracker.Log.Tests.Sqlite;
using Tracker.Specs;
using Reading = Tracker.Log.Tests.Feeds.Reading;
using Statement = Tracker.Domain.Statements.Statement;

namespace Tracker.Log.Tests.Searches;

/// <summary>A log and its search in a directory of their own, and what an editor does. Partitions are small, so that every test walks over several.</summary>
sealed class SearchDesk : IAsyncDisposable
{
    static readonly IReadOnlySet<string> NoMedia = new HashSet<string>(StringComparer.Ordinal);

    readonly TestDirectory _directory = new(memory: true);
    readonly ManualClock _clock = new();

    SearchDesk() { }

    public string Directory => _directory.Path;
    public string File => Path.Combine(Directory, "search.db");
    public SqliteLog Log { get; private set; } = null!;
    public SqliteSearch Search { get; set; } = null!;
    public SqliteSearchOptions Options { get; private set; } = null!;
    public List<string> Trouble { get; } = [];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<SearchDesk> OpenAsync(int partitionRows = 8, int batch = 5_000)
    {
        var desk = new SearchDesk();
        desk.Log = await SqliteLog.OpenAsync(new SqliteLogOptions { Directory = desk.Directory, Clock = desk._clock, Durable = false }, Ct);
        desk.Options = new SqliteSearchOptions { Directory = desk.Directory, PartitionRows = partitionRows, Batch = batch, Rest = TimeSpan.Zero, Trouble = desk.Trouble.Add };
        desk.Search = await SqliteSearch.OpenAsync(desk.Options, desk.Log, Ct);
        return desk;
    }

    public async Task ReopenAsync()
    {
        await Search.DisposeAsync();
        Search = await SqliteSearch.OpenAsync(Options, Log, Ct);
    }

    /// <summary>A search made from the log in one go, in another directory.</summary>
    public async Task<string> RebuiltAsync()
    {
        var elsewhere = System.IO.Directory.CreateDirectory(Path.Combine(Directory, Guid.NewGuid().ToString("n"))).FullName;
        await using var search = await SqliteSearch.OpenAsync(Options with { Directory = elsewhere, Batch = 100_000 }, Log, Ct);
        await CaughtUpAsync(search);
        return Path.Combine(elsewhere, "search.db");
    }

    public Task CaughtUpAsync() => CaughtUpAsync(Search);

    async Task CaughtUpAsync(SqliteSearch search) =>
        Assert.True(await search.WaitAsync(Log.Head, Reading.Limit()), $"The search is at {search.Position}, not {Log.Head}: {search.Completion.Exception}");

    public void Pass(TimeSpan time) => _clock.Now += time;

    public static StatementContent Content(string text) => new() { Story = "s0", Speakers = ["ann"], Text = text };

    public Task<long> PostAsync(string id, string text) => PostAsync(id, Content(text));

    public Task<long> PostAsync(string id, StatementContent content) => Do(Statement.Initial, new StatementCommand.Post(id, content, NoMedia, "desk"), id);

    public async Task<long> CorrectAsync(string id, params (string Field, object? Value)[] changes) =>
        await Do(await StateAsync(id), new StatementCommand.Correct(
            changes.ToDictionary(change => change.Field, change => JsonSerializer.SerializeToElement(change.Value, Events.Json), StringComparer.Ordinal),
            null, NoMedia, "misheard", CorrectionKind.Correction, "editor"), id);

    public async Task<long> RetractAsync(string id) => await Do(await StateAsync(id), new StatementCommand.Retract("never said", "editor"), id);

    public async Task<long> VerifyAsync(string id) => await Do(await StateAsync(id), new StatementCommand.Verify(Domain.Statements.Verification.Disputed, "hm", "editor"), id);

    public async Task<long> AddSourceAsync(string id, Source source) => await Do(await StateAsync(id), new StatementCommand.AddSource(source, "desk"), id);

    public async Task RedactAsync(string id)
    {
        var stream = await Log.ReadStreamAsync(Ref.Statement(id), 0, 1_000, Ct);
        long[] positions = [.. stream.Where(record => !record.Redacted).Select(record => record.Position)];
        var fact = Statement.Decide(await StateAsync(id), new StatementCommand.Redact(positions, "court order", "desk")).Facts.Single();
        Assert.IsType<Appended>(await Log.RedactAsync(positions, new Append { Records = [NewRecord.Of(Ref.Statement(id), fact)] }, Ct));
    }

    public async Task<Statement> StateAsync(string id) =>
        (await Log.ReadStreamAsync(Ref.Statement(id), 0, 100_000, Ct)).Aggregate(Statement.Initial, Statement.Evolve);

    /// <summary>Everything that is found, as it stands in the answer.</summary>
    public async Task<List<string>> FindAsync(string text, Func<SearchQuery, SearchQuery>? with = null)
    {
        await CaughtUpAsync();
        var query = Query(text);
        var answer = await Search.FindAsync(with is null ? query : with(query), Ct);
        Assert.Equal(Log.Head, answer.Position);
        return [.. answer.Hits.Select(hit => hit.Statement)];
    }

    public static SearchQuery Query(string text)
    {
        var (terms, refusal) = SearchTerms.Parse(text);
        Assert.Null(refusal);
        return new SearchQuery { Terms = terms, Limit = 1_000 };
    }

    async Task<long> Do(Statement state, StatementCommand command, string id)
    {
        var decision = Statement.Decide(state, command);
        Assert.Null(decision.Refusal);
        if (decision.Facts.Count == 0) return 0;
        return Assert.IsType<Appended>(await Log.AppendAsync(new Append { Records = [NewRecord.Of(Ref.Statement(id), decision.Facts[0])] }, Ct)).Receipts[0].Position;
    }

    public async ValueTask DisposeAsync()
    {
        await Search.DisposeAsync();
        await Log.DisposeAsync();
        _directory.Dispose();
    }
}
