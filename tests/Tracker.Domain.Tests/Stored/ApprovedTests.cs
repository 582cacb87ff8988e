using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tracker.DomainTests.Stored;

/// <summary>
/// Stored names and shapes are frozen. A new kind or field: run with <c>TRACKER_APPROVE=1</c> and look at the diff; a changed or missing line in an old
/// file means that old logs would read differently.
/// </summary>
public sealed class ApprovedTests
{
    static readonly string Folder = Path.Combine(Repository(), "tests", "Tracker.Domain.Tests", "Approved");

    public static TheoryData<string> Kinds => [.. Events.AllKinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_is_written_as_it_was_approved(string kind)
    {
        var written = Encoding.UTF8.GetString(Events.Write(Sample(kind)));
        var file = Path.Combine(Folder, kind + ".json");
        if (Environment.GetEnvironmentVariable("TRACKER_APPROVE") == "1") File.WriteAllText(file, written + "\n");
        Assert.Equal(File.ReadAllText(file).TrimEnd('\n'), written);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_approved_reads_back_equal(string kind)
    {
        var approved = File.ReadAllBytes(Path.Combine(Folder, kind + ".json")).AsSpan().TrimEnd((byte)'\n').ToArray();
        var read = Events.Read(kind, approved);
        Assert.Equal(kind, Events.KindOf(read));
        Assert.Equal(Encoding.UTF8.GetString(approved), Encoding.UTF8.GetString(Events.Write(read)));
    }

    [Fact]
    public void Every_kind_is_approved_and_nothing_else_is() =>
        Assert.Equal(Events.AllKinds.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_sample_has_every_field(string kind)
    {
        var sample = Sample(kind);
        Assert.Empty(Missing(JsonSerializer.SerializeToElement(sample, sample.GetType(), Events.Json), sample.GetType(), kind));
    }

    [Fact]
    public void A_field_of_a_newer_program_is_skipped() =>
        Assert.Equal("x", ((Tracker.Domain.Statements.StatementRetracted)Events.Read("statement.retracted", """{"reason":"x","mood":"sad"}"""u8)).Reason);

    [Fact]
    public void A_kind_of_a_newer_program_is_no_event() => Assert.Throws<InvalidOperationException>(() => Events.Read("statement.sung", "{}"u8));

    internal static IEvent Sample(string kind) => Samples.All.Single(sample => Events.KindOf(sample) == kind);

    static IEnumerable<string> Missing(JsonElement json, Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = Events.Json.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable && info.ElementType is { } element)
            return json.EnumerateArray().SelectMany(one => Missing(one, element, path + "[]"));
        return info.Kind != JsonTypeInfoKind.Object ? [] : info.Properties.SelectMany(property => json.TryGetProperty(property.Name, out var value)
            ? Missing(value, property.PropertyType, $"{path}.{property.Name}")
            : [$"{path}.{property.Name}"]);
    }

    static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tracker.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No Tracker.sln above the tests.");
    }
}
