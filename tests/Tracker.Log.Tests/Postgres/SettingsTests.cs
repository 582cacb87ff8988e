using Tracker.Specs;

namespace Tracker.Log.Tests.Postgres;

public sealed class SettingsTests(SharedServer shared) : SettingsSpecs, IAsyncDisposable
{
    Database? _database;

    protected override async Task<ILogStore> OpenAsync() => await (_database ??= await Database.OfAsync(shared)).OpenAsync();

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? default;
}
