namespace Tracker.Log.Tests.Sqlite;

/// <summary>A directory of this test's own, removed with it.</summary>
sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tracker-log-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
