using Xunit;

namespace Tracker.ApiTests.Contracts;

/// <summary>Contracts and Domain do not know each other; the API casts between their enumerations, so both lists must be the same.</summary>
public class EnumerationTests
{
    public static TheoryData<string> Shared()
    {
        var data = new TheoryData<string>();
        foreach (var name in Enumerations(typeof(Tracker.Contracts.Stance)).Keys.Intersect(Enumerations(typeof(Domain.Ref)).Keys).Order(StringComparer.Ordinal)) data.Add(name);
        return data;
    }

    [Fact]
    public void All_vocabulary_enumerations_are_shared() => Assert.Equal(27, Shared().Count);

    [Theory, MemberData(nameof(Shared))]
    public void The_wires_names_and_numbers_are_the_domains(string name)
    {
        var (wire, domain) = (Enumerations(typeof(Tracker.Contracts.Stance))[name], Enumerations(typeof(Domain.Ref))[name]);
        Assert.Equal(
            Enum.GetValues(domain).Cast<object>().Select(value => $"{value}={(int)value}"),
            Enum.GetValues(wire).Cast<object>().Select(value => $"{value}={(int)value}"));
    }

    static Dictionary<string, Type> Enumerations(Type inAssembly) =>
        inAssembly.Assembly.GetExportedTypes().Where(type => type.IsEnum).ToDictionary(type => type.Name, StringComparer.Ordinal);
}
