using System.Runtime.CompilerServices;

namespace Tracker.Acceptance;

/// <summary>Where things are: the clone that these tests were built from, and the data of others beside it, which a clone may lack.</summary>
public static class Shared
{
    public const string Missing = "this clone has no ../shared";

    /// <summary>The clone's root.</summary>
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(ThisFolder(), "../.."));

    public static string Path(string below) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, "../shared", below));

    static string ThisFolder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
