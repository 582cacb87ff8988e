namespace Tracker.Log.Tests.Sqlite;

/// <summary>A directory of this test's own, removed with it.</summary>
/// <param name="memory">In memory where the system has such a place: for tests that open and close a hundred times and ask nothing of the disk.</param>
sealed class TestDirectory(bool memory = false) : IDisposable
{
    public string Path { get; } = memory && Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/tracker-log-{Guid.NewGuid():n}").FullName
        : Directory.CreateTempSubdirectory("tracker-log-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
