using Tracker.Specs;

namespace Tracker.Log.Tests.Sqlite;

public sealed class SettingsTests : SettingsSpecs, IDisposable
{
    readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<ILogStore> OpenAsync() => await _store.OpenAsync();
}
