using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

public sealed class PostgresLogTests(SharedServer shared) : EventLogSpecs
{
    Database? _store;
    Database? _another;

    protected override async Task<IEventLog> OpenAsync(TimeProvider clock)
    {
        _store ??= await Database.OfAsync(shared);
        return await _store.OpenAsync(options => options with { Clock = clock });
    }

    protected override async Task<IEventLog> OpenAnotherAsync(TimeProvider clock)
    {
        _another ??= await Database.OfAsync(shared);
        return await _another.OpenAsync(options => options with { Clock = clock });
    }

    protected override async ValueTask CleanUpAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        if (_another is not null) await _another.DisposeAsync();
    }
}
