using System.Reflection;
using System.Text.RegularExpressions;
using Options = Tracker.Server.ServerOptions;

namespace Tracker.Acceptance.Deploy;

/// <summary>What deploy/ sets and tells to set is what the program reads.</summary>
public sealed partial class SettingTests
{
    [GeneratedRegex(@"Tracker(__|:)(?<name>[A-Z][A-Za-z]*((__|:)[A-Z][A-Za-z]*)*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [Fact]
    public void Every_setting_that_is_named_exists()
    {
        var named = DeployFiles.Find(Setting()).Select(one => (one.File, Name: one.Found.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal))).ToList();
        // `Tracker__NAME` and the like stand for any.
        var unknown = named.Where(one => one.Name != "NAME" && !Exists(typeof(Options), one.Name.Split(':'))).Select(one => $"{one.File}: {one.Name}").Distinct(StringComparer.Ordinal);
        Assert.Empty(unknown);
        Assert.Superset(new HashSet<string>(["Data", "AdminKey", "ConnectionString", "Cluster", "Role", "ForwardedFrom"], StringComparer.Ordinal), named.Select(one => one.Name).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_found()
    {
        Assert.False(Exists(typeof(Options), ["DrainSecond"]));
        Assert.False(Exists(typeof(Options), ["Live", "DrainSeconds"]));
        Assert.True(Exists(typeof(Options), ["Live", "ConnectionsPerAddress"]));
    }

    static bool Exists(Type options, string[] path) =>
        options.GetProperty(path[0], BindingFlags.Public | BindingFlags.Instance)?.PropertyType is { } type && (path.Length == 1 || Exists(type, path[1..]));
}
