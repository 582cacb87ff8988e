namespace Tracker.ApiTests;

/// <summary>Where this checkout lies, for tests that compare with files in it.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string from) =>
        File.Exists(Path.Combine(from, "Tracker.sln")) ? from : Find(Path.GetDirectoryName(from) ?? throw new DirectoryNotFoundException("Tests run inside the checkout."));
}
