namespace Tracker.DomainTests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_domain_references_nothing_but_the_base_library()
    {
        // What the framework ships beside System.Private.CoreLib; a package or another project of ours is not among it.
        var framework = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll").Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var references = typeof(IEvent).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => !framework.Contains(name));
        Assert.DoesNotContain(references, name => name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("System.IO.File", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_refusal_is_made_in_one_place_and_its_code_listed_there()
    {
        var codes = typeof(Refusals).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(codes.Order(StringComparer.Ordinal), Refusals.Codes.Order(StringComparer.Ordinal));
    }
}
