namespace Tracker.Log.Tests.Searches;

/// <summary>Files that lie beside the repository and not in it: a test that wants one says that it was skipped when there is none.</summary>
static class Shared
{
    public static string Path(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, "shared", name);
            if (File.Exists(file)) return file;
        }
        Assert.Skip($"shared/{name} is not beside the repository.");
        throw new InvalidOperationException("Skip returned.");
    }
}
