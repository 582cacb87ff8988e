using Tracker.Log.Sqlite;
using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public class SqliteLogTests : EventLogSpecs
{
    readonly TestDirectory _store = new();
    readonly TestDirectory _another = new();

    protected virtual int TouchWindow => 32_768;

    protected override async Task<IEventLog> OpenAsync(TimeProvider clock) => await SqliteLog.OpenAsync(new() { Directory = _store.Path, Clock = clock, TouchWindow = TouchWindow }, Ct);

    protected override async Task<IEventLog> OpenAnotherAsync(TimeProvider clock) => await SqliteLog.OpenAsync(new() { Directory = _another.Path, Clock = clock }, Ct);

    protected override ValueTask CleanUpAsync()
    {
        _store.Dispose();
        _another.Dispose();
        return default;
    }
}

/// <summary>The same with an index of touches that is written every few records: in the other class nearly all reads are from memory.</summary>
public sealed class SqliteLogWithAShortTailTests : SqliteLogTests
{
    protected override int TouchWindow => 3;
}
