using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public sealed class SqliteLogTests : EventLogSpecs
{
    readonly TestDirectory _store = new();
    readonly TestDirectory _another = new();

    protected override async Task<IEventLog> OpenAsync(TimeProvider clock) => await SqliteLog.OpenAsync(new() { Directory = _store.Path, Clock = clock }, Ct);

    protected override async Task<IEventLog> OpenAnotherAsync(TimeProvider clock) => await SqliteLog.OpenAsync(new() { Directory = _another.Path, Clock = clock }, Ct);

    protected override ValueTask CleanUpAsync()
    {
        _store.Dispose();
        _another.Dispose();
        return default;
    }
}
